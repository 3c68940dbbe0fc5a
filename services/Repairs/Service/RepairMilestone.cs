using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Something that happened to a repair, as a decision returned it. <see cref="Repair.Apply"/> is the one place that takes it in.</summary>
public abstract partial record RepairMilestone(string Name, DateTimeOffset At)
{
    public const string ReportedName = "repair.reported";

    /// <summary>What it says of itself, beside what the repair says.</summary>
    public virtual Facts Facts => Facts.None;

    /// <summary>What was said of it, for the timeline; null where nothing is.</summary>
    public virtual string? OnTimeline => null;

    /// <summary>A fault was reported.</summary>
    /// <param name="Household">Null for an empty home, and while <paramref name="FactsPending"/>.</param>
    /// <param name="Responsibility">Whose it is; null when that turns on the tenure, which Tenancy has not said.</param>
    public sealed record Reported(
        Guid RepairId, string Landlord, Guid? HomeId, string Fault, string Description, string Priority, Circumstances Circumstances, Responsibility? Responsibility,
        HouseholdFacts? Household, bool FactsPending, Guid? ReporterHousehold, DateTimeOffset At)
        : RepairMilestone(ReportedName, At)
    {
        /// <summary>The repair that it does again; null for a new one.</summary>
        public Guid? RecallOf { get; init; }

        /// <summary>Who is sent; null where nobody is.</summary>
        public Order? Order { get; init; }

        /// <summary>The home's; null when Estates has none.</summary>
        public string? Postcode { get; init; }

        public ReportDetails Details { get; init; } = ReportDetails.Plain;

        /// <summary>The works that replace what is broken anyway; null when none are planned.</summary>
        public PlannedWorks? Planned { get; init; }
    }

    /// <summary>Somebody else reported the same fault of a shared place; the clocks stay those of the first report.</summary>
    public sealed record Joined(Guid? HouseholdId, Guid? HomeId, string Description, DateTimeOffset At) : RepairMilestone("repair.joined", At);

    /// <summary>Estates has said, after the report, whose home it is and where it stands.</summary>
    public sealed record HomeKnown(Site Site, bool Shared, DateTimeOffset At) : RepairMilestone("repair.home-known", At)
    {
        public PlannedWorks? Planned { get; init; }
    }

    /// <summary>It turned out to be nobody's here, or stays with the resident; what was promised on it is cancelled with the reason.</summary>
    public sealed record Closed(string Reason, DateTimeOffset At) : RepairMilestone("repair.closed", At);

    /// <summary>Who lives there, as Tenancy said after the report.</summary>
    public sealed record HouseholdKnown(HouseholdFacts? Household, DateTimeOffset At) : RepairMilestone("repair.household-known", At);

    /// <summary>Whose it is, once the tenure is known or another one.</summary>
    public sealed record ResponsibilityDecided(Responsibility Responsibility, DateTimeOffset At) : RepairMilestone("repair.responsibility-decided", At);

    /// <summary>Somebody's needs make it more urgent. A priority is never lowered (ROS-REP-03).</summary>
    public sealed record Raised(string Priority, DateTimeOffset At) : RepairMilestone("repair.priority-raised", At)
    {
        /// <summary>The clause behind the new band; null for the band's own.</summary>
        public string? Clause { get; init; }

        public string Why { get; init; } = "Somebody's needs raised the priority.";
    }

    public sealed record Appointed(Guid AppointmentId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset At)
        : RepairMilestone("repair.appointed", At)
    {
        /// <summary>Its place in the contractor's diary; null for a time agreed outside it.</summary>
        public DiaryPlace? Place { get; init; }
    }

    /// <summary>Nobody came. <c>At</c> is when the appointment should have ended.</summary>
    public sealed record AppointmentMissed(Guid AppointmentId, DateTimeOffset At) : RepairMilestone("repair.appointment-missed", At);

    /// <summary>Another system kept it until now, under this number.</summary>
    public sealed record Imported(string Source, string Order, OrderCodes Codes, DateTimeOffset At) : RepairMilestone("repair.imported", At);

    public sealed record Coded(OrderCodes Codes, DateTimeOffset At) : RepairMilestone("repair.coded", At);

    public sealed record MadeSafe(DateTimeOffset At) : RepairMilestone("repair.made-safe", At);
}

/// <summary>What Tenancy knows that bears on a repair; which need it is stays in Tenancy.</summary>
public sealed record HouseholdFacts(Guid HouseholdId, string? Tenure, bool HasVulnerableMember);

/// <summary>Who recorded a milestone: the role and subject of the caller's token.</summary>
/// <param name="TellsResidents">False for what happened long ago elsewhere.</param>
public sealed record Recorder(string Role, string Subject, bool TellsResidents = true)
{
    /// <summary>This service itself, after Tenancy's answer or an event.</summary>
    public static Recorder Repairs { get; } = new("service", "repairs");

    /// <summary>Complaints, by what it tells.</summary>
    public static Recorder Complaints { get; } = new("service", "complaints");
}
