using System.Globalization;
using System.Text;

namespace Housing.Repairs;

/// <summary>One event as an iCalendar file (RFC 5545): UTC times, text escaped, lines folded at 75 octets and ended by CR LF.</summary>
/// <param name="Uid">The same for as long as it is the same event.</param>
/// <param name="Sequence">Grows with every change, so that a calendar takes the later one.</param>
/// <param name="Cancelled">Taken out of the calendar again.</param>
/// <param name="Organiser">Whose event it is, by name; no address is known for it.</param>
public sealed record ICalendar(
    Guid Uid, int Sequence, bool Cancelled, string Organiser, string Summary, string Description, DateTimeOffset StartsAt, DateTimeOffset EndsAt, DateTimeOffset Stamp)
{
    private const int LongestLine = 75;

    public string Method => Cancelled ? "CANCEL" : "PUBLISH";

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in Lines())
            Fold(text, line);
        return text.ToString();
    }

    private IEnumerable<string> Lines() =>
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Housing//Repairs//EN",
        $"METHOD:{Method}",
        "BEGIN:VEVENT",
        $"UID:{Uid}",
        string.Create(CultureInfo.InvariantCulture, $"SEQUENCE:{Sequence}"),
        $"DTSTAMP:{Utc(Stamp)}",
        $"DTSTART:{Utc(StartsAt)}",
        $"DTEND:{Utc(EndsAt)}",
        $"STATUS:{(Cancelled ? "CANCELLED" : "CONFIRMED")}",
        $"ORGANIZER;CN=\"{Parameter(Organiser)}\":invalid:nomail",
        $"SUMMARY:{Escape(Summary)}",
        $"DESCRIPTION:{Escape(Description)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ];

    private static string Utc(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .ReplaceLineEndings("\n")
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    /// <summary>Between quotes nothing can be escaped: quotes and control characters are left out.</summary>
    private static string Parameter(string text) => string.Concat(text.Where(c => c != '"' && !char.IsControl(c)));

    /// <summary>Counted in octets of UTF-8, and never within a character; a line goes on after a blank.</summary>
    private static void Fold(StringBuilder text, string line)
    {
        var octets = 0;
        foreach (var character in line.EnumerateRunes())
        {
            if (octets + character.Utf8SequenceLength > LongestLine)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(character.ToString());
            octets += character.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
