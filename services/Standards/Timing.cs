namespace Housing.Standards;

/// <summary>When a promise is due: within a limit of its start, at least so long before an event, or again and again.</summary>
public abstract record Timing
{
    private Timing()
    {
    }

    /// <summary>What a standards file calls it.</summary>
    public abstract string Kind { get; }

    /// <summary>The first instant that is too late.</summary>
    /// <param name="at">The start; for a notice the event it must precede, for a cadence when it was last done.</param>
    /// <param name="calendar">The landlord's.</param>
    public abstract DateTimeOffset Due(DateTimeOffset at, Calendar calendar);

    /// <summary>"deadline": within a limit of its start.</summary>
    public sealed record Within(Limit Limit) : Timing
    {
        public override string Kind => "deadline";

        public override DateTimeOffset Due(DateTimeOffset at, Calendar calendar) => Limit.Due(at, calendar);

        public override string ToString() => $"within {Limit}";
    }

    /// <summary>"notice": at least so long before an event.</summary>
    public sealed record Before(Limit Limit) : Timing
    {
        public override string Kind => "notice";

        public override DateTimeOffset Due(DateTimeOffset at, Calendar calendar) => Limit.DueBefore(at, calendar);

        public override string ToString() => $"at least {Limit} before";
    }

    /// <summary>"cadence": again and again.</summary>
    public sealed record Every(Cadence Cadence) : Timing
    {
        public override string Kind => "cadence";

        public override DateTimeOffset Due(DateTimeOffset at, Calendar calendar) => Cadence.Due(at, missed: 0, calendar);

        public override string ToString() => Cadence.ToString();
    }
}
