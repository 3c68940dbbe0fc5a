using Housing.ServiceDefaults;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>Who may go to law, and pursue or give up the debts of those who have left. Only a manager approves.</summary>
internal static class LegalAccess
{
    private static readonly Role[] Staff = [Role.Officer, Role.Manager, Role.Income];

    public static AccessTable Legal { get; } = new AccessTable(Wire.Legal.Descriptor)
        .Change("ServeNotice", Staff)
        .Change("ApproveLegalStep", Role.Manager)
        .Change("ApplyToCourt", Staff)
        .Change("ListHearing", Staff)
        .Change("GiveHearingPaper", Staff)
        .Change("RecordHearingOutcome", Staff)
        .Change("AskForWarrant", Staff)
        .Change("EndLegalAction", Staff)
        .Change("ChargeLegalCost", Role.Income)
        .Read("GetGate", [.. Staff, Role.Auditor])
        .Read("GetLegalAction", [Role.Resident, .. Staff, Role.Auditor, Role.Service])
        .Read("ListRunningLegalActions", [.. Staff, Role.Auditor])
        .Read("ListLegalHistory", [.. Staff, Role.Auditor]);

    public static AccessTable FormerTenants { get; } = new AccessTable(Wire.FormerTenants.Descriptor)
        .Change("RecordTrace", Staff)
        .Change("ProposeWriteOff", Staff)
        .Change("DecideWriteOff", Role.Manager)
        .Change("ReinstateWriteOff", Role.Income, Role.Manager)
        .Read("ListTraces", [.. Staff, Role.Auditor])
        .Read("ListWriteOffs", [.. Staff, Role.Auditor]);
}
