using System.Globalization;

namespace Housing.Income.Tests.Homeowners;

/// <summary>Schemes, shares and costs to try decisions on.</summary>
internal static class SchemeExamples
{
    public static readonly DateTimeOffset Now = new(2027, 5, 4, 12, 0, 0, TimeSpan.Zero);
    public static readonly SchemeHead Cleaning = new("cleaning", "Cleaning", HeadFund.ServiceCharge, ShareBasis.Fraction);
    public static readonly SchemeHead Insurance = new("insurance", "Insurance", HeadFund.ServiceCharge, ShareBasis.Points);
    public static readonly SchemeHead Roof = new("roof", "Roof", HeadFund.ServiceCharge, ShareBasis.FloorArea);
    public static readonly SchemeHead Reserve = new("reserve", "Reserve fund", HeadFund.ReserveFund, ShareBasis.Fraction);

    /// <summary>From April 2026 to March 2027.</summary>
    public static readonly SchemeYear Year = new(new(2026, 4, 1), new(2027, 3, 31));

    /// <summary>Homes whose ids come in this order.</summary>
    public static Guid Home(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static ChargeScheme Scheme(params SchemeHead[] heads) =>
        ChargeScheme.Open(new OpenScheme("one-housing", "Elm House", SchemePlace.Block, Guid.CreateVersion7(), heads), "ann", Now);

    public static LeaseShare Share(SchemeHead head, int home, long above, long below = 0, string from = "2020-04-01", string? until = null)
    {
        var share = LeaseShare.Set(Guid.Empty, new GivenShare(Home(home), head.Key, above, below, "lease"), Day(from), "ann", Now);
        if (until is not null)
            share.End(Day(until));
        return share;
    }

    public static SchemeCost Cost(SchemeHead head, long pence, string on = "2026-06-01", Guid? undertaking = null) => SchemeCost.Record(
        Guid.Empty, 2026, new RecordCost(head.Key, "Bright Ltd", $"{Guid.CreateVersion7()}", Day(on), $"{head.Name} of the year", pence, [new("All", pence)], "file", undertaking, FromReserve: false), "ann", Now);

    public static HomeAccount Held(int home, string from = "2020-04-01", string? until = null, int account = 0) =>
        new(Home(1_000 + (account == 0 ? home : account)), Home(home), Day(from), until is null ? null : Day(until));

    public static long Of(RoundPlan plan, int account, string? head = null) =>
        plan.Bills.Where(bill => bill.AccountId == Home(1_000 + account)).SelectMany(bill => bill.Lines).Where(line => head is null || line.Head == head).Sum(line => line.Pence);
}
