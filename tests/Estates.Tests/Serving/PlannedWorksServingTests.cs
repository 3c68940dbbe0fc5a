using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Estates.Storage;
using Housing.Testing;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates.Tests.Serving;

/// <summary>Planned works through the running service: told with every home and block that is read.</summary>
public sealed class PlannedWorksServingTests : IAsyncLifetime
{
    private static readonly Date Summer = new() { Year = 2027, Month = 6, Day = 1 }, Autumn = new() { Year = 2027, Month = 9, Day = 30 };

    private ServiceHost<EstatesDb> _host = null!;

    public async Task InitializeAsync() => _host = await ServiceHost<EstatesDb>.StartAsync(new DateTimeOffset(2026, 3, 3, 12, 0, 0, TimeSpan.Zero));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_home_tells_what_is_planned_for_it_its_block_and_its_estate()
    {
        var home = await Register("1", "Ash");
        var neighbour = await Register("2", "Elm");
        var kitchen = await Plan(new() { HomeId = home.HomeId, Element = "kitchen" });
        var roof = await Plan(new() { BlockId = home.Block.BlockId, Element = "roof" });
        var fence = await Plan(new() { Estate = "Harold Hill", Element = "fencing" });
        var dropped = await Plan(new() { HomeId = home.HomeId, Element = "boiler" });
        await Officer.ChangePlannedWorksAsync(new() { RequestId = NewId(), WorksId = dropped.WorksId, Dropped = new() { Reason = "It is new." } });

        var told = (await As("service@repairs").GetHomeAsync(new() { HomeId = home.HomeId })).PlannedWorks;
        Assert.Equal(["kitchen", "roof", "fencing"], told.Select(w => w.Element));
        Assert.Equal(("Home MOT", Summer, Autumn, Wire.WorksState.Planned), (told[0].Programme, told[0].From, told[0].To, told[0].State));
        Assert.Empty(told[0].History);
        Assert.Equal(["fencing"], (await Officer.GetHomeAsync(new() { HomeId = neighbour.HomeId })).PlannedWorks.Select(w => w.Element));
        Assert.Equal(["roof", "fencing"], (await Officer.GetBlockAsync(new() { BlockId = home.Block.BlockId })).PlannedWorks.Select(w => w.Element));
        Assert.Equal(["fencing"], (await Officer.ListBlocksAsync(new() { Landlord = "havering", Estate = "Harold Hill" })).PlannedWorks.Select(w => w.Element));
        Assert.Empty((await Officer.ListBlocksAsync(new() { Landlord = "havering" })).PlannedWorks);

        Assert.Equal([kitchen.WorksId, roof.WorksId, fence.WorksId, dropped.WorksId], await Listed(new() { HomeId = home.HomeId }));
        Assert.Equal([roof.WorksId, fence.WorksId], await Listed(new() { BlockId = home.Block.BlockId }));
        Assert.Equal([fence.WorksId], await Listed(new() { Estate = "Harold Hill" }));
        Assert.Equal([roof.WorksId], await Listed(new() { Element = "roof" }));
        Assert.Equal([dropped.WorksId], await Listed(new() { State = Wire.WorksState.Dropped }));
        Assert.Empty(await Listed(new() { Until = new() { Year = 2027, Month = 5, Day = 31 } }));
        Assert.Equal(4, (await Listed(new() { Until = Summer, PageSize = 3 })).Count);
    }

    [Fact]
    public async Task What_has_passed_without_a_word_is_not_told_as_coming()
    {
        var home = await Register("1", "Ash");
        await Plan(new() { HomeId = home.HomeId, Element = "kitchen" });
        _host.Clock.Now = new(2027, 9, 30, 22, 59, 59, TimeSpan.Zero);      // the last second of it in London
        Assert.Single((await Officer.GetHomeAsync(new() { HomeId = home.HomeId })).PlannedWorks);
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty((await Officer.GetHomeAsync(new() { HomeId = home.HomeId })).PlannedWorks);
        Assert.Single(await Listed(new() { HomeId = home.HomeId }));
    }

    [Fact]
    public async Task The_same_request_again_plans_nothing_and_another_for_the_same_is_refused()
    {
        var home = await Register("1", "Ash");
        var request = Request(new() { HomeId = home.HomeId, Element = "kitchen" });
        var first = await Officer.PlanWorksAsync(request);
        Assert.Equal(first, await Officer.PlanWorksAsync(request));
        await Refused(StatusCode.AlreadyExists, Officer.PlanWorksAsync(Request(new() { HomeId = home.HomeId, Element = "kitchen" })));

        var done = new ChangePlannedWorksRequest { RequestId = NewId(), WorksId = first.Works.WorksId, Done = new() };
        var changed = (await Officer.ChangePlannedWorksAsync(done)).Works;
        Assert.Equal(changed, (await Officer.ChangePlannedWorksAsync(done)).Works);
        Assert.Equal((Wire.WorksState.Done, new Date { Year = 2026, Month = 3, Day = 3 }), (changed.State, changed.DoneOn));
        Assert.Equal(["works.planned", "works.done"], changed.History.Select(s => s.Name));
        await Plan(new() { HomeId = home.HomeId, Element = "kitchen" });      // the next time round
        await Refused(StatusCode.FailedPrecondition, Officer.ChangePlannedWorksAsync(new() { RequestId = NewId(), WorksId = first.Works.WorksId, Dropped = new() { Reason = "No." } }));
    }

    [Fact]
    public async Task Two_who_plan_the_same_at_once_plan_it_once()
    {
        var home = await Register("1", "Ash");
        var statuses = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            try
            {
                await Officer.PlanWorksAsync(Request(new() { HomeId = home.HomeId, Element = "kitchen" }));
                return StatusCode.OK;
            }
            catch (RpcException fault)
            {
                return fault.StatusCode;
            }
        }));
        Assert.Single(statuses, StatusCode.OK);
        Assert.All(statuses.Where(s => s != StatusCode.OK), s => Assert.True(s is StatusCode.Aborted or StatusCode.AlreadyExists, $"{s}"));
        Assert.Single(await Listed(new() { HomeId = home.HomeId }));
    }

    [Fact]
    public async Task Works_are_the_landlords_staffs_and_for_what_it_owns()
    {
        var home = await Register("1", "Ash");
        var works = await Plan(new() { HomeId = home.HomeId, Element = "kitchen" });
        foreach (var who in (string[])["auditor@havering", "resident@havering", "contractor@havering", "service@repairs", "officer@rosebery"])
        {
            await Refused(StatusCode.PermissionDenied, As(who).PlanWorksAsync(Request(new() { HomeId = home.HomeId, Element = "roof" })));
            await Refused(StatusCode.PermissionDenied, As(who).ChangePlannedWorksAsync(new() { RequestId = NewId(), WorksId = works.WorksId, Done = new() }));
        }

        await Refused(StatusCode.PermissionDenied, As("resident@havering").ListPlannedWorksAsync(new() { Landlord = "havering" }));
        await Refused(StatusCode.PermissionDenied, As("officer@rosebery").ListPlannedWorksAsync(new() { Landlord = "havering" }));
        var others = Request(new() { HomeId = home.HomeId, Element = "roof" });
        others.Landlord = "rosebery";
        await Refused(StatusCode.NotFound, As("officer@rosebery").PlanWorksAsync(others));
        await Refused(StatusCode.NotFound, Officer.PlanWorksAsync(Request(new() { HomeId = NewId(), Element = "roof" })));
        await Refused(StatusCode.NotFound, Officer.PlanWorksAsync(Request(new() { BlockId = NewId(), Element = "roof" })));
        await Refused(StatusCode.NotFound, Officer.PlanWorksAsync(Request(new() { Estate = "Nowhere", Element = "roof" })));
        await Refused(StatusCode.NotFound, Officer.ChangePlannedWorksAsync(new() { RequestId = NewId(), WorksId = NewId(), Done = new() }));
        await Refused(StatusCode.InvalidArgument, Officer.ChangePlannedWorksAsync(new() { RequestId = NewId(), WorksId = works.WorksId }));
        await Refused(StatusCode.InvalidArgument, Officer.PlanWorksAsync(Request(new() { HomeId = home.HomeId, Element = "The roof" })));
        await Refused(StatusCode.InvalidArgument, Officer.ListPlannedWorksAsync(new() { Landlord = "havering", HomeId = home.HomeId, Estate = "Harold Hill" }));
        await Refused(StatusCode.InvalidArgument, Officer.ListPlannedWorksAsync(new() { Landlord = "havering", Until = new() { Year = 2026, Month = 2, Day = 30 } }));
        Assert.Single(await Listed(new() { HomeId = home.HomeId }));
    }

    private EstatesClient Officer => As("officer@havering");

    private EstatesClient As(string who) => new(_host.ChannelAs(who, who.StartsWith("resident", StringComparison.Ordinal) ? Guid.CreateVersion7() : null));

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static PlanWorksRequest Request(PlanWorksRequest works)
    {
        (works.RequestId, works.Landlord, works.Programme, works.From, works.To) = (NewId(), "havering", "Home MOT", Summer, Autumn);
        return works;
    }

    private async Task<Wire.PlannedWorks> Plan(PlanWorksRequest works)
    {
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await Officer.PlanWorksAsync(Request(works))).Works;
    }

    private async Task<List<string>> Listed(ListPlannedWorksRequest request)
    {
        request.Landlord = "havering";
        var listed = new List<string>();
        do
        {
            var page = await Officer.ListPlannedWorksAsync(request);
            listed.AddRange(page.Works.Select(w => w.WorksId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken is not "");
        return listed;
    }

    private async Task<Wire.Home> Register(string reference, string block) => (await Officer.RegisterHomeAsync(new()
    {
        RequestId = NewId(),
        Landlord = "havering",
        Reference = reference,
        Address = new Address { Lines = { "Flat" }, Postcode = "RM3 8XX" },
        Block = new NewBlock { Name = block, Estate = "Harold Hill" },
    })).Home;

    private static async Task Refused<T>(StatusCode status, AsyncUnaryCall<T> call) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
}
