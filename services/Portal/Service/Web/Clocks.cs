using Google.Protobuf.WellKnownTypes;

namespace Housing.Portal;

/// <summary>How a promise stands, in words and never in colour alone.</summary>
public enum ClockState
{
    Open,
    Kept,
    KeptByExtension,
    Late,
    Missed,
    Excused,
}

/// <summary>One promise on one case as a page shows it, whichever service it came from.</summary>
public sealed record Clock(string Id, string Summary, string Source, ClockState State, Timestamp? Due, Timestamp? OriginalDue, Timestamp? Done, string Why = "")
{
    /// <summary>A commitment as its service tells of it.</summary>
    /// <param name="outcome">As every service numbers it: open, met, missed, cancelled.</param>
    /// <param name="now">The time by the stack's clock.</param>
    public static Clock Of(string id, string summary, string source, int outcome, Timestamp? due, Timestamp? originalDue, Timestamp? done, string why, DateTimeOffset now) => new(
        id,
        summary,
        source,
        outcome switch
        {
            2 when originalDue is not null && done is not null && done >= originalDue => ClockState.KeptByExtension,
            2 => ClockState.Kept,
            3 => ClockState.Missed,
            4 => ClockState.Excused,
            _ when due is not null && due.ToDateTimeOffset() <= now => ClockState.Late,
            _ => ClockState.Open,
        },
        due,
        originalDue,
        done,
        why);

    public bool IsExtended => OriginalDue is not null && Due is not null && !OriginalDue.Equals(Due);

    public string Tag => State switch
    {
        ClockState.Kept or ClockState.KeptByExtension => "govuk-tag govuk-tag--green",
        ClockState.Missed or ClockState.Late => "govuk-tag govuk-tag--red",
        ClockState.Excused => "govuk-tag govuk-tag--grey",
        ClockState.Open => "govuk-tag govuk-tag--blue",
    };

    public string Word => State switch
    {
        ClockState.Kept => "Kept",
        ClockState.KeptByExtension => "Kept on the day agreed later",
        ClockState.Missed => "Missed",
        ClockState.Late => "Late",
        ClockState.Excused => "Not owed any more",
        ClockState.Open when IsExtended => "Another day agreed",
        ClockState.Open => "In time",
    };

    public string Says => State switch
    {
        ClockState.Kept or ClockState.KeptByExtension => $"Done at {Words.Instant(Done)}",
        ClockState.Missed when Done is not null => $"Due {Words.By(Due)}; done at {Words.Instant(Done)}",
        ClockState.Missed or ClockState.Late => $"Was due {Words.By(Due)}",
        ClockState.Excused => Why.Length > 0 ? Why : "It does not apply any more",
        ClockState.Open => $"Due {Words.By(Due)}",
    };
}
