using Housing.ServiceDefaults;
using static Housing.ServiceDefaults.Role;

namespace Housing.Repairs;

/// <summary>Who may do what with defects; for a resident the household is checked besides.</summary>
internal static class DefectsAccess
{
    public static AccessTable Table { get; } = new AccessTable(Contracts.V1.Defects.Descriptor)
        .Read("GetDefect", Resident, Officer, Manager, Auditor, Service)
        .Read("ListDefects", Officer, Manager, Auditor, Service)
        .Change("SendToDeveloper", Officer, Manager, Service)
        .Change("RecordDeveloperAppointment", Resident, Officer, Manager, Service)
        .Change("ChaseDeveloper", Officer, Manager, Service)
        .Change("RecordDefectFixed", Officer, Manager, Service)
        .Change("CheckDefect", Officer, Manager, Service);
}
