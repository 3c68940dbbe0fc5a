using Housing.Income.Storage;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Looks up what is known of accounts on the day of a look, many at a time.</summary>
internal sealed class AccountPictures(IncomeDb db)
{
    /// <summary>The longest days of grace a landlord may give.</summary>
    private const int LongestGrace = 28;

    public async Task<Dictionary<Guid, AccountPicture>> Of(IReadOnlyDictionary<Guid, long> owed, ArrearsPolicy policy, DateOnly today, CancellationToken cancellationToken)
    {
        var ids = owed.Keys.ToList();
        var parts = policy.Counts.ToList();
        var since = today.AddDays(-LongestGrace);
        var charges = (await db.Charges.AsNoTracking().Where(c => ids.Contains(c.AccountId) && parts.Contains(c.On))
            .Select(c => new { c.AccountId, Charge = new CountedCharge(c.AmountPence, c.Per, c.Cycle, c.From, c.Until, c.ChargedBefore) }).ToListAsync(cancellationToken)).ToLookup(c => c.AccountId, c => c.Charge);
        // What was reversed by hand is not due.
        var dues = (await db.ChargeDebits.AsNoTracking()
            .Where(d => d.FirstDay > since && !db.Postings.Any(p => p.Reverses == d.PostingId))
            .Join(db.Charges.Where(c => ids.Contains(c.AccountId) && parts.Contains(c.On)), d => d.ChargeId, c => c.Id, (d, c) => new { c.AccountId, Due = new RecentDue(d.FirstDay, d.LastDay, c.Cycle, d.Pence) })
            .ToListAsync(cancellationToken)).ToLookup(d => d.AccountId, d => d.Due);
        var benefits = (await db.ExpectedBenefits.AsNoTracking().Where(b => ids.Contains(b.AccountId) && b.EndedAt == null).ToListAsync(cancellationToken)).ToLookup(b => b.AccountId);
        var agreed = (await db.Agreements.AsNoTracking().Include(a => a.Instalments).Where(a => ids.Contains(a.AccountId) && a.State == AgreementState.InForce).ToListAsync(cancellationToken))
            .ToDictionary(a => a.AccountId, a => a.NotDuePence(today, policy.Agreements.ToleranceDays));
        // A debit whose day has come and that is not on the account yet: a later one is for charges to come.
        var debits = (await db.Collections.AsNoTracking()
            .Where(c => ids.Contains(c.AccountId) && c.NominalOn <= today && (c.Status == CollectionStatus.Told || c.Status == CollectionStatus.InFile))
            .Select(c => new { c.AccountId, OnItsWay = new OnItsWay(OnItsWayReason.DirectDebit, c.AmountPence, c.CollectOn) })
            .ToListAsync(cancellationToken)).ToLookup(c => c.AccountId, c => c.OnItsWay);
        return owed.ToDictionary(one => one.Key, one => new AccountPicture(
            one.Value, [.. charges[one.Key]], [.. dues[one.Key]], [.. benefits[one.Key]],
            [.. debits[one.Key], .. agreed.GetValueOrDefault(one.Key) is > 0 and var left ? [new OnItsWay(OnItsWayReason.Instalments, left, null)] : Array.Empty<OnItsWay>()]));
    }

    /// <summary>The same for one account, without what is agreed about paying it back.</summary>
    public async Task<AccountPicture> Unagreed(Account account, ArrearsPolicy policy, DateOnly today, CancellationToken cancellationToken)
    {
        var picture = (await Of(new Dictionary<Guid, long> { [account.Id] = policy.Counts.Sum(account.Owed) }, policy, today, cancellationToken))[account.Id];
        return picture with { Others = [.. picture.Others.Where(other => other.Reason != OnItsWayReason.Instalments)] };
    }
}
