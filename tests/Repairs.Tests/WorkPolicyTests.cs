namespace Housing.Repairs.Tests;

/// <summary>What a landlord's file may say of visits and finished work, and how a mistake in it is named.</summary>
public class WorkPolicyTests
{
    private static readonly RepairPolicy Plain = new()
    {
        Priorities = [new() { Key = "high", Name = "High", Rank = 1, Clause = "X-1" }, new() { Key = "big", Name = "Big", Rank = 2, Clause = "X-2" }],
        Faults = [new() { Key = "tap", Name = "Tap", Priority = "high", Clause = "X-3" }],
        Responsibilities = [new() { Responsible = Party.Landlord, LandlordPart = LandlordPart.Mends, Says = "This is ours." }],
    };

    private static readonly RebandingRule Rebanding = new() { To = "big", From = ["high"], OverMinutes = 480, OverPence = 50_000, Clause = "X-4" };
    private static readonly GuaranteeRule Guarantee = new() { Within = "3 months", Except = ["tap"], Note = "A setting." };
    private static readonly RightToRepairRule Right = new()
    {
        Clause = "X-5", Clocks = ["X-6"], SecondClocks = ["X-7"], Faults = new Dictionary<string, string> { ["tap"] = "stuck-tap" },
        Compensation = new() { FirstPence = 1_000, PerDayPence = 200, MostPence = 5_000, Clause = "X-8" },
    };

    public static TheoryData<string, RepairPolicy> Mistakes => new()
    {
        { "followUp.clause", Plain with { FollowUp = new() { Clause = " " } } },
        { "rebanding.to", Plain with { Rebanding = Rebanding with { To = "bigger" } } },
        { "rebanding.from", Plain with { Rebanding = Rebanding with { From = [] } } },
        { "rebanding.from[1]", Plain with { Rebanding = Rebanding with { From = ["high", "low"] } } },
        { "rebanding.from[0]", Plain with { Rebanding = Rebanding with { From = ["big"] } } },
        { "rebanding.overMinutes", Plain with { Rebanding = Rebanding with { OverMinutes = 0 } } },
        { "rebanding.overPence", Plain with { Rebanding = Rebanding with { OverPence = 0 } } },
        { "tidiness.places", Plain with { Tidiness = new() { Places = [], Clause = "X-9" } } },
        { "postInspection.percent", Plain with { PostInspection = new() { Percent = 101, Clause = "X-9" } } },
        { "postInspection.note", Plain with { PostInspection = new() { Percent = 5 } } },
        { "guarantee.within", Plain with { Guarantee = Guarantee with { Within = "a while" } } },
        { "guarantee.within", Plain with { Guarantee = Guarantee with { Within = "0 days" } } },
        { "guarantee.except[0]", Plain with { Guarantee = Guarantee with { Except = ["tapp"] } } },
        { "guarantee.note", Plain with { Guarantee = Guarantee with { Note = null } } },
        { "rightToRepair.clocks", Plain with { RightToRepair = Right with { Clocks = [] } } },
        { "rightToRepair.secondClocks", Plain with { RightToRepair = Right with { SecondClocks = [] } } },
        { "rightToRepair.faults.tapp", Plain with { RightToRepair = Right with { Faults = new Dictionary<string, string> { ["tapp"] = "stuck-tap" } } } },
        { "rightToRepair.faults.tap", Plain with { RightToRepair = Right with { Faults = new Dictionary<string, string> { ["tap"] = "" } } } },
        { "rightToRepair.compensation", Plain with { RightToRepair = Right with { Compensation = Right.Compensation with { MostPence = 999 } } } },
        { "rightToRepair.compensation", Plain with { RightToRepair = Right with { Compensation = Right.Compensation with { FirstPence = 0 } } } },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_named_by_its_path_with_what_would_be_right(string path, RepairPolicy policy)
    {
        var fault = Assert.Single(policy.Check());
        Assert.Equal(path, fault.Path);
        Assert.StartsWith("must ", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void All_of_it_may_be_there_and_all_of_it_may_be_left_out()
    {
        Assert.Empty(Plain.Check());
        Assert.Empty((Plain with
        {
            FollowUp = new() { Clause = "X-9" }, Rebanding = Rebanding, Guarantee = Guarantee, RightToRepair = Right,
            Tidiness = new() { Places = [Place.Communal], Clause = "X-9" }, PostInspection = new() { Percent = 0, Note = "None." },
        }).Check());
    }
}
