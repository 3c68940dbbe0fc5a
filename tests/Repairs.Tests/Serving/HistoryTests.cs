using Grpc.Core;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;

namespace Housing.Repairs.Tests.Serving;

/// <summary>What is on record about promises is what was said of them last, handed out to services alone.</summary>
public sealed class HistoryTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Fact]
    public async Task What_is_handed_out_is_what_the_events_said_last()
    {
        var promised = await service.Host.ListenAsync<CommitmentsChanged>();
        var happened = await service.Host.ListenAsync<MilestoneRecorded>();
        var officer = service.As("officer@havering");
        for (var n = 0; n < 3; n++)
        {
            var repair = await service.Report(service.Neighbours.AddHome("havering"));
            service.Host.Clock.Now += TimeSpan.FromMinutes(1);
            await officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
            service.Host.Clock.Now += TimeSpan.FromMinutes(1);
            if (n > 0)
                await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New washer" });
        }

        var history = new PromiseHistory.PromiseHistoryClient(service.Host.ChannelAs("service@performance"));
        var commitments = new List<RecordedCommitment>();
        var token = "";
        do
        {
            var page = await history.ListRecordedCommitmentsAsync(new() { Landlord = "havering", PageSize = 2, PageToken = token });
            commitments.AddRange(page.Commitments);
            token = page.NextPageToken;
        }
        while (token is not "");
        var milestones = new List<RecordedMilestone>();
        do
        {
            var page = await history.ListRecordedMilestonesAsync(new() { Landlord = "havering", PageSize = 2, PageToken = token });
            milestones.AddRange(page.Milestones);
            token = page.NextPageToken;
        }
        while (token is not "");

        Assert.NotEmpty(commitments);
        Assert.Equal(commitments.Count, commitments.Select(c => c.CommitmentId).Distinct().Count());
        await Eventually.Holds(() =>
        {
            var last = promised.Events.SelectMany(e => e.Changes.Select((state, position) => (e.CaseId, state, position))).GroupBy(c => c.state.CommitmentId)
                .Select(said => said.OrderBy(c => c.state.RecordedAt).ThenBy(c => c.position).Last());
            Assert.Equal(
                last.Select(c => (c.CaseId.ToString(), c.state.CommitmentId.ToString(), c.state.Change, c.state.Outcome, c.state.StandardId, (DateTimeOffset?)c.state.DoneAt, c.state.DueAt, c.state.RecordedAt, c.position)).Order(),
                commitments.Select(c => (c.CaseId, c.CommitmentId, c.Change, c.Outcome, c.StandardId, c.DoneAt?.ToDateTimeOffset(), c.DueAt.ToDateTimeOffset(), c.RecordedAt.ToDateTimeOffset(), c.Position)).Order());
            Assert.Equal(
                happened.Events.Select(e => (e.CaseId.ToString(), e.Name, e.At)).Distinct().Order(),
                milestones.Select(m => (m.CaseId, m.Name, m.At.ToDateTimeOffset())).Order());
        });
        Assert.All(milestones, m => Assert.Contains("\"priority\"", m.Facts, StringComparison.Ordinal));
        Assert.Empty((await history.ListRecordedCommitmentsAsync(new() { Landlord = "rosebery" })).Commitments);
    }

    [Theory]
    [InlineData("manager@havering")]
    [InlineData("auditor@havering")]
    public async Task People_are_not_handed_it_whoever_they_are(string who)
    {
        var history = new PromiseHistory.PromiseHistoryClient(service.Host.ChannelAs(who));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => history.ListRecordedCommitmentsAsync(new() { Landlord = "havering" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => history.ListRecordedMilestonesAsync(new() { Landlord = "havering" }))).Status);
    }
}
