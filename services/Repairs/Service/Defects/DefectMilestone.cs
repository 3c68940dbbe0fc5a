using Housing.Standards;

namespace Housing.Repairs;

public abstract partial record RepairMilestone
{
    /// <summary>A step of what the developer has to put right.</summary>
    public abstract record DefectStep(string Name, DateTimeOffset At) : RepairMilestone(Name, At);

    public sealed record DefectSent(string Developer, string Reference, DateTimeOffset At) : DefectStep("defect.sent", At);

    /// <summary>The day agreed for the job: the clock of OHO-LSE-11 runs to it.</summary>
    public sealed record DefectPeriodAgreed(DateOnly AgreedFor, DateOnly ContactBy, DateTimeOffset At) : DefectStep("defect.period-agreed", At)
    {
        public override Facts Facts => Facts.Of(("agreed-for", AgreedFor));
    }

    /// <summary>The developer has got in touch and fixed a time.</summary>
    public sealed record DefectAppointed(DateTimeOffset AppointmentAt, DateTimeOffset At) : DefectStep("defect.appointment-made", At);

    /// <summary>The landlord has pressed the developer to get in touch (OHO-LSE-12).</summary>
    public sealed record DefectChased(DateTimeOffset At) : DefectStep("defect.chased", At);

    /// <summary>The developer says that it is put right, in the round whose day this is.</summary>
    public sealed record DefectFixed(DateOnly AgreedFor, DateTimeOffset At) : DefectStep("defect.fixed", At)
    {
        public override Facts Facts => Facts.Of(("agreed-for", AgreedFor));
    }

    /// <summary>What whoever lives there says of the work (OHO-LSE-13).</summary>
    public sealed record DefectChecked(bool Satisfied, string Note, DateTimeOffset At) : DefectStep("defect.checked", At)
    {
        public override Facts Facts => Facts.Of(("satisfied", Satisfied));
    }
}
