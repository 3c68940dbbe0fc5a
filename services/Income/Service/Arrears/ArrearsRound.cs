namespace Housing.Income;

/// <summary>One landlord's weekly check: when it began and ended, and what it came to.</summary>
public sealed class ArrearsRound
{
    private ArrearsRound() { }

    public string Landlord { get; private set; } = "";

    /// <summary>The landlord's day that it is for; it may be done later.</summary>
    public DateOnly Day { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>How many accounts have been looked at.</summary>
    public long Accounts { get; private set; }

    /// <summary>On how many of them a step was reached that had not been before.</summary>
    public long Found { get; private set; }
}
