using Grpc.Core;
using Housing.Tenancy.Contracts.V1;
using Microsoft.Extensions.Options;

namespace Housing.Repairs;

/// <summary>Tenancy's answer. Not answered: Tenancy was down, slow or late, and has to be asked again.</summary>
/// <param name="Household">Null for an empty home, and when Tenancy did not answer.</param>
public sealed record HouseholdAnswer(bool Answered, HouseholdFacts? Household)
{
    public static HouseholdAnswer None { get; } = new(Answered: false, null);
    public static HouseholdAnswer Empty { get; } = new(Answered: true, null);
}

/// <summary>Asks Tenancy who lives in a home, and waits no longer than a reporter on the telephone would.</summary>
internal sealed class HouseholdQuestion(Tenancies.TenanciesClient tenancies, IOptions<RepairSettings> settings, ILogger<HouseholdQuestion> log)
{
    public async Task<HouseholdAnswer> Ask(Guid homeId, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Value.HouseholdPatience);
        try
        {
            var answer = await tenancies.GetHouseholdAsync(new GetHouseholdRequest { HomeId = homeId.ToString() }, cancellationToken: patience.Token);
            return new HouseholdAnswer(Answered: true, Read(answer.Household));
        }
        catch (RpcException empty) when (empty.StatusCode == StatusCode.NotFound)
        {
            return HouseholdAnswer.Empty;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            return HouseholdAnswer.None;        // nobody is waiting any more
        }
        catch (Exception fault) when (fault is RpcException or OperationCanceledException)
        {
            log.LogWarning("Tenancy did not say who lives in home {HomeId} ({Status}); it will be asked again",
                homeId, fault is RpcException rpc ? rpc.StatusCode : StatusCode.DeadlineExceeded);
            return HouseholdAnswer.None;
        }
    }

    /// <summary>The names of all tenures this version has heard of.</summary>
    public static IReadOnlyList<string> Tenures { get; } = [.. Enum.GetValues<Tenure>().Select(Name).OfType<string>()];

    private static HouseholdFacts Read(Household household) => new(Guid.Parse(household.HouseholdId), Name(household.Tenure), household.Needs.Count > 0);

    /// <summary>As Tenancy's events write it; null for a tenure this version has not heard of.</summary>
    private static string? Name(Tenure tenure) => tenure switch
    {
        Tenure.Secure => "secure",
        Tenure.Assured => "assured",
        Tenure.Starter => "starter",
        Tenure.Leasehold => "leasehold",
        Tenure.SharedOwnership => "shared-ownership",
        _ => null,
    };
}
