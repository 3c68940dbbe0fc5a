using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Looks at agreements whose day has come: offers that nobody answered, instalments to judge, and those whose debt is gone. One in a transaction, under its account's lock.</summary>
internal sealed class AgreementRun(IncomeDb db, Policies<IncomePolicy> policies, AccountPictures pictures, AgreementDesk desk, StandardsBook standards, TimeProvider clock)
{
    private static readonly Recording ByItself = new("service income");

    /// <summary>The next ones, by id, after one.</summary>
    public Task<List<Guid>> Due(Guid? after, CancellationToken cancellationToken)
    {
        var today = London.DayOf(clock.Now());
        var landlords = standards.Landlords.ToList();
        return db.Agreements
            .Where(a => a.NextOn != null && landlords.Contains(a.Landlord) && (after == null || a.Id > after)
                && (a.NextOn <= today || db.ArrearsCases.Any(c => c.Id == a.CaseId && c.ClosedAt != null)))
            .OrderBy(a => a.Id).Select(a => a.Id).Take(100).ToListAsync(cancellationToken);
    }

    public async Task Look(Guid agreementId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var today = London.DayOf(now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var accountId = await db.Agreements.Where(a => a.Id == agreementId).Select(a => a.AccountId).SingleAsync(cancellationToken);
        var account = await db.LockAccount(a => a.Id == accountId, cancellationToken) ?? throw new InvalidOperationException($"Agreement {agreementId} has no account.");
        // Asked after the lock is had: another replica may have been here.
        var agreement = await db.Agreements.Include(a => a.Instalments).SingleAsync(a => a.Id == agreementId, cancellationToken);
        if (policies.For(account.Landlord).Arrears is { } policy)
        {
            if (agreement.State == AgreementState.Offered && agreement.NextOn <= today)
            {
                agreement.Finish(AgreementState.Lapsed, "It was not answered in its time.", now);
                await desk.Note(account, agreement, ArrearsAct.AgreementLapsed, "agreement.lapsed", agreement.Why, ByItself, now, cancellationToken);
            }
            else if (agreement.State == AgreementState.InForce)
            {
                await Judge(account, agreement, policy, today, now, cancellationToken);
            }
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task Judge(Account account, Agreement agreement, ArrearsPolicy policy, DateOnly today, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var settled = await db.ArrearsCases.AnyAsync(c => c.Id == agreement.CaseId && c.ClosedAt != null, cancellationToken);
        var picture = await pictures.Unagreed(account, policy, today, cancellationToken);
        var judgement = JudgementDecision.Decide(agreement, day => StandingDecision.Decide(policy, picture.AsOf(day), today).RealPence, policy.Agreements, settled, today);
        foreach (var (instalment, kept) in judgement.Judged)
        {
            agreement.Judge(instalment, kept, policy.Agreements.ToleranceDays, now);
            if (!kept)
                await desk.Missed(account, agreement, instalment, ByItself, now, cancellationToken);
        }

        if (judgement.Becomes is not { } state)
            return;
        agreement.Finish(state, state == AgreementState.Kept ? "All of it was paid." : "Instalments were missed.", now);
        var (act, name) = state == AgreementState.Kept ? (ArrearsAct.AgreementKept, "agreement.kept") : (ArrearsAct.AgreementBroken, "agreement.broken");
        await desk.Turn(account, agreement, act, name, agreement.Why, policy, ByItself, now, cancellationToken);
    }
}
