using Housing.Repairs.Contracts.V1;

namespace Housing.Portal;

/// <summary>Repairs in a resident's words.</summary>
public static class RepairWords
{
    private static readonly Dictionary<string, string> Milestones = new(StringComparer.Ordinal)
    {
        ["repair.reported"] = "Reported",
        ["repair.joined"] = "Somebody else reported it too",
        ["repair.ordered"] = "Given to a contractor",
        ["repair.appointed"] = "Appointment booked",
        ["repair.appointment-changed"] = "Appointment changed",
        ["repair.appointment-cancelled"] = "Appointment cancelled",
        ["repair.appointment-missed"] = "Nobody came to the appointment",
        ["repair.appointment-running-late"] = "We are running late",
        ["repair.on-the-way"] = "The operative set out to you",
        ["repair.compensation-owed"] = "Compensation goes to your account",
        ["repair.arrived"] = "Somebody came",
        ["repair.visited"] = "Somebody came",
        ["repair.no-access"] = "We came, and nobody was in",
        ["repair.made-safe"] = "Made safe",
        ["repair.completed"] = "Mended",
        ["repair.closed"] = "Closed",
        ["repair.confirmed"] = "You told us how it went",
        ["repair.recalled"] = "To be done again",
        ["repair.responsibility-decided"] = "Decided whose job it is",
        ["repair.priority-raised"] = "Made more urgent",
        ["repair.rebanded"] = "Priority changed",
        ["repair.extended"] = "Another day agreed",
        ["repair.contacted"] = "We spoke about it",
        ["repair.varied"] = "The work turned out bigger or smaller",
        ["repair.post-inspected"] = "The finished work was inspected",
        ["repair.visit-checked"] = "The work was checked",
        ["repair.second-contractor-asked"] = "Another contractor asked for",
        ["repair.recharge-estimated"] = "You were told what it would cost you",
        ["repair.recharge-accepted"] = "You agreed to the cost",
        ["repair.recharge-declined"] = "You did not agree to the cost",
        ["repair.recharge-disputed"] = "You disputed the cost",
        ["repair.recharge-waived"] = "There is nothing to pay",
        ["hazard.noticed"] = "Noticed as a hazard",
        ["hazard.investigated"] = "The hazard was looked into",
        ["hazard.summary-sent"] = "You were sent what we found",
        ["hazard.made-safe"] = "The hazard was made safe",
        ["hazard.work-begun"] = "Work on the hazard has begun",
        ["hazard.work-finished"] = "Work on the hazard is finished",
        ["hazard.accommodation-offered"] = "You were offered somewhere else to stay",
        ["defect.sent"] = "Sent to the builder",
        ["defect.appointment-made"] = "The builder made an appointment",
        ["defect.fixed"] = "The builder put it right",
    };

    /// <summary>What happened; null for what is the landlord's own paperwork.</summary>
    public static string? Of(Milestone milestone) => Milestones.GetValueOrDefault(milestone.Name);

    public static string Of(Stage stage) => stage switch
    {
        Stage.Reported => "Reported",
        Stage.Appointed => "Appointment booked",
        Stage.InProgress => "Work in progress",
        Stage.Completed => "Mended",
        Stage.Closed => "Closed",
        _ => "",
    };

    /// <summary>The tag's colour beside its words.</summary>
    public static string Tag(Stage stage) => stage switch
    {
        Stage.Completed => "govuk-tag govuk-tag--green",
        Stage.Closed => "govuk-tag govuk-tag--grey",
        Stage.InProgress => "govuk-tag govuk-tag--purple",
        Stage.Appointed => "govuk-tag govuk-tag--blue",
        _ => "govuk-tag govuk-tag--yellow",
    };

    /// <summary>What is broken, as the landlord's list calls it; a key it no longer has is read as words.</summary>
    public static string Fault(string fault, Catalogue? catalogue) =>
        catalogue?.Faults.FirstOrDefault(one => one.Key == fault)?.Name ?? Words.Sentence(fault.Replace('-', ' '));
}
