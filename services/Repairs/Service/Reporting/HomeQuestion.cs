using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Repairs;

/// <summary>Asks Estates for a home. Without its answer no report can be taken: nobody would know whose promise it is.</summary>
internal sealed class HomeQuestion(Estates.Contracts.V1.Estates.EstatesClient estates, ILogger<HomeQuestion> log)
{
    /// <summary>The landlord's homes of these references, 200 at most; those that Estates has.</summary>
    /// <exception cref="RpcException">As <see cref="Ask"/>.</exception>
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

    /// <summary>The home; null when Estates has none of that id.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: Estates cannot be asked. Nothing was kept, and the same request_id is safe to send again.</exception>
    public async Task<Home?> Ask(Guid homeId, CancellationToken cancellationToken)
    {
        try
        {
            return (await estates.GetHomeAsync(new GetHomeRequest { HomeId = homeId.ToString() }, cancellationToken: cancellationToken)).Home;
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
        catch (RpcException fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Estates did not answer for home {HomeId} ({Status})", homeId, fault.StatusCode);
            throw RepairRefusals.EstatesAway.ToRpcException();
        }
    }
}
