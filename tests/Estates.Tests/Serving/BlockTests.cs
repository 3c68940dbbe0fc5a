using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Estates.Storage;
using Housing.Testing;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;

namespace Housing.Estates.Tests.Serving;

/// <summary>Blocks as others ask for them, and the homes in them.</summary>
public sealed class BlockTests : IAsyncLifetime
{
    private ServiceHost<EstatesDb> _host = null!;

    public async Task InitializeAsync() => _host = await ServiceHost<EstatesDb>.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Theory]
    [InlineData("officer@havering")]
    [InlineData("auditor@havering")]
    [InlineData("service@repairs")]
    public async Task A_block_is_read_with_its_estate_and_landlord(string who)
    {
        var home = await Register("1", "Mayfield House");
        var block = (await As(who).GetBlockAsync(new() { BlockId = home.Block.BlockId })).Block;
        Assert.Equal(("Mayfield House", "Harold Hill", "havering"), (block.Name, block.Estate, block.Landlord));
    }

    [Fact]
    public async Task A_block_of_another_landlord_or_of_nobody_is_refused()
    {
        var home = await Register("1", "Mayfield House");
        await Refused(StatusCode.PermissionDenied, As("officer@rosebery").GetBlockAsync(new() { BlockId = home.Block.BlockId }));
        await Refused(StatusCode.PermissionDenied, As("officer@rosebery").ListBlocksAsync(new() { Landlord = "havering" }));
        await Refused(StatusCode.NotFound, As("officer@havering").GetBlockAsync(new() { BlockId = Guid.CreateVersion7().ToString() }));
        await Refused(StatusCode.InvalidArgument, As("officer@havering").GetBlockAsync(new() { BlockId = "12" }));
    }

    [Fact]
    public async Task Blocks_are_listed_a_page_at_a_time_and_by_estate()
    {
        foreach (var (reference, name) in new[] { ("1", "Ash"), ("2", "Elm"), ("3", "Oak") })
            await Register(reference, name);
        await Register("4", "Yew", "Rainham");
        var officer = As("officer@havering");

        var first = await officer.ListBlocksAsync(new() { Landlord = "havering", Estate = "Harold Hill", PageSize = 2 });
        var rest = await officer.ListBlocksAsync(new() { Landlord = "havering", Estate = "Harold Hill", PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(["Ash", "Elm", "Oak"], first.Blocks.Concat(rest.Blocks).Select(b => b.Name).Order());
        Assert.Equal("", rest.NextPageToken);
        Assert.Equal(4, (await officer.ListBlocksAsync(new() { Landlord = "havering" })).Blocks.Count);
        Assert.Empty((await officer.ListBlocksAsync(new() { Landlord = "havering", Estate = "Nowhere" })).Blocks);
    }

    [Fact]
    public async Task The_homes_of_a_block_or_an_estate_are_listed()
    {
        var block = (await Register("1", "Ash")).Block.BlockId;
        await Register("2", "Ash");
        await Register("3", "Elm");
        await Register("4", "Yew", "Rainham");
        var officer = As("officer@havering");

        Assert.Equal(["1", "2"], (await officer.ListHomesAsync(new() { Landlord = "havering", BlockId = block })).Homes.Select(h => h.Reference));
        Assert.Equal(["1", "2", "3"], (await officer.ListHomesAsync(new() { Landlord = "havering", Estate = "Harold Hill" })).Homes.Select(h => h.Reference));
        await Refused(StatusCode.InvalidArgument, officer.ListHomesAsync(new() { Landlord = "havering", BlockId = "ash" }));
    }

    private EstatesClient As(string who) => new(_host.ChannelAs(who));

    private async Task<Contracts.V1.Home> Register(string reference, string block, string estate = "Harold Hill") => (await As("officer@havering").RegisterHomeAsync(new()
    {
        RequestId = Guid.CreateVersion7().ToString(),
        Landlord = "havering",
        Reference = reference,
        Address = new Address { Lines = { "Flat" }, Postcode = "RM3 8XX" },
        Block = new NewBlock { Name = block, Estate = estate },
    })).Home;

    private static async Task Refused<T>(StatusCode status, AsyncUnaryCall<T> call) =>
        Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);
}
