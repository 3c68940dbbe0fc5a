using Housing.ServiceDefaults;

namespace Housing.Estates;

/// <summary>Who may call what. Staff see their own landlord's homes only; residents know their home from their tenancy and ask nothing here.</summary>
internal static class EstatesAccess
{
    public static AccessTable Table { get; } = new AccessTable(Contracts.V1.Estates.Descriptor)
        .Change("RegisterHome", Role.Officer, Role.Manager)
        .Read("GetHome", Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service)
        .Read("ListHomes", Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service)
        .Read("CountHomes", Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service)
        .Read("GetBlock", Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service)
        .Read("ListBlocks", Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service)
        .Change("PlanWorks", Role.Officer, Role.Manager)
        .Change("ChangePlannedWorks", Role.Officer, Role.Manager)
        .Read("ListPlannedWorks", Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service);
}
