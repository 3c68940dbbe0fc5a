using Housing.Standards;

namespace Housing.Repairs;

/// <summary>When the landlord's offices are open, on its working days; bank holidays and closures are the calendar's.</summary>
public sealed record OfficeHours
{
    public required IReadOnlyList<OpenDays> Open { get; init; }

    /// <summary>The register row that publishes them; none where they are a setting.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    /// <summary>From the first minute of opening up to the minute of closing, which is closed.</summary>
    public bool AreOpen(DateTimeOffset at, Calendar calendar)
    {
        var (day, clock) = (London.DayOf(at), London.ClockAt(at));
        return calendar.IsWorkingDay(day) && Open.Any(hours => hours.Days.Contains(day.DayOfWeek) && clock >= hours.From && clock < hours.To);
    }
}

public sealed record OpenDays
{
    public required IReadOnlyList<DayOfWeek> Days { get; init; }
    public required TimeOnly From { get; init; }
    public required TimeOnly To { get; init; }
}
