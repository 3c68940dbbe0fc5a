using Housing.Income.Contracts.V1;

namespace Housing.Income.Tests.Homeowners;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using HeadFund = Housing.Income.Contracts.V1.HeadFund;
using ReserveEntryKind = Housing.Income.Contracts.V1.ReserveEntryKind;

/// <summary>A homeowner's statement says what became of the reserve fund.</summary>
public sealed class ReserveStatementTests : HomeownerHost
{
    [Fact]
    public async Task A_homeowners_statement_shows_what_went_into_the_fund_and_what_was_spent_and_stays_so_OHO_LSE_22()
    {
        var (home, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var (ann, _) = (await Lease(home), await Lease(other));
        var scheme = await Scheme("one-housing", Head("roof"), Head("reserve", fund: HeadFund.ReserveFund));
        await Shares(scheme, Share(home, "roof", 1, 4), Share(home, "reserve", 2, 3), Share(other, "reserve", 1, 3));
        await Estimate(scheme, 2026, ("roof", 0), ("reserve", 1_800_00));
        await HomeownersAs("income@one-housing").RecordReserveEntryAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, Kind = ReserveEntryKind.Opening, On = Day(2026, 3, 2), Pence = 1_000_00, Evidence = "bank statement" });
        Host.Clock.Now = new DateTimeOffset(2026, 6, 2, 9, 0, 0, TimeSpan.Zero);
        await Balance(ann, 3 * 100_00);
        var gutters = await Cost(scheme, "roof", 200_00, Day(2026, 6, 1), fromReserve: true);
        await HomeownersAs("manager@one-housing").ApproveReserveSpendingAsync(new() { RequestId = NewId(), CostId = gutters.CostId });
        var resident = StatementsAs("resident@one-housing", Guid.Parse(ann.HouseholdId));

        var issued = (await resident.RequestStatementAsync(new() { RequestId = NewId(), AccountId = ann.AccountId })).Statement;
        Host.Clock.Now = Host.Clock.Now.AddMonths(1);
        await Balance(ann, 4 * 100_00);

        var got = await resident.GetStatementAsync(new() { StatementId = issued.StatementId, Format = StatementFormat.Html });
        var fund = got.ReserveFund;
        Assert.Equal(
            (Day(2026, 4, 1), Day(2026, 6, 2), 1_000_00L, 450_00L, 300_00L, 200_00L, 1_250_00L),
            (fund.First, fund.Through, fund.OpeningPence, fund.ContributionsPence, fund.OwnContributionsPence, fund.SpentPence, fund.ClosingPence));
        Assert.Equal((gutters.CostId, "Stairs swept and washed", 200_00L), (Assert.Single(fund.Spending).CostId, fund.Spending[0].Description, fund.Spending[0].Pence));
        var page = System.Net.WebUtility.HtmlDecode(got.Page.ToStringUtf8());
        Assert.Contains("The fund of all homes together, 1 April 2026 to 2 June 2026", page, StringComparison.Ordinal);
        Assert.Contains("£1,250.00", page, StringComparison.Ordinal);
        Assert.Contains("Stairs swept and washed", page, StringComparison.Ordinal);
    }
}
