using System.Globalization;
using Housing.Standards;
using Housing.Standards.Contracts.V1;

namespace Housing.Repairs;

/// <summary>
/// What a landlord's residents are told of their repairs: the <c>messages</c> of its <c>repairs</c> section. Contact has the words, under the milestone's own name.
/// <code>
/// "messages": { "on": ["repair.reported", "repair.completed"], "byText": "OHO-REP-15",
///               "reminders": [ { "on": "repair.completed", "says": "Please test your detectors.", "clause": "OHO-SAF-30" } ] }
/// </code>
/// </summary>
public sealed record MessagePolicy
{
    /// <summary>The milestones that a household is told of.</summary>
    public IReadOnlyList<string> On { get; init; } = [];

    /// <summary>The register row by which they go by text to whoever has given a mobile number; null where everybody is told as they chose.</summary>
    public string? ByText { get; init; }

    /// <summary>What is said beside the news, such as to test the detectors.</summary>
    public IReadOnlyList<Reminder> Reminders { get; init; } = [];

    public IEnumerable<PolicyFault> Check(string path)
    {
        for (var i = 0; i < Reminders.Count; i++)
        {
            if (!On.Contains(Reminders[i].On, StringComparer.Ordinal))
                yield return new($"{path}.reminders[{i}].on", "must be one of the milestones that residents are told of.");
            else if (Reminders.Take(i).Any(r => r.On == Reminders[i].On))
                yield return new($"{path}.reminders[{i}].on", "must have one reminder only.");
        }

        for (var i = 0; i < On.Count; i++)
        {
            if (!ResidentMessages.Milestones.Contains(On[i], StringComparer.Ordinal))
                yield return new($"{path}.on[{i}]", $"must be one of {string.Join(", ", ResidentMessages.Milestones)}.");
            else if (On.Take(i).Contains(On[i], StringComparer.Ordinal))
                yield return new($"{path}.on[{i}]", "must be named once only.");
        }
    }
}

/// <summary>One sentence that goes with a message.</summary>
public sealed record Reminder
{
    public required string On { get; init; }
    public required string Says { get; init; }

    /// <summary>The register row it rests on.</summary>
    public required string Clause { get; init; }
}

public sealed partial record RepairPolicy
{
    public MessagePolicy Messages { get; init; } = new();
}

/// <summary>Says what a household is told of a change, and with which facts.</summary>
public static class ResidentMessages
{
    /// <summary>The milestones there can be a message of.</summary>
    public static IReadOnlyList<string> Milestones { get; } =
    [
        RepairMilestone.ReportedName, "repair.responsibility-decided", "repair.priority-raised", "repair.appointed", "repair.visited", "repair.appointment-missed", "repair.made-safe",
        "repair.completed", "repair.ordered", "repair.appointment-changed", "repair.appointment-cancelled", "repair.appointment-running-late", "repair.on-the-way", "repair.no-access",
        "repair.joined", "repair.closed",
        "repair.rebanded", "repair.taken-on", "repair.recalled", "repair.second-contractor-asked", "repair.compensation-owed", "repair.recharge-estimated", "repair.recharge-accepted",
        "repair.recharge-disputed", "repair.recharge-stands", "repair.recharge-waived", "repair.recharge-withdrawn", "repair.recharge-agreed", "repair.recharge-declined", "repair.recharge-expired", "defect.sent", "defect.appointment-made",
        "defect.fixed", "hazard.noticed", "hazard.investigated", "hazard.summary-sent",
        "hazard.made-safe", "hazard.work-begun", "hazard.work-finished", "hazard.accommodation-offered",
    ];

    /// <summary>The message to one household, or null when that landlord tells nobody of such a change.</summary>
    public static ResidentMessageDue? Of(RepairPolicy policy, Repair repair, RepairMilestone milestone, Guid household, DateTimeOffset now) =>
        !policy.Messages.On.Contains(milestone.Name, StringComparer.Ordinal) || IsAnothers(repair, milestone, household) ? null : new()
        {
            MessageId = Guid.CreateVersion7(now),
            Service = "repairs",
            Landlord = repair.Landlord,
            CaseId = repair.Id,
            HouseholdId = household,
            Template = milestone.Name,
            Facts = Facts(policy, repair, milestone).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal),
            ByTextUnder = policy.Messages.ByText,
            OccurredAt = milestone.At.ToUniversalTime(),
        };

    // What somebody is to pay stays theirs when the home passes to others.
    private static bool IsAnothers(Repair repair, RepairMilestone milestone, Guid household) =>
        milestone is RepairMilestone.RechargeStep && repair.Recharge is { } recharge && recharge.HouseholdId != household;

    // Nothing personal: Contact knows who lives there and how they want to be told.
    private static IEnumerable<(string Name, string Value)> Facts(RepairPolicy policy, Repair repair, RepairMilestone milestone)
    {
        yield return ("fault", policy.Find(repair.Fault)?.Name ?? repair.Fault);
        yield return ("priority", policy.NameOf(repair.Priority));
        yield return ("reported-at", Instant(repair.ReportedAt));
        if (repair.Responsibility is { } responsibility)
            yield return ("responsibility", responsibility.Sentence);
        if (repair.NextDueAt is { } due)
            yield return ("next-due-at", Instant(due));
        if (repair.Order is { } order)
            yield return ("order", order.Why);
        if (milestone is RepairMilestone.Reported && repair.Planned is { } planned && policy.PlannedWorks is { } rule)
        {
            yield return ("planned-works", rule.Says);
            yield return ("planned-programme", planned.Programme);
            yield return ("planned-from", Day(planned.From));
            yield return ("planned-to", Day(planned.To));
        }

        if (policy.Messages.Reminders.FirstOrDefault(r => r.On == milestone.Name) is { } reminder)
            yield return ("reminder", reminder.Says);
        foreach (var fact in OwnFacts(repair, milestone))
            yield return fact;
    }

    private static IEnumerable<(string Name, string Value)> OwnFacts(Repair repair, RepairMilestone milestone)
    {
        if (AppointmentOf(repair, milestone) is { } appointment)
        {
            yield return ("starts-at", Instant(appointment.StartsAt));
            yield return ("ends-at", Instant(appointment.EndsAt));
            if (appointment.ExpectedAt is { } expected)
                yield return ("expected-at", Instant(expected));
            if (appointment.Reason is { } reason)
                yield return ("reason", reason);
        }

        if (milestone is RepairMilestone.Closed closed)
            yield return ("reason", closed.Reason);
        if (milestone is RepairMilestone.RechargeStep && repair.Recharge is { } recharge)
            yield return ("pence", recharge.TotalPence.ToString(CultureInfo.InvariantCulture));
        if (milestone is RepairMilestone.CompensationOwed owed)
            yield return ("pence", owed.Pence.ToString(CultureInfo.InvariantCulture));
        if (milestone is not RepairMilestone.DefectStep || repair.Defect is not { } defect)
            yield break;
        yield return ("developer", defect.Developer);
        yield return ("contact-by", Day(defect.ContactBy));
        yield return ("agreed-for", Day(defect.AgreedFor));
        if (defect.AppointmentAt is { } at)
            yield return ("starts-at", Instant(at));
    }

    private static Appointment? AppointmentOf(Repair repair, RepairMilestone milestone) => milestone switch
    {
        RepairMilestone.Appointed appointed => repair.Appointments.First(a => a.Id == appointed.AppointmentId),
        RepairMilestone.AppointmentMissed missed => repair.Appointments.First(a => a.Id == missed.AppointmentId),
        RepairMilestone.AppointmentChanged changed => repair.Appointments.First(a => a.Id == changed.AppointmentId),
        RepairMilestone.AppointmentCancelled cancelled => repair.Appointments.First(a => a.Id == cancelled.AppointmentId),
        RepairMilestone.RunningLate late => repair.Appointments.First(a => a.Id == late.AppointmentId),
        RepairMilestone.OnTheWay going => repair.Appointments.First(a => a.Id == going.AppointmentId),
        RepairMilestone.NoAccess card => repair.Appointments.First(a => a.Id == card.AppointmentId),
        _ => null,
    };

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
