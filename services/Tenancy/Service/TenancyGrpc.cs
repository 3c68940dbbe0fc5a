using Housing.Tenancy.Contracts.V1;
using Housing.Tenancy.Storage;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using Wire = Housing.Tenancy.Contracts.V1;

namespace Housing.Tenancy;

/// <summary>Who lives where, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class TenancyGrpc(TenancyDb db, EstatesClient estates, TimeProvider clock, ILogger<TenancyGrpc> log) : Tenancies.TenanciesBase
{
    private static Wire.Household ToWire(HomeTenancy tenancy) => new()
    {
        HouseholdId = tenancy.Household.Id.ToString(),
        TenancyId = tenancy.Id.ToString(),
        HomeId = tenancy.HomeId.ToString(),
        Landlord = tenancy.Landlord,
        Tenure = Terms.ToWire(tenancy.Tenure),
        LeadName = tenancy.Household.LeadName,
        Needs = { tenancy.Household.Needs.Select(Terms.ToWire) },
        StartedOn = ToWire(tenancy.StartedOn),
        EndedOn = tenancy.EndedOn is { } ended ? ToWire(ended) : null,
        Preferences = tenancy.Household.Preferences is { } preferences ? ToWire(preferences) : null,
    };

    private static Wire.Preferences ToWire(Preferences preferences) => new()
    {
        Format = Terms.ToWire(preferences.Format),
        Language = preferences.Language ?? "",
        Interpreter = preferences.Interpreter,
        ContactBy = preferences.ContactBy is { } contact ? Terms.ToWire(contact) : Wire.ContactBy.Unspecified,
    };

    private static Date ToWire(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
