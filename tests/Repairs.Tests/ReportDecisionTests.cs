using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class ReportDecisionTests
{
    private static readonly ReportRepair Tap = new(Guid.CreateVersion7(Now), "stuck-tap", "It will not turn.", ReportedAt: null);
    private static readonly RepairSettings Settings = new();

    [Fact]
    public void A_report_opens_a_repair_in_the_landlords_band()
    {
        var reported = Decide(Tap, new HouseholdAnswer(Answered: true, Family)).Only<RepairMilestone.Reported>();
        Assert.Equal(("havering", Tap.HomeId, "stuck-tap", "priority-2", Now), (reported.Landlord, reported.HomeId, reported.Fault, reported.Priority, reported.At));
        Assert.Equal(Family, reported.Household);
        Assert.False(reported.FactsPending);
    }

    [Fact]
    public void A_report_is_taken_while_Tenancy_does_not_answer()
    {
        var reported = Decide(Tap, HouseholdAnswer.None).Only<RepairMilestone.Reported>();
        Assert.True(reported.FactsPending);
        Assert.Null(reported.Household);
    }

    [Fact]
    public void An_empty_home_has_no_household_and_nothing_pending()
    {
        var reported = Decide(Tap, HouseholdAnswer.Empty).Only<RepairMilestone.Reported>();
        Assert.False(reported.FactsPending);
        Assert.Null(reported.Household);
    }

    [Theory]
    [InlineData("2026-10-31T23:59:59Z", "priority-2")]
    [InlineData("2026-11-01T00:00:00Z", "priority-1")]      // winter time: London's day is UTC's
    [InlineData("2026-04-30T22:59:59Z", "priority-1")]
    [InlineData("2026-04-30T23:00:00Z", "priority-2")]      // summer time: midnight in London came an hour before UTC's
    public void The_season_is_that_of_the_London_day_of_the_report_E3(string reportedAt, string expected)
    {
        var at = DateTimeOffset.Parse(reportedAt, System.Globalization.CultureInfo.InvariantCulture);
        var command = Tap with { Fault = "heating-lost", ReportedAt = at };
        var reported = ReportDecision.Decide(Policy("havering"), command, "havering", handedOver: null, HouseholdAnswer.Empty, null, at.AddDays(30)).Only<RepairMilestone.Reported>();
        Assert.Equal(expected, reported.Priority);
        Assert.Equal(at, reported.At);
    }

    [Fact]
    public void A_time_within_the_tolerance_counts_as_now() =>
        Assert.Equal(Now, Decide(Tap with { ReportedAt = Now.AddMinutes(1) }, HouseholdAnswer.Empty).Only<RepairMilestone.Reported>().At);

    [Fact]
    public void A_fault_the_landlord_does_not_have_is_refused_with_those_that_are_close()
    {
        var refusal = Decide(Tap with { Fault = "toilet-blocked" }, HouseholdAnswer.Empty).Refusal();
        Assert.Equal("fault", refusal.Field());
        Assert.Contains("only-toilet-blocked", refusal.Sentence);
        Assert.Contains("havering", refusal.Sentence);
    }

    [Fact]
    public void Another_landlords_fault_is_no_fault_of_this_one() =>
        Assert.Equal("fault", Decide(Tap with { Fault = "guttering" }, HouseholdAnswer.Empty).Refusal().Field());

    [Theory]
    [InlineData("")]
    [InlineData("  \n\t ")]
    public void A_description_must_say_something(string description)
    {
        var refusal = Check(Tap with { Description = description })!;
        Assert.Equal("description", refusal.Field());
        Assert.Contains("1 to 2,000 characters", refusal.Sentence);
    }

    [Fact]
    public void A_description_of_ten_thousand_characters_is_told_its_length_and_the_limit()
    {
        var refusal = Check(Tap with { Description = new string('a', 10_000) });
        Assert.Contains("1 to 2,000 characters; it has 10,000", refusal!.Sentence);
    }

    [Fact]
    public void A_description_of_two_thousand_characters_passes_however_they_are_stored()
    {
        Assert.Null(Check(Tap with { Description = new string('é', 2_000) }));
        Assert.Null(Check(Tap with { Description = string.Concat(Enumerable.Repeat("🚰", 2_000)) }));
        Assert.NotNull(Check(Tap with { Description = string.Concat(Enumerable.Repeat("🚰", 2_001)) }));
    }

    [Theory]
    [InlineData('\0', "U+0000")]
    [InlineData('\a', "U+0007")]
    [InlineData('\x1b', "U+001B")]
    [InlineData('\x7f', "U+007F")]
    [InlineData('\x9b', "U+009B")]
    public void A_control_character_is_refused_and_named(char control, string name)
    {
        var refusal = Check(Tap with { Description = $"Tap{control}" });
        Assert.Contains($"character 4 is the control character {name}", refusal!.Sentence);
    }

    [Fact]
    public void Line_breaks_and_tabs_are_text() => Assert.Null(Check(Tap with { Description = "Kitchen:\r\n\ttap\n" }));

    [Fact]
    public void A_report_from_the_future_is_refused() => Assert.Equal("reported_at", Check(Tap with { ReportedAt = Now.AddMinutes(3) })!.Field());

    [Fact]
    public void A_report_from_years_ago_is_refused()
    {
        Assert.Null(Check(Tap with { ReportedAt = Now.AddDays(-365) }));
        Assert.Equal("reported_at", Check(Tap with { ReportedAt = Now.AddDays(-367) })!.Field());
        Assert.Equal("reported_at", Check(Tap with { ReportedAt = DateTimeOffset.MinValue })!.Field());
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var refusal = Check(new ReportRepair(Guid.CreateVersion7(Now), " ", "", Now.AddDays(1)))!;
        Assert.Equal(RefusalKind.Invalid, refusal.Kind);
        Assert.Equal(["fault", "description", "reported_at"], refusal.Fields.Select(f => f.Field));
    }

    [Fact]
    public void A_report_says_whose_it_is_OHO_REP_12_and_keeps_what_that_was_decided_from()
    {
        var command = Tap with { Fault = "leaking-roof", Where = Place.InHome, Cause = Cause.Crime, CrimeReference = " 4201/26 " };
        var reported = ReportDecision.Decide(Policy("one-housing"), command, "one-housing", new(2025, 12, 1), HouseholdAnswer.Empty, null, Now).Only<RepairMilestone.Reported>();
        Assert.Equal(new Circumstances(Place.Outside, Cause.Crime, "4201/26", new(2025, 12, 1)), reported.Circumstances);     // a roof is outside
        Assert.Equal((Party.Landlord, "OHO-REP-09"), (reported.Responsibility!.Party, reported.Responsibility.Clause));
    }

    public static TheoryData<string, string> BadCauses => new()
    {
        { "where", "nowhere" }, { "cause", "no cause" }, { "crime_reference", "a crime without its reference" }, { "crime_reference", "a reference without a crime" },
        { "crime_reference", "41 characters" }, { "crime_reference", "two lines" },
    };

    [Theory]
    [MemberData(nameof(BadCauses))]
    public void Where_it_is_and_what_it_came_from_must_make_sense(string field, string what)
    {
        var crime = Tap with { Cause = Cause.Crime, CrimeReference = "4201/26" };
        Assert.Null(Check(crime));
        var refusal = Check(what switch
        {
            "nowhere" => Tap with { Where = null },
            "no cause" => Tap with { Cause = null },
            "a crime without its reference" => crime with { CrimeReference = " " },
            "a reference without a crime" => crime with { Cause = Cause.Wear },
            "41 characters" => crime with { CrimeReference = new string('4', 41) },
            "two lines" => crime with { CrimeReference = "4201\n26" },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        })!;
        Assert.Equal(field, refusal.Field());
        Assert.Contains("must be", refusal.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-heat", "heating-lost")]
    [InlineData("Tap", "dripping-tap")]
    [InlineData("ROOF_LEAKING", "leaking-roof")]
    [InlineData("leeking-roof", "leaking-roof")]
    public void What_was_probably_meant_is_among_the_suggestions(string typed, string meant) =>
        Assert.Contains(meant, FaultSuggestions.For(Policy("rosebery"), typed));

    [Fact]
    public void A_fault_of_ten_thousand_characters_is_answered_with_five_suggestions() =>
        Assert.Equal(5, FaultSuggestions.For(Policy("rosebery"), new string('x', 10_000)).Count());

    private static Decision<RepairMilestone> Decide(ReportRepair command, HouseholdAnswer answer) =>
        ReportDecision.Decide(Policy("havering"), command, "havering", handedOver: null, answer, reporterHousehold: null, Now);

    private static Refusal? Check(ReportRepair command) => ReportDecision.Check(command, Now, Settings);
}
