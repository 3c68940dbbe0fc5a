using Grpc.Core;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Income;

/// <summary>Asks Tenancy whether a household reads large print. A page is never held up by that: without an answer it is printed as for everybody.</summary>
internal sealed class ReadingQuestion(Tenancies.TenanciesClient tenancies, ILogger<ReadingQuestion> log)
{
    public async Task<bool> LargePrint(Guid household, CancellationToken cancellationToken)
    {
        try
        {
            return (await tenancies.GetHouseholdAsync(new GetHouseholdRequest { HouseholdId = household.ToString() }, cancellationToken: cancellationToken)).Household.Preferences is { Format: Format.LargePrint };
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.NotFound)
        {
            return false;      // it holds no home any more
        }
        catch (RpcException fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Tenancy did not answer for household {HouseholdId} ({Status})", household, fault.StatusCode);
            return false;
        }
    }
}
