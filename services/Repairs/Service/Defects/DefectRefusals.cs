using Housing.Standards;

namespace Housing.Repairs;

public static partial class RepairRefusals
{
    public static Refusal DefectUnknown { get; } =
        Refusal.NotFound("DEFECT_UNKNOWN", "The repair was not sent to a developer. SendToDeveloper does that with a fault that is the developer's.");

    public static Refusal DefectSentAlready { get; } =
        Refusal.Precondition("DEFECT_SENT_ALREADY", "The repair was sent to the developer already. Record what came of it; CheckDefect sends it back.");

    public static Refusal DefectInTouch { get; } =
        Refusal.Precondition("DEVELOPER_IN_TOUCH", "The developer has got in touch already, so there is nothing to press for.");

    public static Refusal DefectNotFixed { get; } =
        Refusal.Precondition("DEFECT_NOT_FIXED", "The developer has not said that it is put right. Record that with RecordDefectFixed before it is checked.");

    public static Refusal DefectFixedAlready(Defect defect) =>
        Refusal.Precondition("DEFECT_FIXED_ALREADY", $"It is on record as put right at {Text(defect.FixedAt!.Value)}. Record with CheckDefect what the resident says of it.");

    public static Refusal NotTheDevelopers(Repair repair) => Refusal.Precondition(
        "NOT_THE_DEVELOPERS", "The fault is not the developer's to put right; GetRepair says whose it is.", repair.ResponsibleClause);
}
