using Housing.Standards;

namespace Housing.Income.Tests.Homeowners;

using static SchemeExamples;

/// <summary>What may be set, approved and closed of homeowners' charges, and what is said where it may not.</summary>
public class HomeownerDecisionTests
{
    private static readonly ChargeScheme Elm = Scheme(Cleaning, Insurance, Reserve);
    private static readonly HashSet<Guid> Nowhere = [];

    [Theory]
    [InlineData("2026-04-01", "1/4 1/4 1/2", null)]
    [InlineData("2026-04-01", "1/4 1/4 51/100", "101/100")]      // a hundredth too much
    [InlineData("2019-04-01", "1/4 1/4 1/2", "3/2")]      // half of it is borne by another home since 2020
    public void Leases_never_bear_more_than_the_whole(string from, string shares, string? sum)
    {
        var given = shares.Split(' ').Select((share, at) => share.Split('/') is [var above, var below] ? new GivenShare(Home(at + 1), "cleaning", long.Parse(above, null), long.Parse(below, null), "lease") : null!).ToList();
        var standing = new[] { Share(Cleaning, 9, 1, 2, until: "2025-03-31") };

        var why = SetSharesDecision.Refuse(Elm, new(Day(from), given), standing, Nowhere, closedThrough: null);

        Assert.Equal(sum is null ? null : "SHARES_EXCEED_WHOLE", why?.Code);
        Assert.Contains(sum ?? "", why?.Sentence ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("window", 1, 2, "lease", "shares[0].head")]
    [InlineData("cleaning", -1, 2, "lease", "shares[0].above")]
    [InlineData("cleaning", 1, 0, "lease", "shares[0].below")]
    [InlineData("cleaning", 3, 2, "lease", "shares[0].below")]
    [InlineData("insurance", 3, 2, "lease", "shares[0].below")]      // points have nothing below the line
    [InlineData("cleaning", 1, 2, " ", "shares[0].source")]
    public void What_is_wrong_with_a_share_is_named(string head, long above, long below, string source, string field) => Assert.Equal(
        field, Assert.Single(SetSharesDecision.Refuse(Elm, new(Day("2026-04-01"), [new(Home(1), head, above, below, source)]), [], Nowhere, closedThrough: null)!.Fields).Field);

    [Fact]
    public void A_home_is_in_one_scheme_at_a_time_and_a_closed_year_keeps_its_shares()
    {
        SetShares command = new(Day("2026-04-01"), [new(Home(1), "cleaning", 1, 2, "lease")]);

        Assert.Equal("HOME_ELSEWHERE", SetSharesDecision.Refuse(Elm, command, [], new HashSet<Guid> { Home(1) }, closedThrough: null)!.Code);
        Assert.Equal("from", Assert.Single(SetSharesDecision.Refuse(Elm, command, [], Nowhere, Day("2026-04-01"))!.Fields).Field);
        Assert.Null(SetSharesDecision.Refuse(Elm, command, [], Nowhere, Day("2026-03-31")));
        Assert.Equal("shares[1]", Assert.Single(SetSharesDecision.Refuse(Elm, command with { Shares = [command.Shares[0], command.Shares[0]] }, [], Nowhere, null)!.Fields).Field);
        Assert.Equal("shares", Assert.Single(SetSharesDecision.Refuse(Elm, command with { Shares = [] }, [], Nowhere, null)!.Fields).Field);
    }

    [Fact]
    public void A_scheme_says_what_its_heads_are()
    {
        OpenScheme right = new("one-housing", "Elm House", SchemePlace.Block, Guid.CreateVersion7(), [Cleaning, Insurance]);
        Assert.Null(OpenSchemeDecision.Refuse(right));
        Assert.Equal(["name", "heads"], OpenSchemeDecision.Refuse(right with { Name = "", Heads = [] })!.Fields.Select(fault => fault.Field));
        Assert.Equal(
            ["heads[0].key", "heads[1].name", "heads[2].key"],
            OpenSchemeDecision.Refuse(right with { Heads = [Cleaning with { Key = "Cleaning it" }, Insurance with { Name = "" }, Insurance] })!.Fields.Select(fault => fault.Field));
        Assert.Equal("head.key", Assert.Single(OpenSchemeDecision.Refuse(Elm, Cleaning)!.Fields).Field);
    }

    [Fact]
    public void A_budget_says_of_every_head_what_it_is_expected_to_cost_and_why()
    {
        BudgetLine[] right = [new("cleaning", 100_00, "contract"), new("insurance", 0, "none"), new("reserve", 100_00, "plan")];
        Assert.Null(SetBudgetDecision.Refuse(Elm, Year, right, Day("2026-03-03")));
        Assert.Equal(["lines[0].pence", "lines[1].head", "lines[1].basis", "lines"], Faults(right[0] with { Pence = -1 }, new("lift", 1, " ")));
        Assert.Equal("lines[3].head", Assert.Single(Faults([.. right, right[0]])));
        Assert.Equal("starts_in", Assert.Single(SetBudgetDecision.Refuse(Elm, Year, right, Day("2027-04-01"))!.Fields).Field);
        Assert.Equal("starts_in", Assert.Single(SetBudgetDecision.Refuse(Elm, Year, right, Day("2025-03-31"))!.Fields).Field);

        static IEnumerable<string> Faults(params BudgetLine[] lines) => SetBudgetDecision.Refuse(Elm, Year, lines, Day("2026-03-03"))!.Fields.Select(fault => fault.Field);
    }

    [Fact]
    public void An_estimate_is_approved_by_a_second_person_for_a_year_that_is_not_over_and_with_what_a_demand_must_say_OHO_LSE_08()
    {
        var budget = SchemeBudget.Of(Elm.Id, 2026);
        budget.Set([new("cleaning", 100_00, "contract")], "ann", Now);
        var plan = EstimatePlan.Of(Elm.Heads, [Share(Cleaning, 1, 1, 4)], budget.Lines, Year, [Held(1)]);
        var today = Day("2026-03-03");

        Assert.Null(Refuse());
        Assert.Equal("SAME_PERSON", Refuse(by: "ann")!.Code);
        Assert.Equal("DEMAND_INCOMPLETE", ApproveEstimateDecision.Refuse(budget, plan, null, Year, Year.First, "bob", today)!.Code);
        Assert.Equal("BUDGET_MISSING", ApproveEstimateDecision.Refuse(null, plan, Policy, Year, Year.First, "bob", today)!.Code);
        Assert.Equal("YEAR_OVER", ApproveEstimateDecision.Refuse(budget, plan, Policy, Year, Year.First, "bob", Day("2027-04-01"))!.Code);
        Assert.Equal("NOBODY_BEARS", ApproveEstimateDecision.Refuse(budget, EstimatePlan.Of(Elm.Heads, [], budget.Lines, Year, []), Policy, Year, Year.First, "bob", today)!.Code);
        Assert.Equal("from", Assert.Single(Refuse(from: "2027-04-01")!.Fields).Field);
        Assert.Equal("from", Assert.Single(Refuse(from: "2026-03-31")!.Fields).Field);

        Refusal? Refuse(string by = "bob", string from = "2026-04-01") => ApproveEstimateDecision.Refuse(budget, plan, Policy, Year, Day(from), by, today);
    }

    [Fact]
    public void An_estimate_is_explained_line_by_line_and_becomes_charges_that_come_to_it_OHO_LSE_20()
    {
        LeaseShare[] shares = [Share(Cleaning, 1, 1, 4), Share(Cleaning, 2, 1, 4), Share(Insurance, 1, 3), Share(Insurance, 2, 5), Share(Reserve, 1, 1, 2)];
        var plan = EstimatePlan.Of(Elm.Heads, shares, [new("cleaning", 1_200_01, "contract"), new("insurance", 1_000_00, "renewal"), new("reserve", 600_00, "plan of works")], Year, [Held(1)]);

        Assert.Equal([(300_00L, 375_00L, 300_00L)], plan.Bills.Where(bill => bill.AccountId is not null).Select(bill => (bill.Lines[0].Pence, bill.Lines[1].Pence, bill.Lines[2].Pence)));
        Assert.Equal("Insurance is expected to cost £1,000.00 in all (renewal). Your lease bears 3 of 8 points: £375.00.", plan.Bills[0].Lines[1].WorkedOut);
        Assert.Equal((1_200_01, 600_00, 600_01), (plan.Totals[0].TotalPence, plan.Totals[0].AskedPence, plan.Totals[0].LandlordPence));
        Assert.Null(plan.Bills[1].AccountId);      // a home that nobody holds has its estimate too, for whoever comes

        var charges = ApproveEstimateDecision.Charges(plan.Bills[0].Lines, Year.First).ToList();
        Assert.Equal([(SubAccount.ServiceCharge, 675_00L), (SubAccount.ReserveFund, 300_00L)], charges.Select(charge => (charge.On, charge.AmountPence)));
        Assert.All(charges, charge => Assert.Equal(charge.AmountPence, charge.Parts.Sum(part => part.Pence)));
        Assert.Equal("Cleaning: 1/4 of £1,200.01", charges[0].Parts[0].Label);
    }

    [Theory]
    [InlineData("lift", "Bright", "1", "Swept", 100, "All", 100, "f", "2026-06-01", "head")]
    [InlineData("reserve", "Bright", "1", "Swept", 100, "All", 100, "f", "2026-06-01", "head")]      // a contribution is no cost
    [InlineData("cleaning", "", "1", "Swept", 100, "All", 100, "f", "2026-06-01", "supplier")]
    [InlineData("cleaning", "Bright", " ", "Swept", 100, "All", 100, "f", "2026-06-01", "invoice")]
    [InlineData("cleaning", "Bright", "1", "", 100, "All", 100, "f", "2026-06-01", "description")]
    [InlineData("cleaning", "Bright", "1", "Swept", 0, "All", 100, "f", "2026-06-01", "pence")]
    [InlineData("cleaning", "Bright", "1", "Swept", -5, "All", 100, "f", "2026-06-01", "pence")]
    [InlineData("cleaning", "Bright", "1", "Swept", 100_000_001, "All", 100, "f", "2026-06-01", "pence")]
    [InlineData("cleaning", "Bright", "1", "Swept", 100, null, 0, "f", "2026-06-01", "lines")]
    [InlineData("cleaning", "Bright", "1", "Swept", 100, "All", 99, "f", "2026-06-01", "lines")]
    [InlineData("cleaning", "Bright", "1", "Swept", 100, " ", 100, "f", "2026-06-01", "lines[0].label")]
    [InlineData("cleaning", "Bright", "1", "Swept", 100, "All", 100, "", "2026-06-01", "document")]
    [InlineData("cleaning", "Bright", "1", "Swept", 100, "All", 100, "f", "2027-05-05", "incurred_on")]
    public void Nobody_is_asked_for_an_invoice_that_is_not_clear_and_complete_OHO_LSE_08(
        string head, string supplier, string invoice, string description, long pence, string? label, long line, string document, string on, string field)
    {
        var command = new RecordCost(head, supplier, invoice, Day(on), description, pence, label is null ? [] : [new(label, line)], document, null, FromReserve: false);

        Assert.Equal(field, Assert.Single(RecordCostDecision.Refuse(Elm, command, recorded: false, undertakingKnown: true, London.DayOf(Now))!.Fields).Field);
    }

    [Fact]
    public void An_invoice_counts_once_however_it_is_written()
    {
        var command = new RecordCost("cleaning", "Bright", "A 1", Day("2026-06-01"), "Swept", 100, [new("All", 100)], "f", null, FromReserve: false);

        Assert.Null(RecordCostDecision.Refuse(Elm, command, recorded: false, undertakingKnown: true, London.DayOf(Now)));
        Assert.Equal("INVOICE_RECORDED", RecordCostDecision.Refuse(Elm, command, recorded: true, undertakingKnown: true, London.DayOf(Now))!.Code);
        Assert.Equal("undertaking_id", Assert.Single(RecordCostDecision.Refuse(Elm, command, recorded: false, undertakingKnown: false, London.DayOf(Now))!.Fields).Field);
        Assert.Equal(SchemeCost.KeyOf("Bright", "a 1"), SchemeCost.KeyOf("BRIGHT", "A 1"));
        Assert.NotEqual(SchemeCost.KeyOf("Bright", "A 1"), SchemeCost.KeyOf("Bright A", "1"));
    }

    [Fact]
    public void A_year_is_closed_once_it_is_over_and_again_when_the_last_closing_is_out()
    {
        var plan = new RoundPlan([], [new(Home(1), Home(2), [])], [], []);

        Assert.Equal("YEAR_RUNS", CloseYearDecision.Refuse(Year, plan, Policy, running: false, Year.Last)!.Code);
        Assert.Null(CloseYearDecision.Refuse(Year, plan, Policy, running: false, Year.Last.AddDays(1)));
        Assert.Equal("CLOSING_RUNS", CloseYearDecision.Refuse(Year, plan, Policy, running: true, Year.Last.AddDays(1))!.Code);
        Assert.Equal("NOBODY_BEARS", CloseYearDecision.Refuse(Year, plan with { Bills = [] }, Policy, running: false, Year.Last.AddDays(1))!.Code);
        Assert.Equal("DEMAND_INCOMPLETE", CloseYearDecision.Refuse(Year, plan, null, running: false, Year.Last.AddDays(1))!.Code);
    }

    // March to May 2026 at £31, £30 and £31, and the March after the year.
    [Theory]
    [InlineData(null, 61_00)]
    [InlineData("2026-05-10", 40_00)]      // April and ten days of May
    [InlineData("2026-03-20", 0)]      // it ended before the year began
    public void What_was_charged_for_the_days_of_a_year_counts_and_nothing_else(string? until, long pence)
    {
        var debits = new[] { ("2026-03-01", "2026-03-31", 31_00L), ("2026-04-01", "2026-04-30", 30_00L), ("2026-05-01", "2026-05-31", 31_00L) }
            .Select(one => new StandingDebit(Debit(one.Item1, one.Item2, one.Item3), until is null ? null : Day(until))).ToList();
        debits.Add(new(Debit("2027-04-01", "2027-04-30", 30_00), until is null ? null : Day(until)));

        Assert.Equal(pence, BillDecision.ChargedFor(Year, debits));
    }

    [Fact]
    public void A_week_across_the_years_end_counts_for_its_days_in_the_year() =>
        Assert.Equal(20_00, BillDecision.ChargedFor(Year, [new(Debit("2026-03-27", "2026-04-02", 70_00), null)]));

    [Theory]
    [InlineData(RoundKind.Estimate, 1, "2025-11-10", "estimate.issued")]      // early, and not the last one's year
    [InlineData(RoundKind.Estimate, 1, "2026-02-10", "estimate.issued")]
    [InlineData(RoundKind.Estimate, 1, "2026-09-30", "estimate.issued")]      // late, and the same year's
    [InlineData(RoundKind.Estimate, 1, "2026-10-01", "estimate.issued-late")]      // it is the next one's turn
    [InlineData(RoundKind.Estimate, 2, "2026-02-20", "estimate.corrected")]
    [InlineData(RoundKind.Actuals, 1, "2027-09-30", "actuals.issued")]
    [InlineData(RoundKind.Actuals, 1, "2028-03-31", "actuals.issued")]
    [InlineData(RoundKind.Actuals, 1, "2028-04-01", "actuals.issued-late")]
    [InlineData(RoundKind.Actuals, 2, "2027-10-30", "actuals.corrected")]
    public void Only_the_first_of_a_year_keeps_that_years_promise_OHO_LSE_24_OHO_LSE_25(RoundKind kind, int number, string on, string milestone)
    {
        var landlord = StandardsBook.Read(StandardsFolder.BesideAssemblies).For("one-housing");

        Assert.Equal(milestone, BillDecision.MilestoneOf(SchemeRound.Approve(Elm, kind, Year, number, null, new([], [], [], []), "bob", Now), BillDecision.PromisedBy(landlord, kind, Day(on)), Day(on)));
    }

    [Fact]
    public void Where_no_day_is_promised_the_first_of_a_year_is_never_late() =>
        Assert.Equal("estimate.issued", BillDecision.MilestoneOf(SchemeRound.Approve(Elm, RoundKind.Estimate, Year, 1, null, new([], [], [], []), "bob", Now), promised: null, Day("2027-03-01")));

    [Fact]
    public void Every_landlords_file_says_what_a_demand_must_and_what_is_missing_is_named()
    {
        foreach (var landlord in new[] { "one-housing", "havering", "housing-plus", "rosebery" })
            Assert.Empty(Policies<IncomePolicy>.Read(StandardsFolder.BesideAssemblies, "income").For(landlord).Homeowners!.Check());
        Assert.Equal(
            ["homeowners.demand.name", "homeowners.demand.address", "homeowners.demand.rights", "homeowners.demand.note"],
            (Policy with { Demand = new() { Name = "", Address = " ", Rights = [], Published = false } }).Check().Select(fault => fault.Path));
        Assert.Equal("homeowners.demand.rights[1]", Assert.Single((Policy with { Demand = Policy.Demand with { Rights = ["You may ask.", ""] } }).Check()).Path);
    }

    private static HomeownerPolicy Policy { get; } = new() { Demand = new() { Name = "One Housing", Address = "1 High Street", Rights = ["You may ask."], Published = false, Note = "a test's" } };

    private static ChargeDebit Debit(string first, string last, long pence)
    {
        var charge = Charge.Set(Guid.CreateVersion7(), new SetCharge(SubAccount.ServiceCharge, pence, ChargePer.Month, ChargeCycle.Monthly, Day(first), [new("All", pence)]), "ann", Now);
        return ChargeDebit.Of(charge, new ChargeDue(Day(first), Day(last), pence, Day(first), Day(last), pence), Guid.CreateVersion7());
    }
}
