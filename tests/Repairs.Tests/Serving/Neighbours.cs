using System.Collections.Concurrent;
using System.Net;
using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using EstatesService = Housing.Estates.Contracts.V1.Estates;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Estates and Tenancy as Repairs meets them: two real gRPC services on a port, which can be down, or too slow to wait for.</summary>
public sealed class Neighbours : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Home> _homes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Block> _blocks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Housing.Estates.Contracts.V1.PlannedWorks> _works = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Household> _households = new(StringComparer.Ordinal);

    private Neighbours()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(this);
        _app = builder.Build();
        _app.MapGrpcService<EstatesHere>();
        _app.MapGrpcService<TenanciesHere>();
    }

    public enum Mood
    {
        Answers,
        Down,
        Slow,
    }

    public Mood Estates { get; set; }

    public Mood Tenancy { get; set; }

    public int TimesTenancyWasAsked { get; private set; }

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<Neighbours> StartAsync()
    {
        var neighbours = new Neighbours();
        await neighbours._app.StartAsync();
        return neighbours;
    }

    public Guid AddHome(string landlord, Housing.Estates.Contracts.V1.Date? handedOver = null, string? postcode = null)
    {
        var id = Guid.CreateVersion7();
        _homes[id.ToString()] = new Home { HomeId = id.ToString(), Landlord = landlord, Reference = id.ToString(), HandedOver = handedOver, Address = postcode is null ? null : new() { Postcode = postcode } };
        return id;
    }

    /// <summary>A home in a block of that name on that estate; the same name gives the same block.</summary>
    public Guid AddFlat(string landlord, string block, string estate = "Arden Court")
    {
        var id = AddHome(landlord);
        _homes[id.ToString()].Block = AddBlock(landlord, block, estate);
        return id;
    }

    public Block AddBlock(string landlord, string name, string estate = "Arden Court") =>
        _blocks.GetOrAdd($"{landlord}/{estate}/{name}", _ => new Block { BlockId = Guid.CreateVersion7().ToString(), Name = name, Estate = estate, Landlord = landlord });

    /// <summary>Plans the replacement of an element of a home, a block or an estate: whichever has that id or name.</summary>
    public void Plan(string place, string element, string programme, DateOnly from, DateOnly to) => _works[$"{place}/{element}"] = new()
    {
        WorksId = Guid.CreateVersion7().ToString(), Element = element, Programme = programme, State = WorksState.Planned,
        From = new() { Year = from.Year, Month = from.Month, Day = from.Day }, To = new() { Year = to.Year, Month = to.Month, Day = to.Day },
    };

    private IEnumerable<Housing.Estates.Contracts.V1.PlannedWorks> WorksOf(params string?[] places) =>
        _works.Where(w => places.OfType<string>().Any(place => w.Key.StartsWith($"{place}/", StringComparison.Ordinal))).Select(w => w.Value);

    public void SellHome(Guid home, string landlord) => _homes[home.ToString()].Landlord = landlord;

    /// <summary>Lets a household with these needs live in the home from now on.</summary>
    public Guid MoveIn(Guid home, params Need[] needs) => MoveIn(home, Tenure.Secure, needs);

    public Guid MoveIn(Guid home, Tenure tenure, params Need[] needs)
    {
        var id = Guid.CreateVersion7();
        var household = new Household
        {
            HouseholdId = id.ToString(), TenancyId = Guid.CreateVersion7().ToString(), HomeId = home.ToString(), Landlord = _homes[home.ToString()].Landlord,
            Tenure = tenure, LeadName = "A. Tenant",
        };
        household.Needs.AddRange(needs);
        _households[home.ToString()] = household;
        return id;
    }

    public void SetNeeds(Guid home, params Need[] needs)
    {
        var household = _households[home.ToString()].Clone();
        household.Needs.Clear();
        household.Needs.AddRange(needs);
        _households[home.ToString()] = household;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static async Task Meet(Mood mood, ServerCallContext call)
    {
        if (mood == Mood.Down)
            throw new RpcException(new Status(StatusCode.Unavailable, "down"));
        if (mood == Mood.Slow)
            await Task.Delay(Timeout.Infinite, call.CancellationToken);      // until the caller gives up
    }

    private sealed class EstatesHere(Neighbours here) : EstatesService.EstatesBase
    {
        public override async Task<GetHomeResponse> GetHome(GetHomeRequest request, ServerCallContext context)
        {
            await Meet(here.Estates, context);
            return here._homes.TryGetValue(request.HomeId, out var home)
                ? new GetHomeResponse { Home = home, PlannedWorks = { here.WorksOf(home.HomeId, home.Block?.BlockId, home.Block?.Estate) } }
                : throw new RpcException(new Status(StatusCode.NotFound, "There is no such home."));
        }

        public override async Task<ListHomesResponse> ListHomes(ListHomesRequest request, ServerCallContext context)
        {
            await Meet(here.Estates, context);
            return new() { Homes = { here._homes.Values.Where(h => h.Landlord == request.Landlord && request.References.Contains(h.Reference)) } };
        }

        public override async Task<GetBlockResponse> GetBlock(GetBlockRequest request, ServerCallContext context)
        {
            await Meet(here.Estates, context);
            return here._blocks.Values.FirstOrDefault(b => b.BlockId == request.BlockId) is { } block
                ? new GetBlockResponse { Block = block, PlannedWorks = { here.WorksOf(block.BlockId, block.Estate) } }
                : throw new RpcException(new Status(StatusCode.NotFound, "There is no such block."));
        }

        public override async Task<ListBlocksResponse> ListBlocks(ListBlocksRequest request, ServerCallContext context)
        {
            await Meet(here.Estates, context);
            return new() { Blocks = { here._blocks.Values.Where(b => b.Landlord == request.Landlord && b.Estate == request.Estate) }, PlannedWorks = { here.WorksOf(request.Estate) } };
        }
    }

    private sealed class TenanciesHere(Neighbours here) : Tenancies.TenanciesBase
    {
        public override async Task<GetHouseholdResponse> GetHousehold(GetHouseholdRequest request, ServerCallContext context)
        {
            here.TimesTenancyWasAsked++;
            await Meet(here.Tenancy, context);
            return (request.HomeId is not "" ? here._households.GetValueOrDefault(request.HomeId) : here._households.Values.FirstOrDefault(h => h.HouseholdId == request.HouseholdId)) is { } household
                ? new GetHouseholdResponse { Household = household }
                : throw new RpcException(new Status(StatusCode.NotFound, "Nobody lives there."));
        }
    }
}
