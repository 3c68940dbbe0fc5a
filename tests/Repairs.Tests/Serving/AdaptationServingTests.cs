using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>A change to a home, through the running service.</summary>
public sealed class AdaptationServingTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private readonly Adaptations.AdaptationsClient _officer = new(service.Host.ChannelAs("officer@housing-plus"));

    public void Dispose() => service.Reset();

    [Fact]
    public async Task The_agencies_work_on_one_case_from_the_asking_to_the_fitting_HPG_REP_19()
    {
        var (asked, fitted) = (await service.Host.ListenAsync<AdaptationRequested>(), await service.Host.ListenAsync<AdaptationFitted>());
        var (home, household) = Occupied();
        var request = Asking(home, "stairlift");
        var first = (await Resident(household).RequestAdaptationAsync(request)).Adaptation;
        Assert.Equal(first, (await Resident(household).RequestAdaptationAsync(request)).Adaptation);
        Assert.Equal(
            (Wire.AdaptationState.Requested, Wire.AdaptationSize.Major, "Stairlift", "HPG-REP-19", household.ToString()), (first.State, first.Size, first.Name, first.Clause, first.HouseholdId));
        var id = first.AdaptationId;

        await _officer.AssessAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, Assessor = Wire.Assessor.OccupationalTherapist, Recommended = true, Findings = "Cannot climb stairs." });
        await _officer.ReferAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, Agency = "The council", AgencyReference = "DFG-12" });
        await _officer.RecordAdaptationGrantAsync(new() { RequestId = NewId(), AdaptationId = id, Step = Wire.GrantStep.Applied, Pence = 500_000 });
        Assert.Equal("ADAPTATION_NOT_THERE", (await Refusal(() => _officer.RecordAdaptationFittedAsync(new() { RequestId = NewId(), AdaptationId = id }))).Reason);
        await _officer.RecordAdaptationGrantAsync(new() { RequestId = NewId(), AdaptationId = id, Step = Wire.GrantStep.Approved, Pence = 450_000 });
        await _officer.OrderAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, OrderReference = "Lifts Ltd" });
        var done = (await _officer.RecordAdaptationFittedAsync(new() { RequestId = NewId(), AdaptationId = id })).Adaptation;

        Assert.Equal((Wire.AdaptationState.Fitted, 450_000, Noon), (done.State, done.GrantApprovedPence, done.FittedAt.ToDateTimeOffset()));
        Assert.Equal(
            ["requested", "assessed", "referred", "grant-applied", "grant-approved", "ordered", "fitted"], done.Timeline.Select(t => t.Name.Replace("adaptation.", "", StringComparison.Ordinal)));
        Assert.Equal(["resident", "officer"], done.Timeline.Select(t => t.By).Distinct());
        Assert.Equal(done, (await Resident(household).GetAdaptationAsync(new() { AdaptationId = id })).Adaptation);
        await Eventually.Holds(() => Assert.Single(asked.Events, e => e.AdaptationId.ToString() == id && e.Major));
        await Eventually.Holds(() => Assert.Equal("stairlift", Assert.Single(fitted.Events, e => e.AdaptationId.ToString() == id).Kind));
        Assert.Equal(
            """{"kind": "stairlift", "size": "major"}""",
            await service.Host.Database.Scalar<string>($"select facts::text from case_milestone where case_id = '{id}' and name = 'adaptation.fitted'"));
    }

    [Fact]
    public async Task A_minor_one_is_ordered_once_it_is_needed()
    {
        var (home, household) = Occupied();
        var id = (await Resident(household).RequestAdaptationAsync(Asking(home))).Adaptation.AdaptationId;
        await _officer.RecordAdaptationNeedsAsync(new() { RequestId = NewId(), AdaptationId = id, Needed = true, Needs = "Cannot get out of the bath." });
        await _officer.OrderAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, OrderReference = "Handyperson" });
        var done = (await _officer.RecordAdaptationFittedAsync(new() { RequestId = NewId(), AdaptationId = id })).Adaptation;
        Assert.Equal((Wire.AdaptationState.Fitted, "Cannot get out of the bath.", "Handyperson"), (done.State, done.Needs, done.OrderReference));
    }

    [Fact]
    public async Task One_that_comes_to_nothing_is_closed_with_the_reason()
    {
        var (home, household) = Occupied();
        var id = (await Resident(household).RequestAdaptationAsync(Asking(home))).Adaptation.AdaptationId;
        var closed = (await _officer.CloseAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, Reason = "Moved away." })).Adaptation;
        Assert.Equal((Wire.AdaptationState.Closed, "Moved away."), (closed.State, closed.Reason));
    }

    [Fact]
    public async Task Residents_ask_for_and_see_their_own_only()
    {
        var (home, household) = Occupied();
        var id = (await Resident(household).RequestAdaptationAsync(Asking(home))).Adaptation.AdaptationId;
        var stranger = Resident(Guid.CreateVersion7());
        var other = new Adaptations.AdaptationsClient(service.Host.ChannelAs("officer@rosebery"));
        Assert.All(
            [
                (await Refusal(() => stranger.RequestAdaptationAsync(Asking(home)))).Status,
                (await Refusal(() => stranger.GetAdaptationAsync(new() { AdaptationId = id }))).Status,
                (await Refusal(() => other.GetAdaptationAsync(new() { AdaptationId = id }))).Status,
                (await Refusal(() => other.CloseAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, Reason = "No." }))).Status,
                (await Refusal(() => Resident(household).OrderAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, OrderReference = "Me" }))).Status,
            ],
            status => Assert.Equal(StatusCode.PermissionDenied, status));
        Assert.Empty((await stranger.ListAdaptationsAsync(new() { Landlord = "housing-plus" })).Adaptations);
        Assert.Equal(id, Assert.Single((await Resident(household).ListAdaptationsAsync(new() { Landlord = "housing-plus" })).Adaptations).AdaptationId);
        Assert.Equal(StatusCode.NotFound, (await Refusal(() => _officer.GetAdaptationAsync(new() { AdaptationId = NewId() }))).Status);
    }

    [Fact]
    public async Task A_homes_list_is_paged_newest_first()
    {
        var (home, _) = Occupied();
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            ids.Add((await _officer.RequestAdaptationAsync(Asking(home))).Adaptation.AdaptationId);
        }

        var listed = new List<string>();
        var request = new ListAdaptationsRequest { Landlord = "housing-plus", HomeId = home.ToString(), PageSize = 2 };
        do
        {
            var page = await _officer.ListAdaptationsAsync(request);
            listed.AddRange(page.Adaptations.Select(a => a.AdaptationId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken is not "");
        Assert.Equal(Enumerable.Reverse(ids), listed);
    }

    [Fact]
    public async Task While_Tenancy_is_away_nothing_is_kept_and_the_same_request_succeeds_later()
    {
        var (home, household) = Occupied();
        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var request = Asking(home);
        var away = await Refusal(() => Resident(household).RequestAdaptationAsync(request));
        Assert.Equal((StatusCode.Unavailable, "TENANCY_AWAY"), (away.Status, away.Reason));
        Assert.Equal(0L, await service.Host.Database.Scalar<long>($"select count(*) from adaptation where home_id = '{home}'"));

        service.Neighbours.Tenancy = Neighbours.Mood.Answers;
        Assert.NotEmpty((await Resident(household).RequestAdaptationAsync(request)).Adaptation.AdaptationId);
    }

    [Fact]
    public async Task Of_many_orders_at_once_one_is_made()
    {
        var (home, _) = Occupied();
        var id = (await _officer.RequestAdaptationAsync(Asking(home))).Adaptation.AdaptationId;
        await _officer.RecordAdaptationNeedsAsync(new() { RequestId = NewId(), AdaptationId = id, Needed = true, Needs = "Needed." });
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async i =>
        {
            try
            {
                await _officer.OrderAdaptationAsync(new() { RequestId = NewId(), AdaptationId = id, OrderReference = $"Order {i}" });
                return StatusCode.OK;
            }
            catch (RpcException fault)
            {
                return fault.StatusCode;
            }
        }));
        Assert.Single(statuses, StatusCode.OK);
        Assert.All(statuses.Where(s => s != StatusCode.OK), s => Assert.True(s is StatusCode.Aborted or StatusCode.FailedPrecondition, $"{s}"));
    }

    private (Guid Home, Guid Household) Occupied()
    {
        var home = service.Neighbours.AddHome("housing-plus");
        return (home, service.Neighbours.MoveIn(home));
    }

    private Adaptations.AdaptationsClient Resident(Guid household) => new(service.Host.ChannelAs("resident@housing-plus", household));

    private static RequestAdaptationRequest Asking(Guid home, string kind = "grab-rail") =>
        new() { RequestId = NewId(), HomeId = home.ToString(), Kind = kind, Description = "The bath is too high." };
}
