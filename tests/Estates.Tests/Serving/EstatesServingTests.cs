using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Estates.Storage;
using Housing.Testing;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;

namespace Housing.Estates.Tests.Serving;

public sealed class EstatesServingTests : IAsyncLifetime
{
    private ServiceHost<EstatesDb> _host = null!;

    public async Task InitializeAsync() => _host = await ServiceHost<EstatesDb>.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_registered_home_is_read_back_with_its_block_and_landlord()
    {
        var registered = (await Officer.RegisterHomeAsync(Flat("HAV-1"))).Home;

        var read = (await Officer.GetHomeAsync(new() { HomeId = registered.HomeId })).Home;

        Assert.Equal(registered, read);
        Assert.Equal(("havering", "HAV-1", "RM3 8XX"), (read.Landlord, read.Reference, read.Address.Postcode));
        Assert.Equal(("Mayfield House", "Harold Hill"), (read.Block.Name, read.Block.Estate));
        Assert.Equal(new Date { Year = 1956, Month = 4, Day = 1 }, read.HandedOver);
        Assert.Equal(_host.Clock.Now, read.RegisteredAt.ToDateTimeOffset());
    }

    [Fact]
    public async Task Homes_of_one_block_share_it_and_the_same_name_elsewhere_is_another()
    {
        var first = (await Officer.RegisterHomeAsync(Flat("HAV-1"))).Home;
        var second = (await Officer.RegisterHomeAsync(Flat("HAV-2"))).Home;
        var elsewhere = Flat("HAV-3");
        elsewhere.Block.Estate = "Rainham";
        var third = (await Officer.RegisterHomeAsync(elsewhere)).Home;

        Assert.Equal(first.Block.BlockId, second.Block.BlockId);
        Assert.NotEqual(first.Block.BlockId, third.Block.BlockId);
    }

    [Fact]
    public async Task A_house_has_no_block_and_an_unknown_handover_stays_unset()
    {
        var house = Flat("HAV-1");
        house.Block = null;
        house.HandedOver = null;

        var read = (await Officer.RegisterHomeAsync(house)).Home;

        Assert.Null(read.Block);
        Assert.Null(read.HandedOver);
    }

    [Fact]
    public async Task Homes_are_found_by_their_references_and_by_no_more_than_a_page_of_them()
    {
        foreach (var reference in (string[])["HAV-1", "HAV-2", "HAV-3"])
            await Officer.RegisterHomeAsync(Flat(reference));

        var found = (await Officer.ListHomesAsync(new() { Landlord = "havering", References = { "HAV-3", "HAV-1", "HAV-9" } })).Homes;
        Assert.Equal(["HAV-1", "HAV-3"], found.Select(h => h.Reference));
        var (first, second) = (found[0].HomeId, found[1].HomeId);
        Assert.Equal(["HAV-1", "HAV-3"], (await Officer.ListHomesAsync(new() { Landlord = "havering", HomeIds = { second, first } })).Homes.Select(h => h.Reference));
        await Refused(StatusCode.InvalidArgument, "200 at most", Officer.ListHomesAsync(new() { Landlord = "havering", HomeIds = { Enumerable.Repeat(first, 201) } }));
        await Refused(StatusCode.InvalidArgument, "200 at most", Officer.ListHomesAsync(new() { Landlord = "havering", References = { Enumerable.Range(0, 201).Select(n => $"HAV-{n}") } }));
    }

    [Fact]
    public async Task Homes_are_found_by_a_part_of_their_address_and_counted_by_estate()
    {
        var house = Flat("HAV-3");
        (house.Block, house.Address) = (null, new() { Lines = { "12 Hill_side Rise" }, Postcode = "RM1 4YY" });
        foreach (var home in (RegisterHomeRequest[])[Flat("HAV-1"), Flat("HAV-2"), house])
            await Officer.RegisterHomeAsync(home);

        Assert.Equal(["HAV-3"], await Found("hill_SIDE"));
        Assert.Equal(["HAV-3"], await Found("rm1 4"));
        Assert.Equal(["HAV-1", "HAV-2"], await Found("RM3"));
        Assert.Empty(await Found("___"));        // no pattern
        await Refused(StatusCode.InvalidArgument, "3 to 60", Officer.ListHomesAsync(new() { Landlord = "havering", Address = " R " }));
        var counted = await Officer.CountHomesAsync(new() { Landlord = "havering" });
        Assert.Equal((3, "Harold Hill", 2), (counted.Homes, Assert.Single(counted.Estates).Estate, counted.Estates[0].Homes));
        Assert.Equal(0, (await As("officer@rosebery").CountHomesAsync(new() { Landlord = "rosebery" })).Homes);

        async Task<IEnumerable<string>> Found(string part) => (await Officer.ListHomesAsync(new() { Landlord = "havering", Address = part })).Homes.Select(h => h.Reference);
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_registers_nothing()
    {
        var request = Flat("HAV-1");
        var first = await Officer.RegisterHomeAsync(request);
        _host.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(first, await Officer.RegisterHomeAsync(request));
        Assert.Equal(1, await Homes());
    }

    [Fact]
    public async Task A_reference_belongs_to_one_home_of_a_landlord()
    {
        await Officer.RegisterHomeAsync(Flat("HAV-1"));

        await Refused(StatusCode.AlreadyExists, "HAV-1", Officer.RegisterHomeAsync(Flat("HAV-1")));

        var others = Flat("HAV-1");
        others.Landlord = "rosebery";
        await As("officer@rosebery").RegisterHomeAsync(others);
        Assert.Equal(2, await Homes());
    }

    [Fact]
    public async Task Of_many_that_register_one_reference_at_once_one_succeeds()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await Officer.RegisterHomeAsync(Flat("HAV-1"));
                return StatusCode.OK;
            }
            catch (RpcException refused)
            {
                return refused.StatusCode;
            }
        }));

        Assert.Single(outcomes, StatusCode.OK);
        Assert.All(outcomes.Where(o => o != StatusCode.OK), o => Assert.Contains(o, new[] { StatusCode.AlreadyExists, StatusCode.Aborted }));
        Assert.Equal(1, await Homes());
    }

    [Fact]
    public async Task An_unknown_landlord_is_told_which_there_are()
    {
        var request = Flat("X-1");
        request.Landlord = "nowhere-homes";

        await Refused(StatusCode.InvalidArgument, "havering, housing-plus, one-housing, rosebery", Officer.RegisterHomeAsync(request));
        await Refused(StatusCode.InvalidArgument, "havering", Officer.ListHomesAsync(new() { Landlord = "" }));
    }

    [Fact]
    public async Task Bad_input_leaves_nothing_behind_and_the_request_id_free()
    {
        var request = Flat("HAV-1");
        request.HandedOver = new Date { Year = 2025, Month = 2, Day = 31 };
        await Refused(StatusCode.InvalidArgument, "2025-02-31", Officer.RegisterHomeAsync(request));
        Assert.Equal(0, await Homes());
        Assert.Equal(0, await _host.Database.Scalar<long>("select count(*) from block"));

        request.HandedOver.Day = 28;
        await Officer.RegisterHomeAsync(request);
        Assert.Equal(1, await Homes());
    }

    [Theory]
    [InlineData("")]
    [InlineData("12")]
    [InlineData("not-a-uuid")]
    public async Task A_home_id_or_request_id_that_is_no_uuid_is_refused(string id)
    {
        var request = Flat("HAV-1");
        request.RequestId = id;

        await Refused(StatusCode.InvalidArgument, "home_id", Officer.GetHomeAsync(new() { HomeId = id }));
        await Refused(StatusCode.InvalidArgument, "request_id", Officer.RegisterHomeAsync(request));
    }

    [Fact]
    public async Task An_unknown_home_is_not_found() =>
        await Refused(StatusCode.NotFound, "ListHomes", Officer.GetHomeAsync(new() { HomeId = Guid.CreateVersion7().ToString() }));

    [Fact]
    public async Task Nobody_sees_or_registers_another_landlords_homes()
    {
        var home = (await Officer.RegisterHomeAsync(Flat("HAV-1"))).Home;
        var stranger = As("officer@rosebery");

        await Refused(StatusCode.PermissionDenied, "", stranger.GetHomeAsync(new() { HomeId = home.HomeId }));
        await Refused(StatusCode.PermissionDenied, "", stranger.ListHomesAsync(new() { Landlord = "havering" }));
        await Refused(StatusCode.PermissionDenied, "", stranger.RegisterHomeAsync(Flat("HAV-2")));
        Assert.Equal(1, await Homes());
    }

    [Theory]
    [InlineData("auditor@havering")]
    [InlineData("income@havering")]
    [InlineData("contractor@havering")]
    [InlineData("service@repairs")]
    public async Task Only_officers_and_managers_register(string who) =>
        await Refused(StatusCode.PermissionDenied, "", As(who).RegisterHomeAsync(Flat("HAV-1")));

    [Theory]
    [InlineData("manager@havering")]
    [InlineData("auditor@havering")]
    [InlineData("service@repairs")]
    public async Task Managers_auditors_and_services_read(string who)
    {
        var home = (await Officer.RegisterHomeAsync(Flat("HAV-1"))).Home;

        Assert.Equal(home, (await As(who).GetHomeAsync(new() { HomeId = home.HomeId })).Home);
    }

    [Fact]
    public async Task Nobody_gets_in_without_a_token() =>
        await Refused(StatusCode.Unauthenticated, "token", new EstatesClient(_host.Channel).GetHomeAsync(new() { HomeId = Guid.CreateVersion7().ToString() }));

    [Fact]
    public async Task The_list_goes_by_reference_a_page_at_a_time_and_holds_one_landlords_homes()
    {
        foreach (var reference in new[] { "b", "C", "a", "ä", "B" })
            await Officer.RegisterHomeAsync(Flat(reference));
        var others = Flat("0");
        others.Landlord = "rosebery";
        await As("officer@rosebery").RegisterHomeAsync(others);

        var seen = new List<string>();
        var token = "";
        do
        {
            var page = await Officer.ListHomesAsync(new() { Landlord = "havering", PageSize = 2, PageToken = token });
            Assert.True(page.Homes.Count <= 2);
            seen.AddRange(page.Homes.Select(h => h.Reference));
            token = page.NextPageToken;
        }
        while (token != "");

        Assert.Equal(["B", "C", "a", "b", "ä"], seen);
    }

    [Fact]
    public async Task A_full_last_page_has_no_next_one()
    {
        await Officer.RegisterHomeAsync(Flat("HAV-1"));
        await Officer.RegisterHomeAsync(Flat("HAV-2"));

        var page = await Officer.ListHomesAsync(new() { Landlord = "havering", PageSize = 2 });

        Assert.Equal(2, page.Homes.Count);
        Assert.Equal("", page.NextPageToken);
    }

    [Theory]
    [InlineData(201, "", "page_size")]
    [InlineData(-1, "", "page_size")]
    [InlineData(10, "?", "page_token")]
    [InlineData(10, "AA", "page_token")]        // holds a NUL
    public async Task A_page_that_cannot_be_is_refused(int size, string token, string field) =>
        await Refused(StatusCode.InvalidArgument, field, Officer.ListHomesAsync(new() { Landlord = "havering", PageSize = size, PageToken = token }));

    private EstatesClient Officer => As("officer@havering");

    private EstatesClient As(string who) => new(_host.ChannelAs(who));

    private Task<long> Homes() => _host.Database.Scalar<long>("select count(*) from home");

    private static RegisterHomeRequest Flat(string reference) => new()
    {
        RequestId = Guid.CreateVersion7().ToString(),
        Landlord = "havering",
        Reference = reference,
        Address = new Address { Lines = { "Flat 12", "Mayfield House" }, Postcode = "rm38xx" },
        Block = new NewBlock { Name = "Mayfield House", Estate = "Harold Hill" },
        HasGas = true,
        HandedOver = new Date { Year = 1956, Month = 4, Day = 1 },
    };

    private static async Task Refused<T>(StatusCode status, string saying, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(status, refused.StatusCode);
        Assert.Contains(saying, refused.Status.Detail, StringComparison.OrdinalIgnoreCase);
    }
}
