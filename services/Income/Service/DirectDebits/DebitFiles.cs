using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>
/// Makes a landlord's file for Bacs, at most one a working day, two working days before what is in it is collected: that is how long Bacs takes.
/// </summary>
internal sealed class DebitFiles(IncomeDb db, SuspenseDesk queue, DebitDesk debits, Policies<IncomePolicy> policies, StandardsBook standards, TimeProvider clock)
{
    /// <summary>Makes today's file, if it is a working day and there is anything to send.</summary>
    public async Task Make(string landlord, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var today = London.DayOf(now);
        var calendar = standards.For(landlord).Calendar;
        if (policies.For(landlord).DirectDebit is not { } policy || !calendar.IsWorkingDay(today))
            return;
        var (processing, collectOn) = (calendar.WorkingDaysAfter(today, 1), calendar.WorkingDaysAfter(today, 2));
        if (!await AnythingToDo(landlord, processing, collectOn, cancellationToken))
            return;

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await queue.Queue(landlord, cancellationToken);
        if (await db.DebitFiles.AnyAsync(f => f.Landlord == landlord && f.ProcessingDay == processing, cancellationToken))
            return;
        var mandates = await db.Mandates
            .Where(m => m.Landlord == landlord && ((m.LodgedIn == null && m.EndedAt == null) || m.TellBank || db.Collections.Any(c => c.MandateId == m.Id && c.Status == CollectionStatus.Told && c.CollectOn <= collectOn)))
            .ToDictionaryAsync(m => m.Id, cancellationToken);
        var told = await db.Collections.Where(c => c.Landlord == landlord && c.Status == CollectionStatus.Told && c.CollectOn <= collectOn).OrderBy(c => c.Id).ToListAsync(cancellationToken);
        Guid[] ids = [.. told.Select(c => c.AccountId)];
        var accounts = await db.Accounts.AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);

        var fileId = Guid.CreateVersion7(now);
        var records = new List<Standard18.Record>();
        // A bank is told of a mandate before the first debit comes; one whose day was missed is told of again.
        foreach (var late in told.Where(c => c.CollectOn < collectOn || mandates[c.MandateId].LodgedIn is null))
        {
            late.Move(MandateDecision.Earliest(today, policy, calendar), now);
            await debits.Notify(accounts[late.AccountId], mandates[late.MandateId], late, now, cancellationToken);
        }

        foreach (var collection in told.Where(c => c.CollectOn == collectOn))
            records.Add(Debit(collection, mandates[collection.MandateId], accounts[collection.AccountId], fileId, now));
        foreach (var mandate in mandates.Values.Where(m => m is { LodgedIn: null, EndedAt: null }))
        {
            mandate.Lodge(fileId);
            records.Add(Record(Standard18.NewInstruction, mandate, 0));
        }

        foreach (var mandate in mandates.Values.Where(m => m.TellBank))
        {
            mandate.ToldBank(fileId);
            records.Add(Record(Standard18.CancelledInstruction, mandate, 0));
        }

        if (records.Count > 0)
        {
            var serial = (await db.DebitFiles.Where(f => f.Landlord == landlord).MaxAsync(f => (int?)f.Serial, cancellationToken) ?? 0) + 1;
            var submission = new Standard18.Submission(serial, today, processing, policy.User, [.. records.OrderBy(r => r.Reference, StringComparer.Ordinal).ThenBy(r => r.Code, StringComparer.Ordinal)]);
            db.DebitFiles.Add(DebitFile.Make(fileId, landlord, submission, collectOn, now));
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    // Asked at every look, so before anything is locked.
    private async Task<bool> AnythingToDo(string landlord, DateOnly processing, DateOnly collectOn, CancellationToken cancellationToken) =>
        !await db.DebitFiles.AnyAsync(f => f.Landlord == landlord && f.ProcessingDay == processing, cancellationToken)
        && (await db.Collections.AnyAsync(c => c.Landlord == landlord && c.Status == CollectionStatus.Told && c.CollectOn <= collectOn, cancellationToken)
            || await db.Mandates.AnyAsync(m => m.Landlord == landlord && ((m.LodgedIn == null && m.EndedAt == null) || m.TellBank), cancellationToken));

    private static Standard18.Record Debit(Collection collection, Mandate mandate, Account account, Guid fileId, DateTimeOffset now)
    {
        // With the last one of an account that ends, the payer's bank ends the mandate too.
        var last = account.EndedOn is { } ended && mandate.NextOn > ended && mandate.EndedAt is null;
        var code = collection.Attempt > 0 ? Standard18.Again : !mandate.Collected ? Standard18.First : last ? Standard18.Last : Standard18.Regular;
        if (code == Standard18.Last)
            mandate.End("the account has ended", byBank: true, now);
        mandate.TakeFirst();
        collection.Put(fileId);
        return Record(code, mandate, collection.AmountPence);
    }

    private static Standard18.Record Record(string code, Mandate mandate, long pence) => new(code, mandate.SortCode, mandate.AccountNumber, mandate.PayerName, mandate.Reference, pence);
}
