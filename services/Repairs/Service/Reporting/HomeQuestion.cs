using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Housing.Repairs;

/// <summary>Estates' answer about a home or a block. Not answered: Estates was down, slow or late.</summary>
/// <param name="Site">Null when Estates has none of that id, and when it did not answer.</param>
public sealed record SiteAnswer(bool Answered, Site? Site)
{
    public static SiteAnswer None { get; } = new(Answered: false, null);
    public static SiteAnswer Unknown { get; } = new(Answered: true, null);
}

/// <summary>Asks Estates whose a home or a block is and where it stands.</summary>
internal sealed class HomeQuestion(Estates.Contracts.V1.Estates.EstatesClient estates, IOptions<RepairSettings> settings, ILogger<HomeQuestion> log)
{
    /// <summary>Waits no longer than a reporter on the telephone would: the report can be taken without.</summary>
    public async Task<SiteAnswer> AskBriefly(Func<CancellationToken, Task<SiteAnswer>> ask, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Value.HouseholdPatience);
        return await ask(patience.Token);
    }

    /// <summary>Asks about the place of a repair that was taken without an answer.</summary>
    public Task<SiteAnswer> AskAgain(Repair repair, CancellationToken cancellationToken) => AskBriefly(
        patience => repair switch
        {
            { HomeId: { } home } => Ask(home, patience),
            { BlockId: { } block } => AskBlock(block, patience),
            _ => AskEstate(repair.Landlord, repair.Estate!, patience),
        },
        cancellationToken);

    public Task<SiteAnswer> Ask(Guid homeId, CancellationToken cancellationToken) => Ask("home", homeId, async () =>
    {
        var answer = await estates.GetHomeAsync(new GetHomeRequest { HomeId = homeId.ToString() }, cancellationToken: cancellationToken);
        var home = answer.Home;
        return new Site(home.Landlord, homeId, home.Block is { } block ? Guid.Parse(block.BlockId) : null, Named(home.Block?.Estate), Day(home.HandedOver), Postcode: Named(home.Address?.Postcode))
        {
            Planned = Works(answer.PlannedWorks),
        };
    });

    public Task<SiteAnswer> AskBlock(Guid blockId, CancellationToken cancellationToken) => Ask("block", blockId, async () =>
    {
        var answer = await estates.GetBlockAsync(new GetBlockRequest { BlockId = blockId.ToString() }, cancellationToken: cancellationToken);
        return new Site(answer.Block.Landlord, HomeId: null, blockId, Named(answer.Block.Estate), HandedOver: null) { Planned = Works(answer.PlannedWorks) };
    });

    public Task<SiteAnswer> AskEstate(string landlord, string estate, CancellationToken cancellationToken) => Ask("estate of", landlord, async () =>
    {
        var request = new ListBlocksRequest { Landlord = landlord, Estate = estate, PageSize = 1 };
        var answer = await estates.ListBlocksAsync(request, cancellationToken: cancellationToken);
        return answer.Blocks.Count == 0
            ? null
            : new Site(landlord, HomeId: null, BlockId: null, estate, HandedOver: null) { Planned = Works(answer.PlannedWorks) };
    });

    /// <summary>The landlord's homes of these references, 200 at most; those that Estates has.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: Estates cannot be asked. Nothing was kept, and the same request_id is safe to send again.</exception>
    public async Task<IReadOnlyList<Home>> Find(string landlord, IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        try
        {
            return (await estates.ListHomesAsync(new ListHomesRequest { Landlord = landlord, References = { references }, PageSize = 200 }, cancellationToken: cancellationToken)).Homes;
        }
        catch (RpcException fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Estates did not answer for {Count} homes of {Landlord} ({Status})", references.Count, landlord, fault.StatusCode);
            throw RepairRefusals.EstatesAway.ToRpcException();
        }
    }

    private async Task<SiteAnswer> Ask(string what, object id, Func<Task<Site?>> ask)
    {
        try
        {
            return new SiteAnswer(Answered: true, await ask());
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            return SiteAnswer.Unknown;
        }
        catch (Exception fault) when (fault is RpcException or OperationCanceledException)
        {
            log.LogWarning("Estates did not answer for {What} {Id} ({Status})", what, id, fault is RpcException rpc ? rpc.StatusCode : StatusCode.DeadlineExceeded);
            return SiteAnswer.None;
        }
    }

    private static List<PlannedWorks> Works(IEnumerable<Estates.Contracts.V1.PlannedWorks> works) =>
        [.. works.Select(w => new PlannedWorks(w.Element, w.Programme, Day(w.From)!.Value, Day(w.To)!.Value))];

    private static string? Named(string? text) => string.IsNullOrEmpty(text) ? null : text;

    internal static DateOnly? Day(Date? day) => day is null ? null : new DateOnly(day.Year, day.Month, day.Day);
}
