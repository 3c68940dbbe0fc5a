using Housing.Standards;

namespace Housing.Repairs;

public abstract partial record RepairMilestone
{
    /// <summary>What visits, variations, completions and what follows them are; <see cref="Repair"/> takes them in together.</summary>
    public abstract record OfWork(string Name, DateTimeOffset At) : RepairMilestone(Name, At);

    /// <summary>Somebody is there; the visit itself is recorded as of its end.</summary>
    public sealed record Arrived(DateTimeOffset At) : OfWork("repair.arrived", At);

    /// <summary>Somebody was there. <c>At</c> is when they left: what a visit that did not mend the fault starts runs from then (F2).</summary>
    /// <param name="AppointmentId">The appointment it kept; null when they came unbooked.</param>
    /// <param name="ArrivedAt">When they came; null when no more than one instant is known.</param>
    /// <param name="Report">What came of it; null when nothing was said.</param>
    public sealed record Visited(Guid? AppointmentId, DateTimeOffset At, DateTimeOffset? ArrivedAt = null, VisitReport? Report = null) : OfWork("repair.visited", At)
    {
        public override Facts Facts => Report?.Fixed is { } mended ? Facts.Of(("fixed", mended)) : Facts.None;
    }

    /// <summary>The work of a visit was looked at.</summary>
    public sealed record VisitChecked(Guid VisitId, bool Passed, string Findings, bool ByPhoto, DateTimeOffset At) : OfWork("repair.visit-checked", At)
    {
        public override Facts Facts => Facts.Of(("passed", Passed));
    }

    /// <summary>How long the work will take and what it will cost, as far as is known now.</summary>
    public sealed record Varied(Estimate Estimate, string Why, DateTimeOffset At) : OfWork("repair.varied", At);

    /// <summary>Its size puts it in another band, from the report on (F3).</summary>
    public sealed record Rebanded(string Priority, string Why, DateTimeOffset At) : OfWork("repair.rebanded", At)
    {
        /// <summary>The clause behind the new band; null for the band's own.</summary>
        public string? Clause { get; init; }
    }

    /// <summary>The work is done.</summary>
    /// <param name="Closing">What else was said of it; null when nothing was.</param>
    public sealed record Completed(string WorkDone, DateTimeOffset At, Closing? Closing = null) : OfWork("repair.completed", At);

    /// <summary>The household says whether it is content.</summary>
    public sealed record Confirmed(bool Satisfied, string Note, DateTimeOffset At) : OfWork("repair.confirmed", At)
    {
        public override Facts Facts => Facts.Of(("satisfied", Satisfied));
    }

    /// <summary>Somebody looked at the finished work.</summary>
    public sealed record PostInspected(bool Passed, string Findings, DateTimeOffset At) : OfWork("repair.post-inspected", At)
    {
        public override Facts Facts => Facts.Of(("passed", Passed));
    }

    /// <summary>What had been mended has to be mended again, as another repair.</summary>
    public sealed record Recalled(Guid RecallId, DateTimeOffset At) : OfWork("repair.recalled", At);

    /// <summary>The law's time ran out and another contractor is asked for (HAV-REP-43).</summary>
    /// <param name="LatePromise">The law's promise that was missed.</param>
    public sealed record SecondContractorAsked(string LatePromise, DateTimeOffset At) : OfWork("repair.second-contractor-asked", At)
    {
        public override Facts Facts => Facts.Of(("late-promise", LatePromise));
    }

    /// <summary>The second contractor was late too; so much is owed by law.</summary>
    public sealed record CompensationOwed(long Pence, DateTimeOffset DueAt, string Clause, DateTimeOffset At) : OfWork("repair.compensation-owed", At)
    {
        public override Facts Facts => Facts.Of(("compensation-pence", Pence));
    }
}
