using Housing.Repairs.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>A report of what is to be replaced anyway says so, and is taken all the same.</summary>
public sealed class PlannedWorksTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private static readonly DateOnly June = new(2026, 6, 1), August = new(2026, 8, 31);

    public void Dispose() => service.Reset();

    [Fact]
    public async Task The_answer_says_what_is_planned_for_the_home_and_the_landlords_other_times_run()
    {
        var told = await service.Host.ListenAsync<ResidentMessageDue>();
        var home = service.Neighbours.AddHome("one-housing");
        var household = service.Neighbours.MoveIn(home, Tenure.Assured);
        service.Neighbours.Plan(home.ToString(), "kitchen", "Kitchens 2026", June, August);
        service.Neighbours.Plan(home.ToString(), "boiler", "Boilers", June, August);

        var answer = await service.As("resident@one-housing", household).ReportRepairAsync(Reported(home, "kitchen-unit"));

        var works = answer.Repair.PlannedWorks;
        Assert.Equal(("kitchen", "Kitchens 2026", 6, 31), (works.Element, works.Programme, works.From.Month, works.To.Day));
        Assert.NotEmpty(works.Sentence);
        Assert.Contains(answer.Repair.Commitments, c => c is { StandardId: "OHO-REP-18", Outcome: Outcome.Open });
        Assert.Equal(answer.Repair, (await service.As("officer@one-housing").GetRepairAsync(new() { RepairId = answer.Repair.RepairId })).Repair);
        await Eventually.Holds(() =>
        {
            var facts = Assert.Single(told.Events, e => e.CaseId.ToString() == answer.Repair.RepairId && e.Template == "repair.reported").Facts;
            Assert.Equal(("Kitchens 2026", "2026-06-01"), (facts["planned-programme"], facts["planned-from"]));
        });
        Assert.Null((await service.Report(home, "one-housing", "dripping-tap")).PlannedWorks);
    }

    [Fact]
    public async Task HPG_REP_06_a_gutter_of_the_block_that_the_home_MOT_replaces_has_no_30_days()
    {
        var flat = service.Neighbours.AddFlat("housing-plus", NewId(), NewId());
        service.Neighbours.MoveIn(flat, Tenure.Assured);
        var before = await service.Report(flat, "housing-plus", "fencing");
        var block = (await service.As("officer@housing-plus").GetRepairAsync(new() { RepairId = before.RepairId })).Repair;
        Assert.Contains(before.Commitments, c => c.StandardId == "HPG-REP-06");

        service.Neighbours.Plan(block.BlockId, "gutters", "Home MOT", June, August);
        var covered = await service.Report(flat, "housing-plus", "guttering");

        Assert.Equal(("gutters", "Home MOT"), (covered.PlannedWorks.Element, covered.PlannedWorks.Programme));
        Assert.DoesNotContain(covered.Commitments, c => c.StandardId == "HPG-REP-06");
    }

    [Fact]
    public async Task A_report_for_a_block_or_an_estate_says_what_is_planned_there()
    {
        var estate = NewId();
        var block = service.Neighbours.AddBlock("housing-plus", NewId(), estate);
        service.Neighbours.Plan(block.BlockId, "gutters", "Gutters", June, August);
        service.Neighbours.Plan(estate, "fencing", "Fences", June, August);
        var officer = service.As("officer@housing-plus");

        var gutter = (await officer.ReportRepairAsync(new() { RequestId = NewId(), BlockId = block.BlockId, Fault = "guttering", Description = "It drips." })).Repair;
        var fence = (await officer.ReportRepairAsync(new() { RequestId = NewId(), Landlord = "housing-plus", Estate = estate, Fault = "fencing", Description = "It is down." })).Repair;

        Assert.Equal(("Gutters", "Fences"), (gutter.PlannedWorks.Programme, fence.PlannedWorks.Programme));
        Assert.Contains(gutter.Commitments, c => c.StandardId == "HPG-REP-06");      // a programme of another name
    }

    [Theory]
    [InlineData(Neighbours.Mood.Down)]
    [InlineData(Neighbours.Mood.Slow)]
    public async Task Without_Estates_the_report_goes_through_and_what_it_says_later_counts_from_the_report(Neighbours.Mood mood)
    {
        var home = service.Neighbours.AddHome("housing-plus");
        service.Neighbours.MoveIn(home, Tenure.Assured);
        service.Neighbours.Plan(home.ToString(), "gutters", "Home MOT", June, August);
        service.Neighbours.Estates = mood;
        service.Patience = mood == Neighbours.Mood.Slow ? TimeSpan.FromMilliseconds(300) : TimeSpan.FromSeconds(20);
        var repair = await service.Report(home, "housing-plus", "guttering");
        Assert.Null(repair.PlannedWorks);
        Assert.Contains(repair.Commitments, c => c is { StandardId: "HPG-REP-06", Outcome: Outcome.Open });

        service.Neighbours.Estates = Neighbours.Mood.Answers;
        service.Patience = TimeSpan.FromSeconds(20);
        service.Host.Clock.Now = Noon.AddMinutes(10);
        await Eventually.Holds(async () => Assert.NotNull((await Read(repair)).PlannedWorks));
        Assert.Equal(Outcome.Cancelled, Assert.Single((await Read(repair)).Commitments, c => c.StandardId == "HPG-REP-06").Outcome);
    }

    private async Task<Wire.Repair> Read(Wire.Repair repair) => (await service.As($"officer@{repair.Landlord}").GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;
}
