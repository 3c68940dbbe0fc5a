using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What happens to mandates and their collections of itself: planned and told, put in a file, posted. Each in a transaction of its own.</summary>
internal sealed class DebitDesk(
    IncomeDb db, SuspenseDesk money, ChargeDesk charges, ResidentMessages messages, Policies<IncomePolicy> policies, StandardsBook standards, TimeProvider clock)
{
    private const string By = "income";

    /// <summary>Mandates whose next collection is to be planned, by id, after one.</summary>
    public Task<List<Guid>> ToPlan(Guid? after, int size, CancellationToken cancellationToken)
    {
        var today = London.DayOf(clock.Now());
        return db.Mandates.Where(m => m.PlanOn <= today && (after == null || m.Id > after)).OrderBy(m => m.Id).Select(m => m.Id).Take(size).ToListAsync(cancellationToken);
    }

    /// <summary>Collections that are on the payers' accounts by now, by id, after one: their file was given to Bacs and their day has come.</summary>
    public Task<List<Guid>> ToPost(Guid? after, int size, CancellationToken cancellationToken)
    {
        var today = London.DayOf(clock.Now());
        return db.Collections.Where(c => c.Status == CollectionStatus.InFile && c.CollectOn <= today && (after == null || c.Id > after))
            .Where(c => db.DebitFiles.Any(f => f.Id == c.FileId && f.SubmittedAt != null)).OrderBy(c => c.Id).Select(c => c.Id).Take(size).ToListAsync(cancellationToken);
    }

    /// <summary>Plans the next collection and tells its payer, or ends the mandate of an account that has ended.</summary>
    public async Task Plan(Guid mandateId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var today = London.DayOf(now);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = (await db.LockAccount(a => a.Id == db.Mandates.Where(m => m.Id == mandateId).Select(m => m.AccountId).First(), cancellationToken))!;
        var mandate = await db.Mandates.SingleAsync(m => m.Id == mandateId, cancellationToken);
        if (mandate.PlanOn is not { } due || due > today || policies.For(mandate.Landlord).DirectDebit is not { } policy)
            return;

        var calendar = standards.For(mandate.Landlord).Calendar;
        if (account.ClosedAt is not null || account.EndedOn < mandate.NextOn)
            await End(account, mandate, "the account has ended", byBank: false, now, cancellationToken);
        else
        {
            var (nominal, next) = (mandate.NextOn, mandate.Days.After(mandate.NextOn));
            var pence = await Pence(account, nominal, next, cancellationToken);
            if (pence > 0)
            {
                var (day, earliest) = (DebitDays.Collected(nominal, calendar), MandateDecision.Earliest(today, policy, calendar));
                var collection = Collection.Plan(mandate, nominal, day > earliest ? day : earliest, pence, now);
                db.Collections.Add(collection);
                await Notify(account, mandate, collection, now, cancellationToken);
            }

            mandate.Collect(mandate.Days, next, DebitDays.Told(next, policy.NoticeWorkingDays, calendar));
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Puts a collected debit on its account.</summary>
    public async Task Post(Guid collectionId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var account = (await db.LockAccount(a => a.Id == db.Collections.Where(c => c.Id == collectionId).Select(c => c.AccountId).First(), cancellationToken))!;
        var collection = await db.Collections.SingleAsync(c => c.Id == collectionId, cancellationToken);
        if (collection.Status != CollectionStatus.InFile)
            return;
        var day = collection.CollectOn;
        var posting = money.Post(account, new MoneyIn(collection.AmountPence, $"Direct debit, {day:d MMMM yyyy}", CauseOf(collection), $"collection {collection.Id}, file {collection.FileId}", By, now));
        collection.Post(posting.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Ends a mandate and what was told of and is in no file yet, and tells the household. Whoever asks holds the account and saves.</summary>
    public async Task End(Account account, Mandate mandate, string reason, bool byBank, DateTimeOffset now, CancellationToken cancellationToken)
    {
        mandate.End(reason, byBank, now);
        foreach (var told in await db.Collections.Where(c => c.MandateId == mandate.Id && c.Status == CollectionStatus.Told).ToListAsync(cancellationToken))
            told.Cancel();
        await messages.Tell(account, DebitMessages.Cancelled, mandate.Id, mandate.Id, new Dictionary<string, string>(StringComparer.Ordinal) { ["reference"] = mandate.Reference, ["reason"] = reason }, now, cancellationToken);
    }

    /// <summary>Tells a payer how much is collected and when; told anew when that changes.</summary>
    public Task Notify(Account account, Mandate mandate, Collection collection, DateTimeOffset now, CancellationToken cancellationToken) => messages.Tell(
        account, DebitMessages.AdvanceNotice, mandate.Id, Causes.Of("advance-notice", collection.Id.ToString(), ResidentMessages.Day(collection.CollectOn)), DebitMessages.Facts(mandate, collection), now, cancellationToken);

    public static Guid CauseOf(Collection collection) => Causes.Of("collection", collection.Id.ToString());

    private async Task<long> Pence(Account account, DateOnly from, DateOnly before, CancellationToken cancellationToken)
    {
        if (charges.TermsOf(account) is not { } terms)
            return 0;
        var set = await charges.Of(account.Id, cancellationToken);
        Guid[] ids = [.. set.Select(charge => charge.Id)];
        var debited = await db.ChargeDebits.AsNoTracking().Where(d => ids.Contains(d.ChargeId) && d.FirstDay >= from && d.FirstDay < before).ToListAsync(cancellationToken);
        var agreed = await db.Instalments.AsNoTracking()
            .Where(i => i.Outcome == InstalmentOutcome.Open && i.DueOn >= from && i.DueOn < before
                && db.Agreements.Any(a => a.Id == i.AgreementId && a.AccountId == account.Id && a.State == AgreementState.InForce))
            .Select(i => new AgreedInstalment(i.DueOn, i.Pence))
            .ToListAsync(cancellationToken);
        return CollectionDecision.Pence(set, debited, terms, from, before, agreed);
    }
}
