using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Income;

/// <summary>Who may call what. Staff see their own landlord's accounts, a resident the own household's; only the income team charges.</summary>
internal static class IncomeAccess
{
    public static AccessTable Table { get; } = new AccessTable(Accounts.Descriptor)
        .Change("PostCharge", Role.Income)
        .Read("GetAccount", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service)
        .Read("ListPostings", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service);
}
