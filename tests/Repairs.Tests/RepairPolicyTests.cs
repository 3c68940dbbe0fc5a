using Housing.Standards;

namespace Housing.Repairs.Tests;

public class RepairPolicyTests
{
    private static readonly PriorityBand High = new() { Key = "high", Name = "High", Rank = 1, Clause = "X-1" };
    private static readonly PriorityBand Low = new() { Key = "low", Name = "Low", Rank = 2, Clause = "X-2" };
    private static readonly Fault Tap = new() { Key = "tap", Name = "Tap", Priority = "low", Clause = "X-3" };
    private static readonly ResponsibilityRow Ours = new() { Responsible = Party.Landlord, LandlordPart = LandlordPart.Mends, Says = "This is ours." };
    private static readonly ResponsibilityRow Theirs = new() { Responsible = Party.Resident, LandlordPart = LandlordPart.None, Clause = "X-6", Says = "This is yours.", Causes = [Cause.Resident] };

    [Fact]
    public void Every_landlords_own_list_is_without_fault() =>
        Assert.All(["one-housing", "havering", "housing-plus", "rosebery"], landlord => Assert.Empty(Examples.Policy(landlord).Check()));

    [Fact]
    public void A_band_that_does_not_exist_is_named_with_those_that_do()
    {
        var fault = Only(Policy(Tap with { Priority = "middling" }));
        Assert.Equal("faults[0].priority", fault.Path);
        Assert.Contains("high, low", fault.Fault);
    }

    [Theory]
    [InlineData("messages.on[0]", "repair.mended")]
    [InlineData("messages.on[1]", "repair.completed", "repair.completed")]
    public void A_message_is_of_something_that_happens_and_sent_once(string path, params string[] on)
    {
        var fault = Only(Policy(Tap) with { Messages = new MessagePolicy { On = on } });
        Assert.Equal(path, fault.Path);
        Assert.StartsWith("must be", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_need_may_not_lower_a_priority_ROS_REP_03() =>
        Assert.Equal("faults[0].vulnerable.priority", Only(Policy(Tap with { Priority = "high", Vulnerable = Raised("low") })).Path);

    [Theory]
    [InlineData("31-10", "04-30", "faults[0].seasons[0].from")]
    [InlineData("10-31", "04-31", "faults[0].seasons[0].to")]
    [InlineData("", "04-30", "faults[0].seasons[0].from")]
    public void A_day_that_no_year_has_is_named(string from, string to, string path) =>
        Assert.Equal(path, Only(Policy(Tap with { Seasons = [Season(from, to)] })).Path);

    [Fact]
    public void Two_seasons_of_a_fault_may_not_share_a_day() =>
        Assert.Equal("faults[0].seasons[1]", Only(Policy(Tap with { Seasons = [Season("10-31", "04-30"), Season("04-30", "10-30")] })).Path);

    [Fact]
    public void Two_seasons_that_meet_without_a_gap_are_right() =>
        Assert.Empty(Policy(Tap with { Seasons = [Season("11-01", "04-30"), Season("05-01", "10-31")] }).Check());

    [Fact]
    public void Keys_and_ranks_are_used_once()
    {
        var policy = new RepairPolicy { Priorities = [High, Low, Low with { Key = "lower" }], Faults = [Tap, Tap], Responsibilities = [Ours] };
        Assert.Equal(["priorities[2].rank", "faults[1].key"], policy.Check().Select(f => f.Path));
    }

    [Fact]
    public void An_empty_list_is_refused() =>
        Assert.Equal(["priorities", "faults", "responsibilities"], new RepairPolicy { Priorities = [], Faults = [], Responsibilities = [] }.Check().Select(f => f.Path));

    [Fact]
    public void What_no_other_row_takes_is_the_landlords()
    {
        Assert.Empty(Table(Theirs, Ours).Check());
        Assert.Equal("responsibilities[0]", Only(Table(Theirs)).Path);
        Assert.Equal("responsibilities[1]", Only(Table(Theirs, Ours with { Places = [Place.Communal] })).Path);
    }

    [Fact]
    public void A_row_that_hides_those_after_it_is_refused() => Assert.Equal("responsibilities[0]", Only(Table(Theirs with { Causes = [] }, Ours)).Path);

    public static TheoryData<string, string> BadRows => new()
    {
        { "clause", "no clause" }, { "says", "nothing said" }, { "monthsFromHandover", "no months" }, { "landlordPart", "the landlord's, and not mended" },
        { "faults[0]", "no such fault" }, { "priorities[0]", "no such band" }, { "tenures[0]", "no such tenure" },
    };

    [Theory]
    [MemberData(nameof(BadRows))]
    public void A_row_that_cannot_be_right_is_named_by_what_is_wrong(string path, string what)
    {
        var row = what switch
        {
            "no clause" => Theirs with { Clause = null },
            "nothing said" => Theirs with { Says = " " },
            "no months" => Theirs with { MonthsFromHandover = 0 },
            "the landlord's, and not mended" => Theirs with { Responsible = Party.Landlord },
            "no such fault" => Theirs with { Faults = ["tapp"] },
            "no such band" => Theirs with { Priorities = ["middling"] },
            "no such tenure" => Theirs with { Tenures = ["freehold"] },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Equal($"responsibilities[0].{path}", Only(Table(row, Ours)).Path);
    }

    [Fact]
    public void Advice_says_something() => Assert.Equal("faults[0].advice", Only(Policy(Tap with { Advice = " " })).Path);

    private static RepairPolicy Policy(Fault fault) => new() { Priorities = [High, Low], Faults = [fault], Responsibilities = [Ours] };

    private static RepairPolicy Table(params ResponsibilityRow[] rows) => Policy(Tap) with { Responsibilities = rows, Recharges = Examples.Policy("havering").Recharges };

    private static Season Season(string from, string to) => new() { From = from, To = to, Priority = "high", Clause = "X-4" };

    private static RaisedPriority Raised(string band) => new() { Priority = band, Clause = "X-5" };

    private static PolicyFault Only(RepairPolicy policy) => Assert.Single(policy.Check());
}
