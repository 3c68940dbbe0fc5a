using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Repairs;

/// <summary>Looks up the home of a household, and its block and estate. Asked each time: people move, and a former neighbour sees nothing.</summary>
internal sealed class ResidenceQuestion(Tenancies.TenanciesClient tenancies, HomeQuestion homes, ILogger<ResidenceQuestion> log)
{
    /// <summary>Where a household lives; null when it holds no home.</summary>
    /// <exception cref="RpcException">UNAVAILABLE: it cannot be looked up just now.</exception>
    public async Task<Site?> Ask(Guid household, CancellationToken cancellationToken)
    {
        string home;
        try
        {
            home = (await tenancies.GetHouseholdAsync(new GetHouseholdRequest { HouseholdId = household.ToString() }, cancellationToken: cancellationToken)).Household.HomeId;
        }
        catch (RpcException none) when (none.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
        catch (RpcException fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Tenancy did not say where household {HouseholdId} lives ({Status})", household, fault.StatusCode);
            throw RepairRefusals.ResidenceAway.ToRpcException();
        }

        return await homes.Ask(Guid.Parse(home), cancellationToken) is { Answered: true } answer ? answer.Site : throw RepairRefusals.ResidenceAway.ToRpcException();
    }
}
