using System.Globalization;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Those of visits, variations and what follows finished work.</summary>
public static partial class RepairRefusals
{
    public static Refusal VisitUnknown { get; } = Refusal.NotFound("VISIT_UNKNOWN", "This repair has no visit with that id. The repair's visits field has them.");

    public static Refusal CheckedAlready { get; } = Refusal.Precondition("CHECKED_ALREADY", "The work of that visit has been checked. Check another visit, or look at the work once it is done.");

    public static Refusal NotFinished { get; } = Refusal.Precondition("NOT_FINISHED", "The repair is not completed yet. Complete it first.");

    public static Refusal InspectedAlready { get; } = Refusal.Precondition("INSPECTED_ALREADY", "Somebody has looked at the finished work. Report the fault again if it has come back.");

    public static Refusal ConfirmedAlready { get; } = Refusal.Precondition("CONFIRMED_ALREADY", "It is on record whether the household is satisfied. Report the fault again if it has come back.");

    public static Refusal FollowUpMissing(FollowUpRule rule) => Refusal.Precondition(
        "FOLLOW_UP_MISSING", "A visit that did not mend the fault books the next one before anybody leaves. Give follow_up its times, or say in none_because why none can be booked yet.", rule.Clause);

    public static Refusal TidinessUnsaid(TidinessRule rule) =>
        Refusal.Precondition("TIDINESS_UNSAID", "This is a shared place. Say in left_clean_and_tidy whether it was left clean and tidy.", rule.Clause);

    public static Refusal NotOnTheLawsList(RightToRepairRule? right) =>
        Refusal.Precondition("NOT_ON_THE_LAWS_LIST", "The right to repair is for faults that the law lists, at a council's homes; this is none of them. Complain if it takes too long.", right?.Clause);

    public static Refusal LawsTimeRuns(RightToRepairRule right, DateTimeOffset dueAt) =>
        Refusal.Precondition("NOT_LATE_YET", $"The law gives the first contractor until {Text(dueAt)}. Another one can be asked for from then on.", right.Clause);

    public static Refusal TenureUnknown(RightToRepairRule right) =>
        Refusal.Precondition("TENURE_UNKNOWN", "Tenancy has not said yet on what terms the home is lived in, and the right to repair turns on that. Ask again shortly.", right.Clause);

    public static Refusal OutsideTheRight(RightToRepairRule right, string? why) => Refusal.Precondition(
        "OUTSIDE_THE_RIGHT", $"The right to repair is for a council's secure, introductory and flexible tenants, and for work estimated at no more than the law's sum.{(why is null ? "" : $" {why}")} Complain if it takes too long.",
        right.Clause);

    public static Refusal BeforeCompletion(string field, Repair repair) =>
        Field(field, $"must not be before the completion, which was at {repair.CompletedAt!.Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}.");
}
