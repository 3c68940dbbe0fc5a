using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;

namespace Housing.Repairs.Tests.Serving;

/// <summary>What the passing of time alone does to a repair's promises.</summary>
public sealed class DueTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Fact]
    public async Task A_promise_is_warned_of_and_missed_when_its_time_comes_and_everybody_is_told_HPG_REP_14()
    {
        var told = await service.Host.ListenAsync<CommitmentsChanged>();
        var id = await Reported();
        await Heard(told, id, "opened");

        service.Host.Clock.Now = Noon.AddHours(5.5);
        await Heard(told, id, "opened", "warned");
        Assert.Equal(Outcome.Open, (await Commitment(id)).Outcome);

        service.Host.Clock.Now = Noon.AddHours(6);
        await Heard(told, id, "opened", "warned", "missed");
        Assert.Equal(Outcome.Missed, (await Commitment(id)).Outcome);
        Assert.Equal("Missed", await service.Host.Database.Scalar<string>($"select outcome from commitment where case_id = '{id}' and standard_id = 'HPG-REP-14'"));
        var missed = told.Events.Single(e => e.Changes.Any(c => c.Change == "missed" && c.StandardId == "HPG-REP-14"));
        Assert.Equal(("repairs", "housing-plus", id), (missed.Service, missed.Landlord, missed.CaseId.ToString()));
    }

    [Fact]
    public async Task A_visit_in_time_that_is_recorded_after_the_miss_puts_it_right_HPG_REP_14()
    {
        var told = await service.Host.ListenAsync<CommitmentsChanged>();
        var (id, officer) = (await Reported(), service.As("officer@housing-plus"));
        await officer.BookAppointmentAsync(new() { RequestId = NewId(), RepairId = id, StartsAt = Noon.AddHours(1).ToTimestamp(), EndsAt = Noon.AddHours(3).ToTimestamp() });
        service.Host.Clock.Now = Noon.AddHours(7);
        await Heard(told, id, "opened", "missed");

        await officer.RecordVisitAsync(new() { RequestId = NewId(), RepairId = id, VisitedAt = Noon.AddHours(2).ToTimestamp() });

        await Heard(told, id, "opened", "missed", "corrected");
        var met = await Commitment(id);
        Assert.Equal((Outcome.Met, Noon.AddHours(2)), (met.Outcome, met.MetAt.ToDateTimeOffset()));
    }

    private async Task<string> Reported()
    {
        var home = service.Neighbours.AddHome("housing-plus");
        service.Neighbours.MoveIn(home);
        return (await service.Report(home, "housing-plus", "gas-leak")).RepairId;
    }

    private async Task<Contracts.V1.Commitment> Commitment(string id) =>
        (await service.As("officer@housing-plus").GetRepairAsync(new() { RepairId = id })).Repair.Commitments.Single(c => c.StandardId == "HPG-REP-14");

    private static Task Heard(Heard<CommitmentsChanged> told, string id, params string[] changes) => Eventually.Holds(() => Assert.Equal(
        changes, told.Events.Where(e => e.CaseId.ToString() == id).SelectMany(e => e.Changes).Where(c => c.StandardId == "HPG-REP-14").Select(c => c.Change)));
}
