using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>Who may call what. Staff see their own landlord's accounts, a resident the own household's; only the income team moves money.</summary>
internal static class IncomeAccess
{
    /// <summary>Every table of this service.</summary>
    public static IReadOnlyList<AccessTable> All =>
    [
        Table, Ledger, Suspense, DirectDebits, Benefits, Bank, Charges, Arrears, Agreements, Support, Payments, Measures, Statements, Refunds,
        LegalAccess.Legal, LegalAccess.FormerTenants, HomeownerAccess.Table, HomeownerAccess.Help,
    ];

    private static readonly Role[] Readers = [Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service];

    public static AccessTable Table { get; } = new AccessTable(Accounts.Descriptor)
        .Change("PostCharge", Role.Income)
        .Read("GetAccount", Readers)
        .Read("ListPostings", Readers)
        .Read("ListCaseAccounts", Role.Officer, Role.Manager, Role.Income, Role.Auditor, Role.Service);

    public static AccessTable Ledger { get; } = new AccessTable(Wire.Ledger.Descriptor)
        .Change("RecordPayment", Role.Income)
        .Change("ReversePosting", Role.Income)
        .Change("OpenGarageAccount", Role.Income)
        .Change("EndAccount", Role.Income)
        .Change("CloseAccount", Role.Income)
        .Read("GetLedgerProof", Role.Manager, Role.Income, Role.Auditor);

    public static AccessTable Suspense { get; } = new AccessTable(Wire.Suspense.Descriptor)
        .Change("AllocateSuspense", Role.Income)
        .Change("TakeBackAllocation", Role.Income)
        .Change("ReturnToPayer", Role.Income)
        .Change("ApproveReturn", Role.Income, Role.Manager)
        .Change("ForgetPayer", Role.Income)
        .Read("ListSuspense", Role.Manager, Role.Income, Role.Auditor)
        .Read("ListPayers", Role.Manager, Role.Income, Role.Auditor);

    public static AccessTable DirectDebits { get; } = new AccessTable(Wire.DirectDebits.Descriptor)
        .Change("SetUpMandate", Role.Resident, Role.Officer, Role.Income)
        .Change("ChangeMandate", Role.Resident, Role.Officer, Role.Income)
        .Change("CancelMandate", Role.Resident, Role.Officer, Role.Income)
        .Change("MarkDebitFileSubmitted", Role.Income)
        .Change("ImportDebitReport", Role.Income)
        .Read("GetDebitTerms", Readers)
        .Read("ListMandates", Readers)
        .Read("ListCollections", Readers)
        .Read("ListDebitFiles", Role.Manager, Role.Income, Role.Auditor)
        .Read("GetDebitFile", Role.Income);

    public static AccessTable Benefits { get; } = new AccessTable(Wire.Benefits.Descriptor)
        .Change("ImportBenefitSchedule", Role.Income)
        .Read("ListBenefitSchedules", Role.Manager, Role.Income, Role.Auditor)
        .Read("GetBenefitSchedule", Role.Manager, Role.Income, Role.Auditor);

    public static AccessTable Bank { get; } = new AccessTable(Wire.Bank.Descriptor)
        .Change("ImportBankStatement", Role.Income)
        .Read("ListBankStatements", Role.Manager, Role.Income, Role.Auditor)
        .Read("GetBankStatement", Role.Manager, Role.Income, Role.Auditor);

    public static AccessTable Charges { get; } = new AccessTable(Wire.Charges.Descriptor)
        .Change("SetCharge", Role.Income)
        .Read("ListCharges", Readers)
        .Read("GetRent", Readers)
        .Read("ListDues", Readers);

    public static AccessTable Arrears { get; } = new AccessTable(Wire.Arrears.Descriptor)
        .Read("GetArrearsCase", Readers)
        .Read("ListArrearsCases", Role.Officer, Role.Manager, Role.Income, Role.Auditor)
        .Read("ListArrearsHistory", Role.Officer, Role.Manager, Role.Income, Role.Auditor)
        .Change("RecordArrearsContact", Role.Officer, Role.Manager, Role.Income)
        .Change("RecordArrearsFinding", Role.Officer, Role.Manager, Role.Income)
        .Change("TakeArrearsStep", Role.Manager, Role.Income)
        .Change("AssignArrearsCase", Role.Manager, Role.Income)
        .Change("ExpectBenefit", Role.Income)
        .Change("EndExpectedBenefit", Role.Income)
        .Read("ListExpectedBenefits", Readers)
        .Read("GetArrearsRound", Role.Officer, Role.Manager, Role.Income, Role.Auditor);

    public static AccessTable Agreements { get; } = new AccessTable(Wire.Agreements.Descriptor)
        .Change("OfferAgreement", Role.Officer, Role.Manager, Role.Income)
        .Change("AnswerAgreement", Role.Resident, Role.Officer, Role.Manager, Role.Income)
        .Change("ReviewAgreement", Role.Officer, Role.Manager, Role.Income)
        .Change("EndAgreement", Role.Manager, Role.Income)
        .Read("GetAgreement", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor)
        .Read("ListAgreements", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor);

    private static readonly Role[] Staff = [Role.Officer, Role.Manager, Role.Income];

    public static AccessTable Support { get; } = new AccessTable(Wire.Support.Descriptor)
        .Change("AskForSupport", [Role.Resident, .. Staff])
        .Change("OfferSupport", Staff)
        .Change("JudgeSupportNotNeeded", Staff)
        .Change("AnswerSupport", [Role.Resident, .. Staff])
        .Change("EndSupport", Staff)
        .Change("NoteScheme", Staff)
        .Change("GiveConsent", [Role.Resident, .. Staff])
        .Change("WithdrawConsent", [Role.Resident, .. Staff])
        .Change("RecordThirdPartyContact", Staff)
        .Change("RecordBenefitClaim", Staff)
        .Change("DecideBenefitClaim", Staff)
        .Read("ListAgencies", Readers)
        .Read("ListSupport", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor)
        .Read("ListConsents", Role.Resident, Role.Officer, Role.Manager, Role.Income, Role.Auditor);

    public static AccessTable Payments { get; } = new AccessTable(Wire.Payments.Descriptor)
        .Change("StartCardPayment", Role.Resident, Role.Income)
        .Change("CancelCardPayment", Role.Resident, Role.Income)
        .Read("GetCardPayment", Readers)
        .Read("ListCardPayments", Readers)
        .Read("GetWaysToPay", Readers);

    public static AccessTable Measures { get; } = new AccessTable(Wire.Measures.Descriptor)
        .Read("GetIncomeMeasures", Role.Manager, Role.Income, Role.Auditor, Role.Service);

    public static AccessTable Statements { get; } = new AccessTable(Wire.Statements.Descriptor)
        .Change("RequestStatement", Role.Resident, Role.Officer, Role.Manager, Role.Income)
        .Read("ListStatements", Readers)
        .Read("GetStatement", Readers);

    // Whoever asks may be a manager too; who agrees is somebody else all the same.
    public static AccessTable Refunds { get; } = new AccessTable(Wire.Refunds.Descriptor)
        .Change("RequestRefund", Role.Manager, Role.Income)
        .Change("ApproveRefund", Role.Manager)
        .Change("DeclineRefund", Role.Manager)
        .Change("WithdrawRefund", Role.Manager)
        .Change("MarkRefundPaid", Role.Income)
        .Read("ListRefunds", Role.Manager, Role.Income, Role.Auditor);
}
