using System.Globalization;
using Housing.Standards;

namespace Housing.Repairs;

public static partial class RepairRefusals
{
    public static Refusal RechargeUnknown { get; } =
        Refusal.NotFound("RECHARGE_UNKNOWN", "There is no recharge with that id. ListRecharges has the ids of a landlord's recharges.");

    public static Refusal NotRecharged { get; } =
        Refusal.Precondition("NOT_RECHARGEABLE", "This landlord charges residents for no repair. Mend it, or leave it to whoever answers for it.");

    public static Refusal ChargedToNobody { get; } = Refusal.Precondition(
        "HOUSEHOLD_UNKNOWN", "Nobody is known to live in the home, so there is nobody to charge. Send it again once Tenancy has said who does.");

    public static Refusal HouseholdChanged { get; } =
        Refusal.Precondition("HOUSEHOLD_CHANGED", "Somebody else lives there now. Estimate the cost anew, if it is theirs to pay.");

    public static Refusal WorkDoneUnsigned { get; } =
        Refusal.Precondition("WORK_DONE_UNSIGNED", "The work is done and nobody had signed for it, so nothing is charged.");

    public static Refusal OnlyTheResidentSignsOnline { get; } = Refusal.Precondition(
        "SIGNATURE_NOT_THEIRS", "An online signature is given by the resident themself, with their own sign-in; one given in person is recorded by the officer who saw it.");

    public static Refusal NotDisputed { get; } = Refusal.Precondition("NOT_DISPUTED", "The recharge is not disputed. Record the dispute and its reason first.");

    public static Refusal ManagerWaives(Waiver waiver) =>
        Refusal.Precondition("MANAGER_DECIDES", $"For the reason “{waiver.Name}” a manager decides. Ask one to send it.", waiver.Clause);

    public static Refusal WaiverUnknown(RechargeTerms terms) => Field("waiver", terms.Waivers.Count == 0
        ? "can be none, since this landlord has no reason for which it asks nothing."
        : $"must be one of {string.Join(", ", terms.Waivers.Select(w => w.Key))}.");

    public static Refusal SignatureMissing(Repair repair) => Refusal.Precondition(
        "SIGNATURE_MISSING",
        "This is the resident's to mend. Estimate the cost with EstimateRecharge and have it signed or waived before any work but ending a danger.",
        repair.ResponsibleClause);

    public static Refusal NotTheResidents(Repair repair) => Refusal.Precondition(
        "NOT_RECHARGEABLE", "The fault is neither the resident's to mend nor damage they did, so they are not charged for it.", repair.ResponsibleClause);

    public static Refusal NoSignature(RechargeTerms terms) => Refusal.Precondition(
        "NOT_A_SIGNATURE", "A word on the telephone is no signature. Have it signed in person, or online by the resident themself.", terms.SignatureClause);

    public static Refusal EstimateExpired(Recharge recharge) =>
        Refusal.Precondition("ESTIMATE_EXPIRED", $"The estimate could be signed until {Text(recharge.ExpiresAt)}. Make another with EstimateRecharge.");

    public static Refusal RechargeSettled(Recharge recharge) => Refusal.Precondition("RECHARGE_SETTLED", recharge.State switch
    {
        RechargeState.Estimated => "The estimate waits for a signature and takes nothing else but a dispute or a waiver.",
        RechargeState.Accepted => "The recharge has been signed for. Record a dispute if the resident does not owe it.",
        RechargeState.Disputed => "The recharge is disputed. A manager decides it with DecideDispute.",
        RechargeState.Waived => "The recharge has been waived, and nothing is to be paid.",
        RechargeState.Withdrawn => "The recharge has been withdrawn, and nothing is to be paid.",
        RechargeState.Agreed => "The recharge has been charged. Record a dispute if the resident does not owe it.",
        RechargeState.Declined => "The household has said that it does not want this done. Make another estimate if it is still wanted.",
        RechargeState.Expired => "Nobody signed for it in time. Make another with EstimateRecharge.",
        RechargeState.Replaced => string.Create(CultureInfo.InvariantCulture, $"Another estimate took the place of number {recharge.Number}. GetRepair shows the one that holds."),
    });
}
