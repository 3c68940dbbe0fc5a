namespace Housing.Income;

/// <summary>An account, as far as it says who held a home and when.</summary>
public sealed record HomeAccount(Guid AccountId, Guid HomeId, DateOnly Started, DateOnly? Ended);

/// <summary>The days of a year on which an account's household held a home. Both days are in it.</summary>
public sealed record Holding(Guid AccountId, Guid HomeId, DateOnly From, DateOnly Through);

/// <summary>Says who held each home on which days of a year. A home passes to the next on the day their account begins, also when the one before was not ended.</summary>
public static class Holdings
{
    public static IReadOnlyList<Holding> Of(IEnumerable<HomeAccount> accounts, SchemeYear year)
    {
        var holdings = new List<Holding>();
        foreach (var home in accounts.GroupBy(account => account.HomeId).OrderBy(group => group.Key))
        {
            var inTurn = home.OrderBy(account => account.Started).ThenBy(account => account.AccountId).ToList();
            for (var at = 0; at < inTurn.Count; at++)
            {
                var from = Later(inTurn[at].Started, year.First);
                var through = Earlier(inTurn[at].Ended ?? year.Last, year.Last);
                if (at + 1 < inTurn.Count)
                    through = Earlier(through, inTurn[at + 1].Started.AddDays(-1));
                if (from <= through)
                    holdings.Add(new(inTurn[at].AccountId, home.Key, from, through));
            }
        }

        return holdings;
    }

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;
}
