using Housing.ServiceDefaults;
using static Housing.ServiceDefaults.Role;

namespace Housing.Repairs;

/// <summary>Who may call what. Whose repairs they may call it for is asked of the caller in each operation.</summary>
internal static class RepairsAccess
{
    public static AccessTable Table { get; } = new AccessTable(Contracts.V1.Repairs.Descriptor)
        .Read("GetRepair", Resident, Officer, Manager, Auditor, Service)
        .Read("ListRepairs", Resident, Officer, Manager, Auditor, Service)
        .Read("WatchRepair", Resident, Officer, Manager, Auditor, Service)
        .Change("ReportRepair", Resident, Officer, Manager, Service)
        .Change("BookAppointment", Officer, Manager, Service)
        .Change("RecordVisit", Officer, Manager, Service)
        .Change("RecordMissedAppointment", Officer, Manager, Service)
        .Change("MakeSafe", Officer, Manager, Service)
        .Change("CompleteRepair", Officer, Manager, Service);
}
