using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Tenancy;

/// <summary>Who may call what. Staff act for their own landlord; a resident reads the own household.</summary>
internal static class TenancyAccess
{
    public static AccessTable Table { get; } = new AccessTable(Tenancies.Descriptor)
        .Change("StartTenancy", Role.Officer, Role.Manager)
        .Change("EndTenancy", Role.Officer, Role.Manager)
        .Change("RecordNeeds", Role.Officer, Role.Manager)
        .Change("RecordPreferences", Role.Resident, Role.Officer, Role.Manager)
        .Read("GetHousehold", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service)
        .Read("FindHouseholds", Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service)
        .Read("ListLegalActions", Role.Officer, Role.Manager, Role.Income, Role.Auditor);
}
