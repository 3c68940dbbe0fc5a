using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Tenancy;

internal sealed partial class TenancyGrpc
{
    public override async Task<GetHouseholdResponse> GetHousehold(GetHouseholdRequest request, ServerCallContext call)
    {
        Guid? household = request.HouseholdId is "" ? null : Ids.Parse(request.HouseholdId, "household_id");
        Guid? home = household is not null && request.HomeId is "" ? null : Ids.Parse(request.HomeId, "home_id");
        var today = London.DayOf(clock.Now());
        // A tenancy signed ahead keeps the home from others but gives it to nobody yet; the last day of one that ends is its household's still.
        var tenancy = await db.Tenancies.AsNoTracking().Include(t => t.Household)
            .SingleOrDefaultAsync(t => (home == null || t.HomeId == home) && (household == null || t.Household.Id == household) && (t.EndedOn == null || t.EndedOn >= today) && t.StartedOn <= today, call.CancellationToken)
            ?? throw (household is null ? TenancyRefusals.HomeEmpty : TenancyRefusals.HouseholdUnknown).ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(tenancy.Landlord, tenancy.Household.Id);

        // Who read a person's record is on record too.
        log.LogInformation("Household {HouseholdId} was read by {Role} {Subject}", tenancy.Household.Id, caller.RoleName, caller.Subject);
        return new() { Household = ToWire(tenancy), Address = request.WithAddress ? await AddressOf(tenancy.HomeId, call.CancellationToken) : null };
    }

    /// <summary>Whoever may read a household may know where it lives, a resident too, whom Estates does not know. Null while Estates does not answer.</summary>
    private async Task<HomeAddress?> AddressOf(Guid homeId, CancellationToken cancellationToken)
    {
        try
        {
            var home = (await estates.GetHomeAsync(new GetHomeRequest { HomeId = homeId.ToString() }, cancellationToken: cancellationToken)).Home;
            return new() { Lines = { home.Address?.Lines ?? [] }, Postcode = home.Address?.Postcode ?? "", Block = home.Block?.Name ?? "" };
        }
        catch (RpcException fault) when (!cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Estates did not answer for home {HomeId} ({Status})", homeId, fault.StatusCode);
            return null;
        }
    }
}
