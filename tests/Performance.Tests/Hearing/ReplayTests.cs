using Grpc.Core;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Performance.Tests.Serving.PerformanceService;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance.Tests.Hearing;

/// <summary>What was lost, or never heard, is asked of the services; it comes to the same as what they said when it happened.</summary>
public sealed class ReplayTests : IAsyncLifetime
{
    private readonly History _repairs = new("repairs");
    private readonly History _complaints = new("complaints");
    private readonly List<Peer> _peers = [];
    private ServiceHost<PerformanceDb> _host = null!;

    public async Task InitializeAsync()
    {
        var settings = new Dictionary<string, string?>();
        foreach (var history in new[] { _repairs, _complaints, new History("income") })
        {
            _peers.Add(await Peer.StartAsync(history));
            settings[$"services:{history.Service}:http:0"] = _peers[^1].Address;
        }

        _host = await ServiceHost<PerformanceDb>.StartAsync(Noon, settings: settings);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        foreach (var peer in _peers)
            await peer.DisposeAsync();
    }

    [Fact]
    public async Task Emptied_tables_come_back_the_same_beside_what_is_heard_meanwhile()
    {
        for (var n = 0; n < 50; n++)
            await Happen(n % 3 == 0 ? _complaints : _repairs, n);
        await Eventually.Equal((50L, 0L), async () => (await Count("kept_promise where outcome <> 'open'"), await Count("kept_promise where estate = ''")));
        await Eventually.Equal(50L, () => Count("milestone"));
        var before = await All();
        await _host.Database.Execute("delete from kept_promise; truncate milestone, case_estate, promise_sum, promise_sum_by_estate");

        await Replay();
        Assert.Equal(before, await All());
        Assert.Empty((await Client("auditor").RecountAsync(new() { Landlord = "havering" })).Differences);

        // Once more changes nothing; nor does what is old come over what was heard since.
        var (id, caseId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await _host.PublishAsync(Of("havering", caseId, State("HAV-REP-08", "met", "met", Noon, Noon.AddHours(-1), recorded: Noon, id: id)));
        _repairs.Commitments.Add(Recorded(caseId, State("HAV-REP-08", "opened", "open", Noon, recorded: Noon.AddHours(-9), id: id)));
        await Eventually.Equal(1L, () => Count($"kept_promise where commitment_id = '{id}'"));
        var after = await All();
        await Replay();
        Assert.Equal(after, await All());
    }

    [Fact]
    public async Task A_service_that_cannot_be_asked_is_named_and_asked_for_the_rest_later()
    {
        for (var n = 0; n < 12; n++)
            await Happen(n % 2 == 0 ? _complaints : _repairs, n, tell: false);
        _complaints.AwayFromPage = 1;      // it answers for its first page alone

        var first = await Client("manager").ReplayAsync(new() { Landlord = "havering" });
        Assert.False(first.Finished);
        Assert.Equal([("complaints", false, true), ("income", true, false), ("repairs", true, false)], first.Services.Select(s => (s.Service, s.Finished, s.Unreachable)));
        Assert.Equal((6L, 6L), (first.Services[2].Commitments, first.Services[2].Milestones));
        var pages = _repairs.Asked;

        _complaints.AwayFromPage = null;
        var second = await Client("manager").ReplayAsync(new() { Landlord = "havering" });
        Assert.True(second.Finished);
        Assert.Equal(pages, _repairs.Asked);
        Assert.Equal(12L, await Count("kept_promise"));
        Assert.Equal(6L - first.Services[0].Milestones, second.Services[0].Milestones);
    }

    [Fact]
    public async Task Only_a_landlords_manager_asks_for_it_and_gets_that_landlords()
    {
        await Happen(_repairs, 1, tell: false);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => Client("officer").ReplayAsync(new() { Landlord = "havering" }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => Client("manager").ReplayAsync(new() { Landlord = "rosebery" }))).Status);
        Assert.True((await new Wire.Performance.PerformanceClient(_host.ChannelAs("manager@rosebery")).ReplayAsync(new() { Landlord = "rosebery" })).Finished);
        Assert.Equal(["rosebery"], _repairs.Landlords.Distinct());
    }

    private Wire.Performance.PerformanceClient Client(string who) => new(_host.ChannelAs($"{who}@havering"));

    private async Task Replay()
    {
        while (!(await Client("manager").ReplayAsync(new() { Landlord = "havering" })).Finished)
        {
        }
    }

    private Task<long> Count(string what) => _host.Database.Scalar<long>($"select count(*) from {what}");

    /// <summary>All that is kept; a sum of nothing, left behind by a promise that moved to its estate, is no sum.</summary>
    private async Task<string> All() => string.Join('\n', await Task.WhenAll(
        ((string[])["kept_promise", "milestone", "case_estate", "promise_sum where met + missed + open + excused > 0", "promise_sum_by_estate where met + missed + open + excused > 0"]).Select(rows =>
            _host.Database.Scalar<string>($"select coalesce(string_agg(line, E'\\n' order by line), '') from (select t::text as line from (select * from {rows}) t) lines"))));

    /// <summary>A case with a promise that is opened and ended: said as it happens, and on record.</summary>
    private async Task Happen(History history, int n, bool tell = true)
    {
        var caseId = Guid.CreateVersion7();
        var milestone = Estate("havering", caseId, $"Estate {n % 4}", Noon.AddHours(-n)) with { Service = history.Service };
        var opened = State("HAV-REP-08", "opened", "open", Noon.AddDays(-n), recorded: Noon.AddDays(-n - 1));
        var ended = n % 4 == 0
            ? opened with { Change = "cancelled", Outcome = "cancelled", Reason = "Not wanted any more." }
            : opened with { Change = "met", Outcome = n % 3 == 0 ? "missed" : "met", DoneAt = Noon.AddDays(-n).AddHours(n % 3 == 0 ? 5 : -5) };
        history.Milestones.Add(new() { CaseId = caseId.ToString(), Name = milestone.Name, At = Stamp(milestone.At), RecordedAt = Stamp(milestone.RecordedAt), Facts = milestone.Facts.GetRawText() });
        history.Commitments.Add(Recorded(caseId, ended, position: 1));
        if (!tell)
            return;
        await _host.PublishAsync(milestone);
        await _host.PublishAsync(Of("havering", caseId, opened, ended) with { Service = history.Service });
    }

    private static RecordedCommitment Recorded(Guid caseId, CommitmentState state, int position = 0)
    {
        var recorded = new RecordedCommitment
        {
            CommitmentId = state.CommitmentId.ToString(), CaseId = caseId.ToString(), Change = state.Change, StandardId = state.StandardId, StandardVersion = state.StandardVersion, StartedAt = Stamp(state.StartedAt),
            DueAt = Stamp(state.DueAt), OriginalDueAt = Stamp(state.OriginalDueAt), Outcome = state.Outcome, DoneAt = state.DoneAt is { } done ? Stamp(done) : null, RecordedAt = Stamp(state.RecordedAt), Position = position,
        };
        if (state.Reason is { } reason)
            recorded.Reason = reason;
        return recorded;
    }

    private static Google.Protobuf.WellKnownTypes.Timestamp Stamp(DateTimeOffset at) => Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(at);

    /// <summary>A service's record of one landlord's cases, three to a page.</summary>
    private sealed class History(string service) : PromiseHistory.PromiseHistoryBase
    {
        private const int PageSize = 3;

        public string Service => service;

        public List<RecordedCommitment> Commitments { get; } = [];

        public List<RecordedMilestone> Milestones { get; } = [];

        public List<string> Landlords { get; } = [];

        public int Asked { get; private set; }

        public int? AwayFromPage { get; set; }

        public override Task<ListRecordedCommitmentsResponse> ListRecordedCommitments(ListRecordedCommitmentsRequest request, ServerCallContext context)
        {
            var (page, next) = Page(Commitments, request.Landlord, request.PageToken);
            return Task.FromResult(new ListRecordedCommitmentsResponse { Service = service, Commitments = { page }, NextPageToken = next });
        }

        public override Task<ListRecordedMilestonesResponse> ListRecordedMilestones(ListRecordedMilestonesRequest request, ServerCallContext context)
        {
            var (page, next) = Page(Milestones, request.Landlord, request.PageToken);
            return Task.FromResult(new ListRecordedMilestonesResponse { Service = service, Milestones = { page }, NextPageToken = next });
        }

        private (IEnumerable<T> Page, string Next) Page<T>(List<T> rows, string landlord, string token)
        {
            Landlords.Add(landlord);
            Asked++;
            var page = token is "" ? 0 : int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
            if (page >= AwayFromPage)
                throw new RpcException(new Status(StatusCode.Unavailable, "Away."));
            var of = landlord == "havering" ? rows : [];
            return (of.Skip(page * PageSize).Take(PageSize), of.Count > (page + 1) * PageSize ? (page + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "");
        }
    }
}
