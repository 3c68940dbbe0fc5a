using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Days on which somebody is away and nothing is assigned to them. Why is nobody's business here.</summary>
public sealed class Absence
{
    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";

    /// <summary>The subject of a handler's token.</summary>
    public string Subject { get; private set; } = "";

    /// <summary>The first day, and the last.</summary>
    public DateOnly FromDay { get; private set; }
    public DateOnly ThroughDay { get; private set; }

    /// <summary>The first day back, when that was earlier than expected; on or before the first day they were never away.</summary>
    public DateOnly? BackOn { get; private set; }

    public string RecordedBy { get; private set; } = "";
    public uint Version { get; private set; }

    /// <summary>The last day in the end; before the first where there was no day of it.</summary>
    public DateOnly Last => BackOn is { } back ? back.AddDays(-1) : ThroughDay;

    private Absence() { }

    public static Absence Of(string landlord, AbsenceRecorded recorded, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), Landlord = landlord, Subject = recorded.Subject, FromDay = recorded.From, ThroughDay = recorded.Through, RecordedBy = by,
    };

    public bool IsAway(DateOnly day) => day >= FromDay && day <= Last;

    public void Take(AbsenceEnded ended) => BackOn = ended.BackOn;
}

/// <summary>Somebody is away on these days, both included.</summary>
public sealed record AbsenceRecorded(string Subject, DateOnly From, DateOnly Through);

/// <summary>The first day on which they are back.</summary>
public sealed record AbsenceEnded(DateOnly BackOn);

/// <summary>Absences lie ahead, and one of a person does not overlap another.</summary>
internal static class AbsenceDecision
{
    private const int LongestSubject = 200;
    private const int MostDays = 366;

    /// <summary>The absence; nothing when the same was recorded before.</summary>
    public static Decision<AbsenceRecorded> Record(string subject, GivenDay? from, GivenDay? through, IReadOnlyList<Absence> known, DateOnly today)
    {
        var fields = new FieldReader();
        var who = fields.Line("handler", subject, LongestSubject);
        var first = Day(fields, "from", from, today);
        var last = Day(fields, "through", through, today);
        if (first is { } begins && last is { } ends && (ends < begins || ends.DayNumber - begins.DayNumber >= MostDays))
            fields.Fault("through", $"must be from the first day on and at most {MostDays} days away.");
        if (fields.FoundFaults)
            return fields.Refuse("ABSENCE_INVALID");
        if (known.Any(a => a.FromDay == first && a.Last == last))
            return Decision<AbsenceRecorded>.Nothing;
        return known.FirstOrDefault(a => a.FromDay <= last && a.Last >= first) is { } other
            ? ComplaintRefusals.AbsenceOverlaps(other.FromDay, other.Last)
            : new AbsenceRecorded(who, first!.Value, last!.Value);
    }

    /// <summary>The first day back: today or later, unless none of it has begun.</summary>
    public static Decision<AbsenceEnded> End(Absence absence, GivenDay? backOn, DateOnly today)
    {
        var fields = new FieldReader();
        var back = backOn is null ? today : fields.Day("back_on", backOn, today < absence.FromDay ? today : absence.FromDay, absence.ThroughDay.AddDays(1));
        if (fields.FoundFaults)
            return fields.Refuse("ABSENCE_INVALID");
        return back > absence.Last ? Decision<AbsenceEnded>.Nothing : new AbsenceEnded(back!.Value);
    }

    private static DateOnly? Day(FieldReader fields, string field, GivenDay? given, DateOnly today)
    {
        if (given is not null)
            return fields.Day(field, given, today, London.LastDay);
        fields.Fault(field, "must be set: both days are away.");
        return null;
    }
}
