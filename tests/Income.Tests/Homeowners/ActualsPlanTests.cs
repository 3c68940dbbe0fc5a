using FsCheck;
using FsCheck.Fluent;
using Housing.Standards;

namespace Housing.Income.Tests.Homeowners;

using static SchemeExamples;

/// <summary>How what a year cost is shared out: among homes, among who held them, up to the law's sums and within the law's time. Each figure was worked out by hand.</summary>
public class ActualsPlanTests
{
    private static readonly StandardsBook Book = StandardsBook.Read(StandardsFolder.BesideAssemblies);

    [Theory]
    [InlineData("2026-07-01", 365_00, 91_00, 274_00)]      // 91 days and 274
    [InlineData("2026-10-01", 500_00, 250_68, 249_32)]      // 183 and 182: 250.685 and 249.315
    [InlineData("2027-03-31", 365_00, 364_00, 1_00)]
    [InlineData("2026-04-01", 365_00, 0, 365_00)]
    public void A_home_that_was_sold_is_paid_for_by_days(string sold, long pence, long seller, long buyer)
    {
        var plan = Plan([Cost(Cleaning, pence)], [Share(Cleaning, 1, 1, 1)], [Held(1), Held(1, from: sold, account: 2)]);

        Assert.Equal((seller, buyer), (Of(plan, 1), Of(plan, 2)));
    }

    [Fact]
    public void A_leap_years_day_counts_and_days_without_an_owner_are_the_landlords()
    {
        // April 2027 to March 2028 has 366 days: 335 to the end of February, ten without an owner and 21.
        var input = Input([Cost(Cleaning, 366_00, on: "2027-06-01")], [Share(Cleaning, 1, 1, 1)], [Held(1, until: "2028-02-29"), Held(1, from: "2028-03-11", account: 2)]);

        var plan = ActualsPlan.Of(input with { Year = new(new(2027, 4, 1), new(2028, 3, 31)), Now = new(2028, 5, 2, 12, 0, 0, TimeSpan.Zero) });

        Assert.Equal((335_00, 21_00), (Of(plan, 1), Of(plan, 2)));
        Assert.Equal((366_00, 356_00, 10_00, 0), Total(plan, "cleaning"));
    }

    [Fact]
    public void Which_heads_a_lease_bears_is_said_by_its_shares_and_the_landlord_bears_what_no_lease_does()
    {
        var plan = Plan(
            [Cost(Cleaning, 1_460_00), Cost(Insurance, 1_000_00)],
            [Share(Cleaning, 1, 1, 4), Share(Cleaning, 2, 1, 4), Share(Insurance, 1, 3), Share(Insurance, 3, 7)], [Held(1), Held(2)]);

        Assert.Equal((365_00, 300_00), (Of(plan, 1, "cleaning"), Of(plan, 1, "insurance")));
        Assert.Equal((365_00, 0), (Of(plan, 2, "cleaning"), Of(plan, 2, "insurance")));
        Assert.Equal((1_460_00, 730_00, 730_00, 0), Total(plan, "cleaning"));
        Assert.Equal((1_000_00, 300_00, 700_00, 0), Total(plan, "insurance"));      // nobody has bought the third home
        Assert.StartsWith("Cleaning cost £1,460.00 in all. Your lease bears 1/4: £365.00.", plan.Bills[0].Lines[0].WorkedOut, StringComparison.Ordinal);
    }

    // £250 of works in all from each, and £100 a year of an agreement that binds for more than twelve months, where nobody was consulted.
    [Theory]
    [InlineData(UndertakingKind.Works, 0, ConsultationOutcome.NotConsulted, 2_400_00, 250_00, 250_00, 24_00)]      // 600, 300 and 24
    [InlineData(UndertakingKind.Works, 0, ConsultationOutcome.NotConsulted, 1_000_00, 250_00, 125_00, 10_00)]      // exactly 250 is not over it
    [InlineData(UndertakingKind.Works, 0, ConsultationOutcome.NotConsulted, 1_000_04, 250_00, 125_01, 10_00)]      // a penny over
    [InlineData(UndertakingKind.Works, 0, ConsultationOutcome.Consulted, 2_400_00, 600_00, 300_00, 24_00)]
    [InlineData(UndertakingKind.Works, 0, ConsultationOutcome.Dispensed, 2_400_00, 600_00, 300_00, 24_00)]
    [InlineData(UndertakingKind.Agreement, 13, ConsultationOutcome.NotConsulted, 2_400_00, 100_00, 100_00, 24_00)]
    [InlineData(UndertakingKind.Agreement, 12, ConsultationOutcome.NotConsulted, 2_400_00, 600_00, 300_00, 24_00)]      // it does not bind for long enough
    [InlineData(UndertakingKind.Agreement, 13, ConsultationOutcome.Consulted, 2_400_00, 600_00, 300_00, 24_00)]
    public void Without_consultation_no_lease_is_asked_for_more_than_the_laws_sum_ENG_S20(
        UndertakingKind kind, int months, ConsultationOutcome outcome, long pence, long quarter, long eighth, long hundredth)
    {
        var undertaking = Undertaken(kind, months, outcome);

        var plan = Plan([Cost(Cleaning, pence, undertaking: undertaking.Id)], Quarters, [Held(1), Held(2), Held(3)], undertaking);

        Assert.Equal((quarter, eighth, hundredth), (Of(plan, 1), Of(plan, 2), Of(plan, 3)));
        var total = Assert.Single(plan.Totals);
        Assert.Equal(pence, total.AskedPence + total.LandlordPence + total.CappedPence);
        Assert.Equal(quarter + eighth + hundredth, total.AskedPence);
    }

    [Fact]
    public void Works_paid_in_several_bills_and_years_are_asked_for_up_to_one_sum_and_an_agreement_up_to_one_a_year()
    {
        var works = Undertaken(UndertakingKind.Works, 0, ConsultationOutcome.NotConsulted);
        var agreement = Undertaken(UndertakingKind.Agreement, 36, ConsultationOutcome.NotConsulted);
        var input = Input(
            [Cost(Cleaning, 400_00, undertaking: works.Id), Cost(Insurance, 300_00, undertaking: works.Id), Cost(Cleaning, 600_00, undertaking: agreement.Id)],
            [Share(Cleaning, 1, 1, 4), Share(Insurance, 1, 1)], [Held(1)], works, agreement);

        var first = ActualsPlan.Of(input);
        // £100 of cleaning and £150 of the £300 of insurance; the agreement by itself.
        Assert.Equal((200_00, 150_00), (Of(first, 1, "cleaning"), Of(first, 1, "insurance")));
        Assert.Equal(new CappedPart(works.Id, Home(1), 250_00), Assert.Single(first.Capped));

        var second = ActualsPlan.Of(input with { Before = [new(works.Id, Home(1), 180_00), new(agreement.Id, Home(1), 100_00)] });
        Assert.Equal((70_00 + 100_00, 0), (Of(second, 1, "cleaning"), Of(second, 1, "insurance")));
    }

    [Fact]
    public void The_home_that_was_sold_is_capped_once_and_not_each_of_its_owners()
    {
        var works = Undertaken(UndertakingKind.Works, 0, ConsultationOutcome.NotConsulted);

        var plan = Plan([Cost(Cleaning, 2_000_00, undertaking: works.Id)], [Share(Cleaning, 1, 1, 4)], [Held(1), Held(1, from: "2026-07-01", account: 2)], works);

        Assert.Equal((62_33, 187_67), (Of(plan, 1), Of(plan, 2)));      // 250 × 91/365 and 274/365
        Assert.Contains("the law lets us ask for £250.00 only; we bear £250.00", plan.Bills[0].Lines[0].WorkedOut, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-08-28", "2028-02-28")]
    [InlineData("2026-08-29", "2028-02-29")]      // a leap year has the day
    [InlineData("2026-08-31", "2028-02-29")]
    [InlineData("2025-08-31", "2027-02-28")]      // and others end the month a day before
    [InlineData("2028-02-29", "2029-08-29")]
    [InlineData("2026-03-31", "2027-09-30")]
    public void A_cost_can_be_asked_for_through_the_day_eighteen_months_later_ENG_S20_04(string incurred, string until)
    {
        var late = CostClocks.TooLateFrom(Book, "havering", Day(incurred))!.Value;

        Assert.Equal(Day(until), London.DayOf(late.AddTicks(-1)));
        Assert.Equal(London.EndOf(Day(until)), late);
    }

    // Incurred on 1 June 2026: through 1 December 2027.
    [Theory]
    [InlineData("2027-12-01T23:59:59Z", null, false)]
    [InlineData("2027-12-02T00:00:00Z", null, true)]
    [InlineData("2028-03-01T00:00:00Z", "2027-12-01T23:59:59Z", false)]      // told in time, asked for later
    [InlineData("2028-03-01T00:00:00Z", "2027-12-02T00:00:00Z", true)]
    public void What_nobody_was_told_of_in_time_is_left_out_and_shown(string closed, string? notified, bool leftOut)
    {
        var cost = Cost(Cleaning, 100_00);
        if (notified is not null)
            cost.Notify(DateTimeOffset.Parse(notified, null));
        var input = Input([cost, Cost(Cleaning, 40_00, on: "2027-03-31")], [Share(Cleaning, 1, 1, 2)], [Held(1)]);

        var plan = ActualsPlan.Of(input with { Now = DateTimeOffset.Parse(closed, null) });

        Assert.Equal(leftOut ? 20_00 : 70_00, Of(plan, 1));
        Assert.Equal(leftOut ? [(cost.Id, 100_00L, Day("2027-12-01"))] : [], plan.TooLate.Select(late => (late.CostId, late.Pence, late.Until)));
    }

    [Fact]
    public void Whoever_bought_since_hears_what_it_cost_and_pays_nothing_of_it()
    {
        var plan = Plan([Cost(Cleaning, 100_00)], [Share(Cleaning, 1, 1, 2)], [Held(1), Held(1, from: "2027-04-20", account: 2)]);

        Assert.Equal((50_00, 0), (Of(plan, 1), Of(plan, 2)));
        Assert.Equal(2, plan.Bills.Count);
    }

    [Fact]
    public void Whatever_is_spent_sold_and_capped_every_penny_is_somebodys() => Prop.ForAll(
        (from costs in Gen.NonEmptyListOf(from pence in Gen.Choose(1, 5_000_000) from head in Gen.Choose(0, 2) from under in Gen.Choose(0, 3) select (pence, head, under))
         from weights in Gen.ArrayOf(Gen.Choose(1, 400), 6)
         from sold in Gen.ArrayOf(Gen.Choose(-30, 400), 6)
         from gap in Gen.Choose(0, 60)
         select (costs, weights, sold, gap)).ToArbitrary(),
        one =>
        {
            SchemeHead[] heads = [Cleaning, Insurance, Roof];
            var undertakings = new[]
            {
                Undertaken(UndertakingKind.Works, 0, ConsultationOutcome.NotConsulted), Undertaken(UndertakingKind.Agreement, 24, ConsultationOutcome.NotConsulted),
                Undertaken(UndertakingKind.Works, 0, ConsultationOutcome.Consulted),
            };
            var shares = one.weights.SelectMany((weight, at) => heads.Select(head => Share(head, at + 1, weight, head.Basis == ShareBasis.Fraction ? 2_400 : 0))).ToList();
            var accounts = one.sold.SelectMany((day, at) => new[]
            {
                Held(at + 1, until: $"{Year.First.AddDays(day):yyyy-MM-dd}"), Held(at + 1, from: $"{Year.First.AddDays(day + 1 + one.gap):yyyy-MM-dd}", account: 100 + at),
            }).ToList();
            var costs = one.costs.Select(cost => Cost(heads[cost.head], cost.pence, undertaking: cost.under == 0 ? null : undertakings[cost.under - 1].Id)).ToList();

            var plan = Plan(costs, shares, accounts, undertakings);

            return plan.Totals.Sum(total => total.TotalPence) == costs.Sum(cost => cost.Pence)
                && plan.Totals.All(total => total.AskedPence + total.LandlordPence + total.CappedPence == total.TotalPence && total is { AskedPence: >= 0, LandlordPence: >= 0, CappedPence: >= 0 })
                && plan.Totals.All(total => total.AskedPence == plan.Bills.SelectMany(bill => bill.Lines).Where(line => line.Head == total.Head).Sum(line => line.Pence))
                && plan.Capped.All(part => part.UndertakingId != undertakings[0].Id || part.Pence <= 250_00);
        }).Holds();

    private static LeaseShare[] Quarters => [Share(Cleaning, 1, 1, 4), Share(Cleaning, 2, 1, 8), Share(Cleaning, 3, 1, 100)];

    private static Undertaking Undertaken(UndertakingKind kind, int months, ConsultationOutcome outcome)
    {
        var undertaking = Undertaking.Record(Guid.Empty, kind, "Roof", months, "ann", Now);
        undertaking.Say(outcome, "minutes", "ann", Now);
        return undertaking;
    }

    private static RoundPlan Plan(IReadOnlyList<SchemeCost> costs, IReadOnlyList<LeaseShare> shares, IReadOnlyList<HomeAccount> accounts, params Undertaking[] undertakings) =>
        ActualsPlan.Of(Input(costs, shares, accounts, undertakings));

    private static ActualsInput Input(IReadOnlyList<SchemeCost> costs, IReadOnlyList<LeaseShare> shares, IReadOnlyList<HomeAccount> accounts, params Undertaking[] undertakings) => new()
    {
        Heads = [.. new[] { Cleaning, Insurance, Roof, Reserve }.Where(head => shares.Any(share => share.Head == head.Key))],
        Shares = shares,
        Year = Year,
        Accounts = accounts,
        Costs = costs,
        Undertakings = undertakings,
        Law = Section20.Of(Book),
        TooLateFrom = day => CostClocks.TooLateFrom(Book, "havering", day),
        Now = Now,
    };

    private static (long Total, long Asked, long Landlord, long Capped) Total(RoundPlan plan, string head)
    {
        var total = plan.Totals.Single(one => one.Head == head);
        return (total.TotalPence, total.AskedPence, total.LandlordPence, total.CappedPence);
    }
}
