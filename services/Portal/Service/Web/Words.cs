using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Housing.Standards;

namespace Housing.Portal;

/// <summary>Times, days and money as one says them.</summary>
public static class Words
{
    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    /// <summary>“Tuesday 24 November 2026”</summary>
    public static string Day(DateOnly day) => day.ToString("dddd d MMMM yyyy", Plain);

    /// <summary>“24 Nov 2026”, in tables.</summary>
    public static string ShortDay(DateOnly day) => day.ToString("d MMM yyyy", Plain);

    /// <summary>“4pm”, “9:30am”, “midday”, “midnight”</summary>
    public static string Clock(TimeOnly clock) => clock switch
    {
        { Hour: 0, Minute: 0 } => "midnight",
        { Hour: 12, Minute: 0 } => "midday",
        { Minute: 0 } => string.Create(Plain, $"{(clock.Hour + 11) % 12 + 1}{(clock.Hour < 12 ? "am" : "pm")}"),
        _ => string.Create(Plain, $"{(clock.Hour + 11) % 12 + 1}:{clock.Minute:00}{(clock.Hour < 12 ? "am" : "pm")}"),
    };

    /// <summary>“4pm on Tuesday 24 November 2026”</summary>
    public static string Instant(DateTimeOffset at) => $"{Clock(London.ClockAt(at))} on {Day(London.DayOf(at))}";

    public static string Instant(Timestamp? at) => at is null ? "" : Instant(at.ToDateTimeOffset());

    /// <summary>
    /// By when something must be done, whose first instant too late this is: “by 4pm on Tuesday 24 November 2026”, and for one that is midnight the end of the day before.
    /// </summary>
    public static string By(DateTimeOffset tooLate) => London.ClockAt(tooLate) == TimeOnly.MinValue
        ? $"by the end of {Day(London.DayOf(tooLate).AddDays(-1))}"
        : $"by {Instant(tooLate)}";

    public static string By(Timestamp? tooLate) => tooLate is null ? "" : By(tooLate.ToDateTimeOffset());

    /// <summary>“Tuesday 24 November 2026, 8am to 1pm”</summary>
    public static string Span(Timestamp from, Timestamp to)
    {
        var (start, end) = (from.ToDateTimeOffset(), to.ToDateTimeOffset());
        return $"{Day(London.DayOf(start))}, {Clock(London.ClockAt(start))} to {Clock(London.ClockAt(end))}";
    }

    /// <summary>“£1,234.50”; without its sign.</summary>
    public static string Money(long pence) => string.Create(Plain, $"£{Math.Abs(pence) / 100:N0}.{Math.Abs(pence) % 100:00}");

    /// <summary>“1 repair”, “2 repairs”</summary>
    public static string Count(long count, string one, string many) => string.Create(Plain, $"{count:N0} {(count == 1 ? one : many)}");

    /// <summary>“5.6 weeks” of "5.5714"; as it is when it is no number.</summary>
    public static string Weeks(string weeks) => decimal.TryParse(weeks, NumberStyles.AllowDecimalPoint, Plain, out var count)
        ? string.Create(Plain, $"{count:0.#} {(count == 1 ? "week" : "weeks")}")
        : $"{weeks} weeks";

    /// <summary>Beginning with a capital.</summary>
    public static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>An id short enough to be said on the telephone: “3F2A 91BC”.</summary>
    public static string Reference(string id) => id.Length < 8 ? id : $"{id[^8..^4]} {id[^4..]}".ToUpperInvariant();

    /// <summary>Where something was published, without what only the register needs: the number of its text and the line.</summary>
    public static string Source(string source)
    {
        var from = source.IndexOf('§', StringComparison.Ordinal);
        var text = from is > 0 and < 6 && source[..from].Trim().All(char.IsAsciiDigit) ? source[(from + 1)..] : source;
        var line = text.LastIndexOf(" (line", StringComparison.Ordinal);
        return (line > 0 ? text[..line] : text).Replace(" / ", ", ", StringComparison.Ordinal).Trim();
    }
}
