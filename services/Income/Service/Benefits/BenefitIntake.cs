using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Takes schedules in, row by row. Whoever asks holds the landlord's queue (<see cref="SuspenseDesk"/>) and saves.</summary>
internal sealed class BenefitIntake(IncomeDb db, SuspenseDesk desk, Policies<IncomePolicy> policies)
{
    /// <summary>The schedule as it was taken in, now or the first time.</summary>
    public async Task<BenefitSchedule> Import(GivenSchedule given, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var before = await db.BenefitSchedules.AsNoTracking()
            .SingleOrDefaultAsync(s => s.Landlord == given.Landlord && s.Payer == given.Payer.Key && s.Reference == given.Reference, cancellationToken);
        if (before is not null)
            return before.Digest == given.Digest() ? before : throw BenefitRefusals.ScheduleDiffers(given.Reference, before.ImportedAt).ToRpcException();

        var schedule = BenefitSchedule.Of(given, by, now);
        db.BenefitSchedules.Add(schedule);
        Guid[] ids = [.. given.Lines.Select(given.IdOf)];
        var known = (await db.BenefitRows.Where(r => ids.Contains(r.Id)).Select(r => r.Id).ToListAsync(cancellationToken)).ToHashSet();
        var decided = await Decide(given, known, cancellationToken);
        var held = await db.LockAccounts(decided.Where(d => d.AccountId is not null).Select(d => d.AccountId!.Value)
            .Concat(await desk.IdOf(given.Landlord, cancellationToken) is { } suspense ? [suspense] : []), cancellationToken);
        await Came(given, decided, by, now, cancellationToken);
        foreach (var line in given.Lines.Where(line => known.Contains(given.IdOf(line))))
            schedule.Count(null, line.Pence);
        foreach (var (line, accountId, why) in decided)
            db.BenefitRows.Add(await Take(given, schedule, line, accountId is { } id ? held[id] : null, why, by, now, cancellationToken));
        return schedule;
    }

    private async Task<List<(BenefitLine Line, Guid? AccountId, string Why)>> Decide(GivenSchedule given, HashSet<Guid> known, CancellationToken cancellationToken)
    {
        long[] numbers = [.. given.Lines.SelectMany(line => PaymentReference.NumbersIn(line.Reference)).Distinct()];
        var byNumber = (await db.Accounts.Where(a => a.Landlord == given.Landlord && a.Kind != AccountKind.Suspense && numbers.Contains(a.PaymentNumber))
            .Select(a => new { a.PaymentNumber, a.Id, Closed = a.ClosedAt != null }).ToListAsync(cancellationToken))
            .ToDictionary(a => a.PaymentNumber, a => new Payee(a.Id, a.Closed));
        string[] claims = [.. given.Lines.Select(given.ClaimKey).Distinct()];
        var byClaim = (await db.Payers.Where(p => p.Landlord == given.Landlord && claims.Contains(p.PayerAccount))
            .Join(db.Accounts, p => p.AccountId, a => a.Id, (p, a) => new { p.PayerAccount, a.Id, Closed = a.ClosedAt != null }).ToListAsync(cancellationToken))
            .ToDictionary(p => p.PayerAccount, p => new Payee(p.Id, p.Closed), StringComparer.Ordinal);
        var decided = given.Lines.Where(line => !known.Contains(given.IdOf(line))).Select(line => (Line: line, Decision: BenefitRowDecision.Decide(line, byNumber, byClaim.GetValueOrDefault(given.ClaimKey(line))))).ToList();
        var fields = new FieldReader();
        foreach (var (line, _) in decided.Where(d => d.Line.Pence < 0 && d.Decision.AccountId is null).Take(50))
            fields.Fault($"csv line {line.Line}, reference", "must be of one of the landlord's accounts: what is taken back is owed by somebody.");
        return fields.FoundFaults ? throw fields.Refuse("SCHEDULE_INVALID").ToRpcException() : [.. decided.Select(d => (d.Line, d.Decision.AccountId, d.Decision.Why))];
    }

    private async Task<BenefitRow> Take(
        GivenSchedule given, BenefitSchedule schedule, BenefitLine line, Account? account, string why, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Posting posting;
        var outcome = BenefitOutcome.Matched;
        if (account is not null && (account.ClosedAt is null || line.Pence < 0))
        {
            account.Apply(BenefitRowDecision.Post(account, given, line, policies.For(given.Landlord).Allocation, by, now));
            posting = account.Added[^1];
        }
        else
        {
            outcome = BenefitOutcome.Suspense;
            var money = new MoneyIn(line.Pence, $"Benefit, claim {line.Claim}", given.IdOf(line), $"{given.Payer.Name}, schedule {given.Reference}, line {line.Line}", by, now);
            posting = await desk.Keep(given.Landlord, money, SuspenseSource.BenefitSchedule, new Unmatched(why, given.Payer.Name, given.ClaimKey(line), $"{line.Reference} | claim {line.Claim}", given.PaidOn), cancellationToken);
        }

        schedule.Count(outcome, line.Pence);
        return BenefitRow.Of(given.IdOf(line), schedule, line, outcome, why, posting);
    }

    // What came is expected again, so that arrears that it will pay are told from real ones.
    private async Task Came(GivenSchedule given, List<(BenefitLine Line, Guid? AccountId, string Why)> decided, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var paid = decided.Where(d => d.AccountId is not null && d.Line.Pence > 0).GroupBy(d => d.AccountId!.Value).ToList();
        Guid[] accounts = [.. paid.Select(group => group.Key)];
        var expected = await db.ExpectedBenefits.Where(b => accounts.Contains(b.AccountId) && b.Kind == given.Kind && b.EndedAt == null).ToDictionaryAsync(b => b.AccountId, cancellationToken);
        foreach (var group in paid)
        {
            if (expected.TryGetValue(group.Key, out var before))
            {
                before.Came(given.PaidOn);
                continue;
            }

            var last = group.MaxBy(d => d.Line.To).Line;
            var every = BenefitRowDecision.Every(last);
            db.ExpectedBenefits.Add(ExpectedBenefit.Of(
                group.Key, given.Kind, last.Pence, every, every.Day(given.PaidOn, 1), $"{given.Payer.Name}, schedule {given.Reference}, line {last.Line}", by, now));
        }
    }
}
