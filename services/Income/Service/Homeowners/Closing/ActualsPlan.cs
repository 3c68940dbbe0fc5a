using System.Globalization;

namespace Housing.Income;

/// <summary>Everything that a year's accounts are worked out from.</summary>
public sealed record ActualsInput
{
    public required IReadOnlyList<SchemeHead> Heads { get; init; }
    public required IReadOnlyList<LeaseShare> Shares { get; init; }
    public required SchemeYear Year { get; init; }

    /// <summary>Every account of the homes, present and past.</summary>
    public required IReadOnlyList<HomeAccount> Accounts { get; init; }

    /// <summary>The year's costs that were not withdrawn; those from the reserve fund are no part of its accounts.</summary>
    public required IReadOnlyList<SchemeCost> Costs { get; init; }

    public required IReadOnlyList<Undertaking> Undertakings { get; init; }
    public required Section20 Law { get; init; }

    /// <summary>What leases were asked for of works in other years, where nobody was consulted.</summary>
    public IReadOnlyList<CappedPart> Before { get; init; } = [];

    /// <summary>The first instant at which it is too late to ask for a cost incurred on a day.</summary>
    public required Func<DateOnly, DateTimeOffset?> TooLateFrom { get; init; }

    public required DateTimeOffset Now { get; init; }
}

/// <summary>
/// Shares out what a year cost. First among the homes, head by head; then each home's part among those who held it, by days. Costs that are asked for too late are left
/// out (ENG-S20-04), and of what nobody was consulted on no lease is asked for more than the law's sum (ENG-S20-05, ENG-S20-06): the landlord bears the rest.
/// </summary>
public static class ActualsPlan
{
    private sealed record HomePart(long Pence, long Capped);

    public static RoundPlan Of(ActualsInput input)
    {
        var costs = input.Costs.Where(cost => !cost.FromReserve && cost.WithdrawnAt is null).OrderBy(cost => cost.Id).ToList();
        var tooLate = costs.Where(cost => IsTooLate(cost, input)).Select(cost => new TooLateCost(cost.Id, cost.Description, cost.Pence, Standards.London.DayOf(input.TooLateFrom(cost.IncurredOn)!.Value.AddTicks(-1)))).ToList();
        costs.RemoveAll(cost => tooLate.Exists(late => late.CostId == cost.Id));

        var holdings = Holdings.Of(input.Accounts, input.Year);
        var left = new CapsLeft(input);
        var totals = new List<HeadTotal>();
        // In this order bills go out; whoever holds a home now and held none of its days then is told what it cost too, and pays nothing.
        var lines = holdings.ToDictionary(holding => (holding.AccountId, holding.HomeId), _ => new List<BillLine>());
        foreach (var newcomer in input.Accounts.Where(account => account.Ended is null && !lines.ContainsKey((account.AccountId, account.HomeId))))
            lines.Add((newcomer.AccountId, newcomer.HomeId), []);

        foreach (var head in input.Heads.Where(head => head.Fund == HeadFund.ServiceCharge))
        {
            var shared = new HeadShares(head, input.Shares, input.Year);
            var own = costs.FindAll(cost => cost.Head == head.Key);
            var total = own.Sum(cost => cost.Pence);
            var parts = Parts(own, shared, left);
            long asked = 0, capped = parts.Values.Sum(part => part.Capped);
            foreach (var (home, part) in parts.OrderBy(one => one.Key))
            {
                var held = holdings.Where(holding => holding.HomeId == home).ToList();
                var whole = shared.OfDays(home, input.Year.First, input.Year.Last);
                var divided = Apportionment.Divide(part.Pence, [.. held.Select(holding => (holding.AccountId, shared.OfDays(home, holding.From, holding.Through) / whole))]);
                asked += divided.Parts.Values.Sum();
                foreach (var holding in held)
                {
                    var pence = divided.Of(holding.AccountId);
                    lines[(holding.AccountId, home)].Add(new(
                        head.Key, head.Name, head.Fund, total, shared.Say(home), part.Pence, pence, part.Capped, Explain(head, total, shared.Say(home), part, pence, holding, input.Year)));
                }
            }

            totals.Add(new(head.Key, head.Name, head.Fund, total, asked, total - asked - capped, capped));
        }

        return new(totals, [.. lines.OrderBy(one => one.Key).Select(one => new PlannedBill(one.Key.AccountId, one.Key.HomeId, one.Value))], tooLate, left.Taken);
    }

    /// <summary>Whether nobody was told of a cost while it could still be asked for.</summary>
    private static bool IsTooLate(SchemeCost cost, ActualsInput input) => input.TooLateFrom(cost.IncurredOn) is { } late && (cost.ToldAt ?? input.Now) >= late && input.Now >= late;

    private static Dictionary<Guid, HomePart> Parts(List<SchemeCost> costs, HeadShares shared, CapsLeft left)
    {
        var parts = new Dictionary<Guid, HomePart>();
        // What is for no works and no agreement is one sum; of the others each is by itself.
        foreach (var group in costs.GroupBy(cost => cost.UndertakingId).OrderBy(group => group.Key))
        {
            foreach (var (home, pence) in Apportionment.Divide(group.Sum(cost => cost.Pence), shared.OfYear).Parts.OrderBy(one => one.Key))
            {
                var asked = group.Key is { } undertaking ? left.Take(undertaking, home, pence) : pence;
                var before = parts.GetValueOrDefault(home) ?? new(0, 0);
                parts[home] = new(before.Pence + asked, before.Capped + pence - asked);
            }
        }

        return parts;
    }

    private static string Explain(SchemeHead head, long total, string share, HomePart part, long pence, Holding holding, SchemeYear year)
    {
        var days = holding.Through.DayNumber - holding.From.DayNumber + 1;
        var said = string.Create(CultureInfo.InvariantCulture, $"{head.Name} cost {ChargeSum.Pounds(total)} in all. Your lease bears {share}: {ChargeSum.Pounds(part.Pence + part.Capped)}.");
        if (part.Capped > 0)
            said += string.Create(CultureInfo.InvariantCulture, $" You were not consulted on part of it, so that the law lets us ask for {ChargeSum.Pounds(part.Pence)} only; we bear {ChargeSum.Pounds(part.Capped)}.");
        return days == year.Days ? said : said + string.Create(CultureInfo.InvariantCulture, $" You held the home for {days} of {year.Days} days: {ChargeSum.Pounds(pence)}.");
    }

    /// <summary>What may still be asked for, lease by lease, of what nobody was consulted on.</summary>
    private sealed class CapsLeft(ActualsInput input)
    {
        private readonly Dictionary<Guid, Undertaking> _undertakings = input.Undertakings.ToDictionary(undertaking => undertaking.Id);
        private readonly Dictionary<(Guid Undertaking, Guid Home), long> _taken = [];

        /// <summary>Of works, what counts against their sum in other years.</summary>
        public IReadOnlyList<CappedPart> Taken =>
            [.. _taken.Where(one => one.Value > 0 && _undertakings[one.Key.Undertaking].Kind == UndertakingKind.Works).OrderBy(one => one.Key).Select(one => new CappedPart(one.Key.Undertaking, one.Key.Home, one.Value))];

        public long Take(Guid undertakingId, Guid home, long pence)
        {
            var undertaking = _undertakings[undertakingId];
            var taken = _taken.GetValueOrDefault((undertakingId, home));
            var asked = pence;
            if (input.Law.CapOf(undertaking) is { } cap)
            {
                // For an agreement the sum is by the year, for works it is for all of them.
                var before = undertaking.Kind == UndertakingKind.Works ? input.Before.Where(part => part.UndertakingId == undertakingId && part.HomeId == home).Sum(part => part.Pence) : 0;
                asked = Math.Min(pence, Math.Max(0, cap - before - taken));
            }

            _taken[(undertakingId, home)] = taken + asked;
            return asked;
        }
    }
}
