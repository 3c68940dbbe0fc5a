using System.Globalization;

namespace Housing.Income;

/// <summary>What one head is expected to cost, and how that was arrived at.</summary>
public sealed record BudgetLine(string Head, long Pence, string Basis);

/// <summary>Shares a budget out among the homes of a scheme, for the whole year (OHO-LSE-20, OHO-LSE-24).</summary>
public static class EstimatePlan
{
    /// <summary>The estimate, and a bill for every home and whoever is to be told of it.</summary>
    /// <param name="heads">The scheme's heads.</param>
    /// <param name="shares">What the leases bear.</param>
    /// <param name="budget">What each head is expected to cost.</param>
    /// <param name="year">The year.</param>
    /// <param name="accounts">Who is to be told, of each home; a home may have none or several.</param>
    public static RoundPlan Of(IReadOnlyList<SchemeHead> heads, IReadOnlyList<LeaseShare> shares, IReadOnlyList<BudgetLine> budget, SchemeYear year, IEnumerable<HomeAccount> accounts)
    {
        var totals = new List<HeadTotal>();
        var lines = new SortedDictionary<Guid, List<BillLine>>();
        foreach (var head in heads)
        {
            var line = budget.FirstOrDefault(one => one.Head == head.Key) ?? new(head.Key, 0, "Nothing is expected.");
            var shared = new HeadShares(head, shares, year);
            var divided = Apportionment.Divide(line.Pence, shared.OfYear);
            totals.Add(new(head.Key, head.Name, head.Fund, line.Pence, line.Pence - divided.LandlordPence, divided.LandlordPence, CappedPence: 0));
            foreach (var home in shared.Homes)
            {
                var share = shared.Say(home);
                var pence = divided.Of(home);
                if (!lines.TryGetValue(home, out var own))
                    lines.Add(home, own = []);
                own.Add(new(head.Key, head.Name, head.Fund, line.Pence, share, pence, pence, NotAskedPence: 0, Explain(head, line, share, pence)));
            }
        }

        var byHome = accounts.ToLookup(account => account.HomeId);
        var bills = lines.SelectMany(home => byHome[home.Key].Select(account => (Guid?)account.AccountId).DefaultIfEmpty().Select(account => new PlannedBill(account, home.Key, home.Value)));
        return new(totals, [.. bills], [], []);
    }

    private static string Explain(SchemeHead head, BudgetLine line, string share, long pence) => string.Create(
        CultureInfo.InvariantCulture, $"{head.Name} is expected to cost {ChargeSum.Pounds(line.Pence)} in all ({line.Basis}). Your lease bears {share}: {ChargeSum.Pounds(pence)}.");
}
