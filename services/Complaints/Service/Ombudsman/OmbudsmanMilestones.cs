using Housing.Standards;

namespace Housing.Complaints;

public enum OrderKind
{
    Compensation,
    Apology,

    /// <summary>Work at a home, which Repairs orders.</summary>
    Works,

    /// <summary>Looking at how something was handled, or at other cases like it.</summary>
    Review,
    PolicyChange,
    Other,
}

/// <summary>What the Ombudsman found of one thing that it looked at.</summary>
/// <param name="Issue">The number of the complaint's issue that it is; null for something else, such as how the complaint was handled.</param>
/// <param name="Outcome">A key of the landlord's list.</param>
public sealed record NewDetermination(int? Issue, string About, string Outcome);

/// <summary>What the Ombudsman orders, or recommends.</summary>
/// <param name="Words">As the determination says it.</param>
public sealed record NewOrder(OrderKind Kind, bool Recommendation, string Words)
{
    /// <summary>The day by which; null for a recommendation without one.</summary>
    public DateOnly? DueOn { get; init; }
    public long? Pence { get; init; }

    /// <summary>The money goes to the resident rather than to the household's account.</summary>
    public bool PaidDirectly { get; init; }
    public Guid? HomeId { get; init; }
    public string? Fault { get; init; }
    public string Owner { get; init; } = "";
}

public abstract partial record ComplaintMilestone
{
    /// <summary>What becomes of it at the Ombudsman.</summary>
    public abstract record OfOmbudsman(Guid CaseId, string Name, DateTimeOffset At) : ComplaintMilestone(Name, At)
    {
        /// <summary>What has a day of its own, and so a clock of its own: a request for information, or an order. Null for what is the complaint's.</summary>
        public virtual Guid? Clock => null;
    }

    public sealed record Taken(Guid CaseId, string OmbudsmanReference, string About, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.taken", At)
    {
        public override string Note => OmbudsmanReference;
    }

    /// <summary>The Ombudsman asks for something.</summary>
    public sealed record Asked(Guid CaseId, Guid RequestId, string What, DateOnly AnswerBy, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.asked", At)
    {
        public override Guid? Clock => RequestId;

        public override Facts Facts => Facts.Of(("due", LastOf(AnswerBy)));
    }

    /// <summary>What it asked for was sent.</summary>
    public sealed record Informed(Guid CaseId, Guid RequestId, string Sent, string Reference, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.informed", At)
    {
        public override Guid? Clock => RequestId;
    }

    /// <summary>What it found of each thing. Orders follow, each a milestone of its own.</summary>
    public sealed record Determined(Guid CaseId, string Reference, IReadOnlyList<NewDetermination> Issues, bool Severe, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.determined", At)
    {
        /// <summary>What goes with it, for the event that tells all of it at once.</summary>
        public required IReadOnlyList<(Guid Id, NewOrder Order)> Orders { get; init; }

        public override string Note => Reference;

        public override Facts Facts => Facts.Of(("severe", Severe));
    }

    public sealed record MadeOrder(Guid CaseId, Guid OrderId, NewOrder Order, DateTimeOffset At) : OfOmbudsman(CaseId, Order.Recommendation ? "ombudsman.recommended" : "ombudsman.ordered", At)
    {
        public override Guid? Clock => OrderId;

        public override Facts Facts => Order.DueOn is { } day ? Facts.Of(("kind", Keys.Of(Order.Kind)), ("due", LastOf(day))) : Facts.Of(("kind", Keys.Of(Order.Kind)));
    }

    /// <summary>Repairs has what was ordered on order.</summary>
    public sealed record OrderWorksOrdered(Guid CaseId, Guid OrderId, Guid RepairId, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.works-ordered", At)
    {
        public override Guid? Clock => OrderId;
    }

    /// <summary>Work that was ordered does not go on, and somebody has to see to it.</summary>
    public sealed record OrderWorksStopped(Guid CaseId, Guid OrderId, string Reason, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.works-stopped", At)
    {
        public override Guid? Clock => OrderId;
        public override string Note => Reason;
    }

    /// <summary>Repairs goes on with work that does not stand any more.</summary>
    public sealed record OrderWorksGoOn(Guid CaseId, Guid OrderId, string Reason, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.works-go-on", At)
    {
        public override Guid? Clock => OrderId;
        public override string Note => Reason;
    }

    /// <summary>It is done, and there is evidence.</summary>
    public sealed record OrderDone(Guid CaseId, Guid OrderId, string Proof, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.done", At)
    {
        /// <summary>The service that was told of it says so.</summary>
        public bool Heard { get; init; }

        public override Guid? Clock => OrderId;
        public override string Note => Proof;
    }

    /// <summary>A manager has seen that it is done, and the Ombudsman was sent the evidence.</summary>
    public sealed record Complied(Guid CaseId, Guid OrderId, string Reference, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.complied", At)
    {
        public override Guid? Clock => OrderId;
        public override string Note => Reference;
    }

    /// <summary>The Ombudsman agreed to another day.</summary>
    public sealed record OrderMoved(Guid CaseId, Guid OrderId, DateOnly NewDay, string Reason, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.moved", At)
    {
        public override Guid? Clock => OrderId;
        public override string Note => Reason;
    }

    /// <summary>It does not stand any more.</summary>
    public sealed record OrderWithdrawn(Guid CaseId, Guid OrderId, string Reason, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.withdrawn", At)
    {
        public override Guid? Clock => OrderId;
        public override string Note => Reason;
    }

    /// <summary>The landlord asks that the determination be looked at again.</summary>
    public sealed record ReviewAsked(Guid CaseId, string Reasons, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.review-asked", At)
    {
        public override string Note => Reasons;
    }

    public sealed record ReviewDecided(Guid CaseId, bool Changed, string Words, DateTimeOffset At) : OfOmbudsman(CaseId, "ombudsman.review-decided", At)
    {
        public override string Note => Words;
    }

    /// <summary>The last instant of a day: what is done on it is done in time.</summary>
    private static DateTimeOffset LastOf(DateOnly day) => London.EndOf(day).AddTicks(-TimeSpan.TicksPerMicrosecond);
}
