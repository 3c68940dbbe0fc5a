using static Housing.Repairs.Tests.Appointing.DiaryExamples;

namespace Housing.Repairs.Tests.Appointing;

public class DiaryPolicyTests
{
    private static readonly Fault Tap = new() { Key = "tap", Name = "Tap", Priority = "high", Clause = "X-3" };

    [Fact]
    public void A_diary_that_has_somebody_for_everything_is_right() => Assert.Empty(Check(Small));

    public static TheoryData<string, string> Bad => new()
    {
        { "diary.trades", "no trade for the rest" }, { "diary.trades[0].faults[0]", "no such fault" }, { "diary.trades[1].faults[0]", "a fault with two trades" },
        { "diary.slots[0].to", "a slot that ends before it begins" }, { "diary.officeHours.open", "offices never open" }, { "diary.officeHours", "hours from nowhere" },
        { "diary.officeHours.open[1]", "hours said twice" }, { "diary.emergencies.priorities[0]", "no such band" }, { "diary.appointments.offered", "nothing offered" },
        { "diary.appointments.daysAhead", "two years ahead" }, { "diary.contractors[0].areas[0]", "a whole postcode" }, { "diary.contractors[0].slots[0]", "no such slot" },
        { "diary.contractors[0].days", "weekends only" }, { "diary.contractors[0].teams[0].operatives", "nobody in the team" }, { "diary.contractors[0].teams[0].trades[0]", "no such trade" },
        { "diary.contractors[2].key", "a contractor twice" }, { "diary.contractors[1].outOfHours", "appointments at night" },
        { "diary.contractors", "nobody at night" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void A_diary_that_cannot_be_right_is_named_by_what_is_wrong(string path, string what)
    {
        var weekdays = Small.OfficeHours.Open[0];
        var diary = what switch
        {
            "no trade for the rest" => Small with { Trades = [Small.Trades[0]] },
            "no such fault" => Small with { Trades = [Small.Trades[0] with { Faults = ["tapp"] }, Small.Trades[1]] },
            "a fault with two trades" => Small with { Trades = [Small.Trades[0], Small.Trades[0] with { Key = "again" }, Small.Trades[1]] },
            "a slot that ends before it begins" => Small with { Slots = [Small.Slots[0] with { To = new(7, 0) }, .. Small.Slots.Skip(1)] },
            "offices never open" => Small with { OfficeHours = Small.OfficeHours with { Open = [] } },
            "hours from nowhere" => Small with { OfficeHours = Small.OfficeHours with { Note = null } },
            "hours said twice" => Small with { OfficeHours = Small.OfficeHours with { Open = [weekdays, weekdays with { Days = [DayOfWeek.Friday], From = new(16, 0), To = new(20, 0) }] } },
            "no such band" => Small with { Emergencies = Small.Emergencies with { Priorities = ["middling"] } },
            "nothing offered" => Small with { Appointments = Small.Appointments with { Offered = 0 } },
            "two years ahead" => Small with { Appointments = Small.Appointments with { DaysAhead = 730 } },
            "a whole postcode" => Small with { Contractors = [ByDay with { Areas = ["RG1 2AB"] }, ByDay with { Key = "else" }, Night] },
            "no such slot" => Small with { Contractors = [ByDay with { Slots = ["midnight"] }, Night] },
            "weekends only" => Small with { Contractors = [ByDay with { Days = [DayOfWeek.Sunday] }, Night] },
            "nobody in the team" => Small with { Contractors = [ByDay with { Teams = [new() { Key = "all", Operatives = 0 }] }, Night] },
            "no such trade" => Small with { Contractors = [ByDay with { Teams = [new() { Key = "gas", Trades = ["gas"], Operatives = 1 }, .. ByDay.Teams] }, Night] },
            "a contractor twice" => Small with { Contractors = [ByDay, Night, ByDay] },
            "appointments at night" => Small with { Contractors = [ByDay, Night with { Days = [DayOfWeek.Monday], Slots = ["evening"] }] },
            "nobody at night" => Small with { Contractors = [ByDay] },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Equal([path], Check(diary).Select(f => f.Path).Distinct());
    }

    [Fact]
    public void A_trade_that_nobody_does_everywhere_is_named()
    {
        var fault = Assert.Single(Check(Small with { Contractors = [ByDay with { Areas = ["RG"] }, ByDay with { Key = "dry", Teams = [new() { Key = "dry", Trades = ["rest"], Operatives = 1 }] }, Night] }));
        Assert.Equal(("diary.contractors", "must hold one without areas that takes appointments for water."), (fault.Path, fault.Fault));
    }

    private static IEnumerable<Standards.PolicyFault> Check(DiaryPolicy diary) => new RepairPolicy
    {
        Priorities = [new() { Key = "high", Name = "High", Rank = 1, Clause = "X-1" }],
        Faults = [Tap],
        Responsibilities = [new() { Responsible = Party.Landlord, LandlordPart = LandlordPart.Mends, Says = "This is ours." }],
        Diary = diary,
    }.Check();
}
