using Housing.ServiceDefaults;
using static Housing.ServiceDefaults.Role;

namespace Housing.Repairs;

/// <summary>Who may do what with recharges; for a resident the household is checked besides.</summary>
internal static class RechargesAccess
{
    public static AccessTable Table { get; } = new AccessTable(Contracts.V1.Recharges.Descriptor)
        .Read("GetRecharge", Resident, Officer, Manager, Income, Auditor, Service)
        .Read("ListRecharges", Resident, Officer, Manager, Income, Auditor, Service)
        .Change("EstimateRecharge", Officer, Manager)
        .Change("AcceptRecharge", Resident, Officer, Manager)
        .Change("DeclineRecharge", Resident, Officer, Manager)
        .Change("DisputeRecharge", Resident, Officer, Manager)
        .Change("DecideDispute", Manager)
        .Change("WaiveRecharge", Officer, Manager);
}
