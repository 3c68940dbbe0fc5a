using Grpc.Core;

namespace Housing.Performance;

/// <summary>Asks Estates how many homes a landlord has today.</summary>
internal sealed class HomeCount(Estates.Contracts.V1.Estates.EstatesClient estates, ILogger<HomeCount> log)
{
    /// <summary>Null when it cannot be asked just now.</summary>
    public async Task<long?> Of(string landlord, CancellationToken cancellationToken)
    {
        try
        {
            return (await estates.CountHomesAsync(new() { Landlord = landlord }, cancellationToken: cancellationToken)).Homes;
        }
        catch (RpcException fault) when (fault.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            log.LogWarning("Estates does not say how many homes {Landlord} has ({Status})", landlord, fault.StatusCode);
            return null;
        }
    }
}
