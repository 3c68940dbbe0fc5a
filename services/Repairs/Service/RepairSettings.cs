namespace Housing.Repairs;

/// <summary>The settings under <c>Repairs</c>. None of them is a promise: those are in seeds/standards.</summary>
public sealed class RepairSettings
{
    /// <summary>How far another machine's clock may be ahead of ours before its time counts as the future.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The oldest report that may still be entered.</summary>
    public TimeSpan OldestReport { get; set; } = TimeSpan.FromDays(366);

    /// <summary>The oldest report that an imported order may have.</summary>
    public TimeSpan OldestImport { get; set; } = TimeSpan.FromDays(3660);

    /// <summary>How long a report waits for Tenancy before it is taken without.</summary>
    public TimeSpan HouseholdPatience { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How often to look whether a repair that somebody watches has changed.</summary>
    public TimeSpan WatchPoll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one call may watch: whoever watches on asks again, with a token that still holds.</summary>
    public TimeSpan WatchLongest { get; set; } = TimeSpan.FromHours(1);
}
