using Housing.ServiceDefaults;
using static Housing.ServiceDefaults.Role;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

/// <summary>Who may call what. Whose figures they may call it for is asked of the caller in each operation.</summary>
internal static class PerformanceAccess
{
    public static AccessTable Table { get; } = new AccessTable(Wire.Performance.Descriptor)
        .Read("GetShares", Resident, Officer, Manager, Auditor, Service)
        .Read("GetTenantMeasures", Resident, Officer, Manager, Auditor, Service)
        .Read("GetTrend", Officer, Manager, Auditor, Service)
        .Read("CompareLandlords", Officer, Manager, Auditor, Service)
        .Read("ListCases", Officer, Manager, Auditor, Service)
        .Read("ListDue", Officer, Manager, Income, Auditor, Service)
        .Read("CountDue", Officer, Manager, Income, Auditor, Service)
        .Read("ListPromisesOfCases", Officer, Manager, Income, Auditor, Service)
        .Read("Recount", Manager, Auditor, Service)
        .Change("Replay", Manager, Service)
        .Read("Rehearse", Manager, Auditor, Service);

    public static AccessTable Reports { get; } = new AccessTable(Wire.Reports.Descriptor)
        .Change("MakeReport", Manager)
        .Change("PublishReport", Manager)
        .Read("GetReport", Resident, Officer, Manager, Auditor, Service)
        .Read("ListReports", Resident, Officer, Manager, Auditor, Service)
        .Read("ListReportCases", Officer, Manager, Auditor, Service);
}
