namespace Housing.Complaints;

/// <summary>The settings under <c>Complaints</c>. None of them is a promise: those are in seeds/standards.</summary>
public sealed class ComplaintSettings
{
    /// <summary>How far another machine's clock may be ahead of ours before its time counts as the future.</summary>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>The oldest complaint that may still be entered as of the day it came.</summary>
    public TimeSpan OldestReceipt { get; set; } = TimeSpan.FromDays(366);

    /// <summary>The oldest complaint that may be taken over from another system.</summary>
    public TimeSpan OldestImport { get; set; } = TimeSpan.FromDays(3660);

    /// <summary>How long a complaint waits for Estates, Tenancy or Repairs before it is taken without.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(1);
}
