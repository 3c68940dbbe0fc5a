using Housing.Income.Storage;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Puts what falls due on an account, and gives back what was charged for days after a charge ended. Whoever asks holds the account's lock and saves.</summary>
internal sealed class ChargeDesk(IncomeDb db, Policies<IncomePolicy> policies)
{
    public Task<List<Charge>> Of(Guid accountId, CancellationToken cancellationToken) =>
        db.Charges.Where(c => c.AccountId == accountId).OrderBy(c => c.From).ThenBy(c => c.Id).ToListAsync(cancellationToken);

    /// <summary>Charges everything that has fallen due by a day, the earliest first; true when the account became a former tenant's with it.</summary>
    public bool Debit(Account account, IReadOnlyList<Charge> charges, DateOnly today, DateTimeOffset now)
    {
        if (charges.Count > 0)
        {
            var terms = TermsOf(account) ?? throw new InvalidOperationException($"Account {account.Id} has charges, and the file of {account.Landlord} does not say when they fall due.");
            var due = charges.SelectMany(charge => charge.Dues(terms).TakeWhile(due => due.On <= today).Select(due => (Charge: charge, Due: due))).ToList();
            foreach (var (charge, one) in due.OrderBy(d => d.Due.On).ThenBy(d => d.Charge.On))
            {
                if (one.Pence > 0)
                {
                    account.Apply(ChargingDecision.Debit(charge, one, now));
                    db.ChargeDebits.Add(ChargeDebit.Of(charge, one, account.Added[^1].Id));
                }

                charge.Charged(one);
            }
        }

        var leaves = account.EndedOn < today && account.Kind is not (AccountKind.FormerTenant or AccountKind.Garage);
        if (leaves)
            account.Apply(new AccountMilestone.Left(now));
        Plan(account, charges);
        return leaves;
    }

    /// <summary>Ends a charge with its last day; what was charged for later days is given back.</summary>
    public async Task End(Account account, Charge charge, DateOnly until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (charge.Until <= until)
            return;
        // What was reversed by hand is off the account already.
        var standing = await db.ChargeDebits.AsNoTracking()
            .Where(d => d.ChargeId == charge.Id && d.LastDay > until && !db.Postings.Any(p => p.Reverses == d.PostingId))
            .ToListAsync(cancellationToken);
        if (ChargingDecision.Return(charge, standing, until, now) is { } returned)
            account.Apply(returned);
        charge.End(until);
    }

    /// <summary>Says on the account when the charging run is to look at it again.</summary>
    public static void Plan(Account account, IReadOnlyList<Charge> charges)
    {
        var next = charges.Where(charge => charge.Runs).Min(charge => (DateOnly?)charge.ChargedBefore);
        var leaves = account is { EndedOn: { } ended, Kind: not (AccountKind.FormerTenant or AccountKind.Garage) } ? ended.AddDays(1) : (DateOnly?)null;
        account.ChargeNext(leaves < next || next is null ? leaves : next);
    }

    public ChargeYear? TermsOf(Account account) => policies.For(account.Landlord).Charges;
}
