using FsCheck;
using FsCheck.Fluent;

namespace Housing.Income.Tests.Homeowners;

using static SchemeExamples;

/// <summary>What leases share always comes to the whole, to the penny; each row was worked out by hand.</summary>
public class ApportionmentTests
{
    [Theory]
    [InlineData(100_00, "1/3 1/3 1/3", "3334 3333 3333", 0)]      // a penny over: all lost the same, the first has it
    [InlineData(100_00, "1/3 1/3", "3333 3333", 3334)]      // the landlord bears a third, and a penny over before the leases do
    [InlineData(1, "1/2 1/2", "1 0", 0)]
    [InlineData(5, "3/10 3/10 4/10", "2 1 2", 0)]
    [InlineData(7, "1/2 1/3", "4 2", 1)]      // 3.5, 2.33 and 1.17: a half is the most that anybody lost
    [InlineData(0, "1/2 1/2", "0 0", 0)]
    [InlineData(100_000_00, "1/7 2/7 3/7", "1428571 2857143 4285714", 1428572)]      // .43, .86, .29, .43: two over
    [InlineData(12_34, "", "", 12_34)]
    [InlineData(999, "1/1", "999", 0)]
    public void A_sum_is_divided_to_the_penny(long pence, string shares, string parts, long landlord)
    {
        var all = shares.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((share, at) => (Home(at + 1), Parse(share))).ToList();

        var divided = Apportionment.Divide(pence, all);

        Assert.Equal(parts, string.Join(' ', all.Select(one => divided.Of(one.Item1))));
        Assert.Equal(landlord, divided.LandlordPence);
        // In whatever order they are given.
        Assert.Equal(divided.Parts.OrderBy(part => part.Key), Apportionment.Divide(pence, [.. Enumerable.Reverse(all)]).Parts.OrderBy(part => part.Key));
    }

    [Fact]
    public void More_than_the_whole_is_not_divided() =>
        Assert.Throws<ArgumentException>(() => Apportionment.Divide(100, [(Home(1), Ratio.Of(2, 3)), (Home(2), Ratio.Of(2, 5))]));

    [Fact]
    public void No_penny_is_lost_or_made_whatever_the_shares() => Prop.ForAll(
        (from pence in Gen.Choose(0, 100_000_000)
         from weights in Gen.ArrayOf(Gen.Choose(0, 5_000))
         from spare in Gen.Choose(0, 5_000)
         select (pence, weights, spare)).ToArbitrary(),
        one =>
        {
            var whole = Math.Max(1, one.weights.Sum() + one.spare);
            var shares = one.weights.Select((weight, at) => (Home(at + 1), Share: Ratio.Of(weight, whole))).ToList();
            var divided = Apportionment.Divide(one.pence, shares);
            // Never a whole penny more or less than the exact share.
            return divided.Parts.Values.Sum() + divided.LandlordPence == one.pence
                && divided.LandlordPence >= 0
                && shares.TrueForAll(share => Math.Abs(((decimal)one.pence * (long)share.Share.Above / (long)share.Share.Below) - divided.Of(share.Item1)) < 1);
        }).Holds();

    [Theory]
    [InlineData("cleaning", 1, "547/3650")]      // a tenth for 183 days and a fifth for 182
    [InlineData("cleaning", 2, "1/4")]
    [InlineData("insurance", 1, "3/8")]
    [InlineData("insurance", 2, "5/8")]
    [InlineData("roof", 1, "273/365")]      // alone for 181 days, and half for 184
    [InlineData("roof", 3, "0/1")]
    public void Shares_count_day_by_day(string head, int home, string share)
    {
        LeaseShare[] shares =
        [
            Share(Cleaning, 1, 1, 10, until: "2026-09-30"), Share(Cleaning, 1, 1, 5, from: "2026-10-01"), Share(Cleaning, 2, 1, 4),
            Share(Insurance, 1, 3), Share(Insurance, 2, 5), Share(Insurance, 3, 9, until: "2026-03-31"),
            Share(Roof, 1, 54_50, until: "2026-06-30"), Share(Roof, 1, 54_50, from: "2026-07-01"), Share(Roof, 2, 54_50, from: "2026-09-29"),
        ];
        var of = new[] { Cleaning, Insurance, Roof }.Single(one => one.Key == head);

        Assert.Equal(share, new HeadShares(of, shares, Year).OfDays(Home(home), Year.First, Year.Last).ToString());
    }

    [Fact]
    public void A_share_is_said_as_the_lease_says_it()
    {
        Assert.Equal("1/10, then 1/5", new HeadShares(Cleaning, [Share(Cleaning, 1, 1, 10, until: "2026-09-30"), Share(Cleaning, 1, 1, 5, from: "2026-10-01")], Year).Say(Home(1)));
        Assert.Equal("3 of 1,003 points", new HeadShares(Insurance, [Share(Insurance, 1, 3), Share(Insurance, 2, 1_000)], Year).Say(Home(1)));
        Assert.Equal("54.50 of 109.00 m², for 90 of 365 days", new HeadShares(Roof, [Share(Roof, 1, 54_50, from: "2027-01-01"), Share(Roof, 2, 54_50)], Year).Say(Home(1)));
    }

    [Theory]
    [InlineData("2026-07-01", "2026-04-01..2026-06-30", "2026-07-01..2027-03-31")]
    [InlineData("2026-04-01", "", "2026-04-01..2027-03-31")]
    [InlineData("2027-04-01", "2026-04-01..2027-03-31", "")]
    [InlineData("2027-03-31", "2026-04-01..2027-03-30", "2027-03-31..2027-03-31")]
    public void A_home_passes_to_the_next_on_the_day_their_account_begins(string sold, string seller, string buyer)
    {
        var holdings = Holdings.Of([Held(1), Held(1, from: sold, account: 2)], Year);

        Assert.Equal((seller, buyer), (Days(1), Days(2)));
        string Days(int account) => string.Join(' ', holdings.Where(holding => holding.AccountId == Home(1_000 + account)).Select(holding => $"{holding.From:yyyy-MM-dd}..{holding.Through:yyyy-MM-dd}"));
    }

    private static Ratio Parse(string share)
    {
        var numbers = share.Split('/');
        return Ratio.Of(int.Parse(numbers[0], null), int.Parse(numbers[1], null));
    }
}
