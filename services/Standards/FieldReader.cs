using System.Globalization;
using System.Text;

namespace Housing.Standards;

/// <summary>A day as a caller wrote it; it may not exist.</summary>
public sealed record GivenDay(int Year, int Month, int Day);

/// <summary>Reads what a caller gave and collects what is wrong with it, so that one answer tells everything.</summary>
public sealed class FieldReader
{
    private readonly List<FieldFault> _faults = [];

    public IReadOnlyList<FieldFault> Faults => _faults;

    public bool FoundFaults => _faults.Count > 0;

    /// <summary>All faults as one refusal.</summary>
    public Refusal Refuse(string code) =>
        Refusal.Invalid(code, string.Join(' ', _faults.Select(fault => $"{fault.Field} {fault.Fault}")), [.. _faults]);

    /// <summary>What another refusal says of single fields.</summary>
    public void Add(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        _faults.AddRange(refusal.Fields);
    }

    public void Fault(string field, string whatWouldBeRight) => _faults.Add(new FieldFault(field, whatWouldBeRight));

    /// <summary>One line of plain text without the blanks around it.</summary>
    public string Line(string field, string given, int longest)
    {
        var text = given.Trim();
        var length = text.EnumerateRunes().Count();
        if (length == 0)
            Fault(field, $"must be 1 to {longest} characters; it is empty.");
        else if (length > longest)
            Fault(field, $"must be 1 to {longest} characters; it has {length}.");
        else if (text.EnumerateRunes().Any(BreaksTheLine))
            Fault(field, "must be one line of plain text; it has a control character.");
        return text;
    }

    /// <summary>A day of the calendar from the first bound to the last, both included; null with a fault otherwise.</summary>
    public DateOnly? Day(string field, GivenDay given, DateOnly earliest, DateOnly latest)
    {
        var (year, month, day) = given;
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            Fault(field, string.Create(CultureInfo.InvariantCulture, $"must be a day of the calendar; there is no {year:0000}-{month:00}-{day:00}."));
            return null;
        }

        var read = new DateOnly(year, month, day);
        if (read >= earliest && read <= latest)
            return read;
        Fault(field, string.Create(CultureInfo.InvariantCulture, $"must be from {earliest:yyyy-MM-dd} to {latest:yyyy-MM-dd}; it is {read:yyyy-MM-dd}."));
        return null;
    }

    // Separators of lines and paragraphs break a line too, and marks that turn the direction of writing let a name read as another.
    private static bool BreaksTheLine(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069);
}
