using Housing.Standards;

namespace Housing.Repairs.Tests;

public class RepairPolicyTests
{
    private static readonly PriorityBand High = new() { Key = "high", Name = "High", Rank = 1, Clause = "X-1" };
    private static readonly PriorityBand Low = new() { Key = "low", Name = "Low", Rank = 2, Clause = "X-2" };
    private static readonly Fault Tap = new() { Key = "tap", Name = "Tap", Priority = "low", Clause = "X-3" };

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
        var policy = new RepairPolicy { Priorities = [High, Low, Low with { Key = "lower" }], Faults = [Tap, Tap] };
        Assert.Equal(["priorities[2].rank", "faults[1].key"], policy.Check().Select(f => f.Path));
    }

    [Fact]
    public void An_empty_list_is_refused() =>
        Assert.Equal(["priorities", "faults"], new RepairPolicy { Priorities = [], Faults = [] }.Check().Select(f => f.Path));

    private static RepairPolicy Policy(Fault fault) => new() { Priorities = [High, Low], Faults = [fault] };

    private static Season Season(string from, string to) => new() { From = from, To = to, Priority = "high", Clause = "X-4" };

    private static RaisedPriority Raised(string band) => new() { Priority = band, Clause = "X-5" };

    private static PolicyFault Only(RepairPolicy policy) => Assert.Single(policy.Check());
}
