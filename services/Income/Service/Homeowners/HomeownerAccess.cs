using Housing.Income.Contracts.V1;
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
        .Change("ApproveReserveSpending", Role.Income, Role.Manager)
        .Change("RecordReserveEntry", Role.Income)
        .Read("GetBillPage", Readers)
        .Read("GetReserveFund", Readers)
        .Read("GetScheme", Staff)
        .Read("ListSchemes", Staff)
        .Read("ListShares", Staff)
        .Read("ListUndertakings", Staff)
        .Read("GetYear", Staff)
        .Read("ListBills", Readers)
        .Read("ListCosts", Readers);

    public static AccessTable Help { get; } = new AccessTable(HomeownerHelp.Descriptor)
        .Change("AskInvoiceCopies", Role.Resident, Role.Officer, Role.Manager, Role.Income)
        .Change("AnswerInvoiceCopies", Role.Income)
        .Change("TellOptions", Role.Officer, Role.Manager, Role.Income)
        .Change("AskBuyBack", Role.Resident, Role.Officer, Role.Manager, Role.Income)
        .Change("AnswerBuyBack", Role.Manager)
        .Read("ListInvoiceCopies", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor)
        .Read("ListOptionsTold", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor)
        .Read("ListBuyBacks", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor);
}
