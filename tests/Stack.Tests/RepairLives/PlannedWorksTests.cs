using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Date = Housing.Estates.Contracts.V1.Date;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class PlannedWorksTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task HPG_REP_06_what_the_home_MOT_replaces_anyway_is_said_at_the_report_and_follows_the_programme_until_that_is_dropped()
    {
        var name = NewId();
        var household = await Stack.LetHome("housing-plus", Tenure.Assured, home => home.Block = new() { Name = name, Estate = $"Estate of {name}" });
        var (estates, officer) = (Stack.Estates, await Stack.As("officer@housing-plus"));
        var home = await estates.GetHomeAsync(new() { HomeId = household.HomeId }, officer);
        Assert.Empty(home.PlannedWorks);
        var works = (await estates.PlanWorksAsync(
            new()
            {
                RequestId = NewId(), Landlord = "housing-plus", Estate = home.Home.Block.Estate, Element = "gutters", Programme = "Home MOT",
                From = Day(London.DayOf(Now).AddDays(30)), To = Day(London.DayOf(Now).AddDays(60)),
            },
            officer)).Works;
        var resident = await Resident(household);

        var covered = (await resident.Repairs.ReportRepairAsync(Report(household, Now.AddHours(-1), "outside", "gutter", "danger: no"))).Repair;
        Assert.Equal(("gutters", "Home MOT", works.From.Day), (covered.PlannedWorks.Element, covered.PlannedWorks.Programme, covered.PlannedWorks.From.Day));
        Assert.Equal("", Promises(covered));
        await Told(observed, household, covered.RepairId, "reported");

        await estates.ChangePlannedWorksAsync(new() { RequestId = NewId(), WorksId = works.WorksId, Dropped = new() { Reason = "The gutters are sound." } }, officer);
        var other = await Stack.LetHome("housing-plus", Tenure.Assured, home => home.Block = new() { Name = $"{name} 2", Estate = $"Estate of {name}" });
        var later = (await (await Resident(other)).Repairs.ReportRepairAsync(Report(other, Now.AddHours(-1), "outside", "gutter", "danger: no"))).Repair;
        Assert.Equal((null, "HPG-REP-06 Open"), (later.PlannedWorks, Promises(later)));
    }

    private static Date Day(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
