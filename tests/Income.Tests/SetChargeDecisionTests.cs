using System.Globalization;
using Housing.Standards;

namespace Housing.Income.Tests;

/// <summary>OHO-INC-09, OHO-LSE-21, ENG-INC-05, ENG-INC-06: a change of what is charged takes effect only after its notice.</summary>
public class SetChargeDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly StandardsBook Book = StandardsBook.Read(StandardsFolder.BesideAssemblies);
    private static readonly ChargeYear Terms = ChargeYearTests.Terms(52);

    // 28 days from 3 March are over at the end of 30 March's eve: the change may be on 31 March. Four weeks are the same, a month ends on 3 April.
    [Theory]
    [InlineData("one-housing", "secure", SubAccount.ServiceCharge, "2026-03-30", "2026-03-31", "OHO-INC-09")]
    [InlineData("one-housing", "secure", SubAccount.ServiceCharge, "2026-03-31", null, null)]
    [InlineData("one-housing", "leasehold", SubAccount.ServiceCharge, "2026-03-30", "2026-03-31", "OHO-INC-09, OHO-LSE-21")]
    [InlineData("one-housing", "assured", SubAccount.Rent, "2026-04-02", "2026-04-03", "ENG-INC-06")]      // the law asks for more than the promise
    [InlineData("one-housing", "assured", SubAccount.Rent, "2026-04-03", null, null)]
    [InlineData("havering", "secure", SubAccount.Rent, "2026-03-30", "2026-03-31", "ENG-INC-05")]
    [InlineData("havering", "secure", SubAccount.Rent, "2026-03-31", null, null)]
    [InlineData("havering", "secure", SubAccount.ServiceCharge, "2026-03-04", null, null)]      // nothing promised, and no law of ours
    [InlineData("havering", "secure", SubAccount.ServiceCharge, "2026-03-03", "2026-03-04", null)]      // today has begun
    [InlineData("housing-plus", null, SubAccount.Rent, "2026-04-02", "2026-04-03", "ENG-INC-06")]      // terms not known: the longest notice
    public void Too_late_a_notice_is_refused_with_the_earliest_lawful_day_OHO_INC_09(string landlord, string? tenure, SubAccount on, string from, string? earliest, string? clauses)
    {
        var account = Open(landlord, tenure);
        var before = Charge.Set(account.Id, Command(on, "2026-01-05"), "ann", Now.AddDays(-60));

        var why = SetChargeDecision.Refuse(account, Command(on, from), [before], Terms, Book, Now);

        Assert.Equal(earliest is null, why is null);
        if (earliest is null)
            return;
        Assert.Equal(("NOTICE_TOO_SHORT", clauses), (why!.Code, why.Clause));
        Assert.Contains(earliest, why.Sentence, StringComparison.Ordinal);
        Assert.Null(SetChargeDecision.Refuse(account, Command(on, earliest), [before], Terms, Book, Now));
    }

    // £120 a week from Monday 5 January 2026 on.
    [Theory]
    [InlineData("assured", 12_001, ChargePer.Week, "2027-01-03", "2027-01-04")]      // 52 weeks are over on Sunday
    [InlineData("assured", 12_001, ChargePer.Week, "2027-01-04", null)]
    [InlineData("assured", 52_001, ChargePer.Month, "2026-08-03", "2027-01-04")]      // £120 a week is £520 a month
    [InlineData("assured", 52_000, ChargePer.Month, "2026-08-03", null)]      // the same rent by the month
    [InlineData("assured", 11_000, ChargePer.Week, "2026-08-03", null)]      // it may go down
    [InlineData("secure", 13_000, ChargePer.Week, "2026-08-03", null)]      // another law
    public void An_assured_tenants_rent_goes_up_once_in_52_weeks_at_most_ENG_INC_07(string tenure, long pence, ChargePer per, string from, string? earliest)
    {
        var now = new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
        var account = Open("one-housing", tenure);
        var first = Charge.Set(account.Id, Command(SubAccount.Rent, "2026-01-05"), "ann", Now.AddDays(-60));
        // What came in between was no rise, and does not count.
        first.End(new DateOnly(2026, 4, 30));
        var same = Charge.Set(account.Id, Command(SubAccount.Rent, "2026-05-01"), "ann", Now.AddDays(-20));
        var command = Command(SubAccount.Rent, from) with { AmountPence = pence, Per = per, Parts = [new("Rent", pence)] };

        var why = SetChargeDecision.Refuse(account, command, [first, same], Terms, Book, now);

        Assert.Equal(earliest is null ? null : "ENG-INC-07", why?.Clause);
        Assert.Contains(earliest ?? "", why?.Sentence ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_charge_begins_with_the_tenancy_without_notice() =>
        Assert.Null(SetChargeDecision.Refuse(Open("one-housing", "assured"), Command(SubAccount.Rent, "2026-01-05"), [], Terms, Book, Now));

    [Fact]
    public void One_that_was_replaced_before_it_began_does_not_make_the_next_a_change()
    {
        var never = Charge.Set(Guid.CreateVersion7(), Command(SubAccount.Rent, "2026-01-05"), "ann", Now);
        never.End(new DateOnly(2025, 12, 1));

        Assert.False(SetChargeDecision.IsChange([never]));
    }

    [Theory]
    [InlineData(0, "2026-01-05", SubAccount.Rent, "Rent", "amount_pence")]
    [InlineData(-1, "2026-01-05", SubAccount.Rent, "Rent", "amount_pence")]
    [InlineData(100_000_001, "2026-01-05", SubAccount.Rent, "Rent", "amount_pence")]
    [InlineData(100, "2026-01-04", SubAccount.Rent, "Rent", "from")]      // the day before the tenancy
    [InlineData(100, "2027-03-04", SubAccount.Rent, "Rent", "from")]
    [InlineData(100, "2026-01-05", SubAccount.CourtCosts, "Rent", "sub_account")]
    [InlineData(100, "2026-01-05", SubAccount.Rent, " ", "parts[0].label")]
    public void What_is_wrong_is_named(long pence, string from, SubAccount on, string label, string field)
    {
        var command = Command(on, from) with { AmountPence = pence, Parts = [new(label, pence)] };

        Assert.Contains(field, SetChargeDecision.Refuse(Open("one-housing", "assured"), command, [], Terms, Book, Now)!.Fields.Select(fault => fault.Field));
    }

    [Fact]
    public void How_the_sum_came_about_must_come_to_the_sum()
    {
        var command = Command(SubAccount.Rent, "2026-01-05") with { Parts = [new("Formula rent", 12_000), new("Reduction", -100)] };

        Assert.Equal("parts", Assert.Single(SetChargeDecision.Refuse(Open("one-housing", "assured"), command, [], Terms, Book, Now)!.Fields).Field);
        Assert.Null(SetChargeDecision.Refuse(Open("one-housing", "assured"), command with { AmountPence = 11_900 }, [], Terms, Book, Now));
    }

    [Fact]
    public void A_cycle_must_be_one_that_the_landlord_offers() =>
        Assert.Contains("weekly, monthly", SetChargeDecision.Refuse(
            Open("havering", "secure"), Command(SubAccount.Rent, "2026-01-05") with { Cycle = ChargeCycle.FourWeekly }, [],
            Terms with { Cycles = [ChargeCycle.Weekly, ChargeCycle.Monthly] }, Book, Now)!.Sentence, StringComparison.Ordinal);

    [Fact]
    public void An_ended_account_is_charged_no_more()
    {
        var account = Open("havering", "secure");
        account.Apply(new AccountMilestone.Ended(new DateOnly(2026, 3, 1), Now));

        Assert.Equal("ACCOUNT_ENDED", SetChargeDecision.Refuse(account, Command(SubAccount.Rent, "2026-01-05"), [], Terms, Book, Now)!.Code);
    }

    private static SetCharge Command(SubAccount on, string from) =>
        new(on, 12_000, ChargePer.Week, ChargeCycle.Weekly, DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture), [new("Rent", 12_000)]);

    private static Account Open(string landlord, string? tenure) => Account.Open(
        new AccountMilestone.Opened(landlord, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Now) { Tenure = tenure, StartedOn = new DateOnly(2026, 1, 5) });
}
