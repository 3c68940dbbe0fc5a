using Housing.ServiceDefaults;
using static Housing.ServiceDefaults.Role;

namespace Housing.Repairs;

/// <summary>Who may do what with adaptations; for a resident the household is checked besides.</summary>
internal static class AdaptationsAccess
{
    public static AccessTable Table { get; } = new AccessTable(Contracts.V1.Adaptations.Descriptor)
        .Read("GetAdaptation", Resident, Officer, Manager, Auditor)
        .Read("ListAdaptations", Resident, Officer, Manager, Auditor)
        .Change("RequestAdaptation", Resident, Officer, Manager, Service)
        .Change("RecordAdaptationNeeds", Officer, Manager)
        .Change("AssessAdaptation", Officer, Manager)
        .Change("ReferAdaptation", Officer, Manager)
        .Change("RecordAdaptationGrant", Officer, Manager)
        .Change("OrderAdaptation", Officer, Manager)
        .Change("RecordAdaptationFitted", Officer, Manager)
        .Change("CloseAdaptation", Officer, Manager);
}
