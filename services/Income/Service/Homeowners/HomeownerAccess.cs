using Housing.ServiceDefaults;

namespace Housing.Income;

/// <summary>Who may call what of homeowners' charges. The income team keeps them; a homeowner sees what the own account bears, and of what.</summary>
internal static class HomeownerAccess
{
    private static readonly Role[] Staff = [Role.Officer, Role.Manager, Role.Income, Role.Auditor];
    private static readonly Role[] Readers = [Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service];

    public static AccessTable Table { get; } = new AccessTable(Contracts.V1.Homeowners.Descriptor)
        .Change("OpenScheme", Role.Income)
        .Change("AddHead", Role.Income)
        .Change("SetShares", Role.Income)
        .Change("SetBudget", Role.Income)
        .Change("ApproveEstimate", Role.Income, Role.Manager)
        .Change("RecordUndertaking", Role.Income)
        .Change("RecordConsultation", Role.Income)
        .Change("RecordCost", Role.Income)
        .Change("WithdrawCost", Role.Income)
        .Change("NotifyCosts", Role.Income)
        .Change("CloseYear", Role.Income, Role.Manager)
        .Read("GetScheme", Staff)
        .Read("ListSchemes", Staff)
        .Read("ListShares", Staff)
        .Read("ListUndertakings", Staff)
        .Read("GetYear", Staff)
        .Read("ListBills", Readers)
        .Read("ListCosts", Readers);
}
