using System.Globalization;
using System.Text;

namespace Housing.Income;

/// <summary>
/// Writes a file for Bacs: Standard 18 with several processing days' form, so that each record of 106 characters names its day. Labels have 80 characters; the
/// landlord's own account takes what is collected with one contra credit, and the trailer says the totals of both sides.
/// </summary>
public static class Standard18
{
    public const string NewInstruction = "0N";
    public const string CancelledInstruction = "0C";
    public const string First = "01";
    public const string Regular = "17";
    public const string Again = "18";
    public const string Last = "19";
    private const string Credit = "99";

    /// <summary>One debit, or an instruction to a payer's bank, which has no sum.</summary>
    public sealed record Record(string Code, string SortCode, string AccountNumber, string Name, string Reference, long Pence);

    public sealed record Submission(int Serial, DateOnly MadeOn, DateOnly ProcessingDay, DebitUser User, IReadOnlyList<Record> Records);

    /// <summary>The whole file, a record a line.</summary>
    public static string Write(Submission file)
    {
        var (user, total) = (file.User, file.Records.Sum(record => record.Pence));
        var debits = file.Records.Count(record => record.Pence > 0);
        var serial = Digits(file.Serial, 6);
        // The file's name, its set and place in it, when it was made and until when it is kept.
        var label = $"A{user.Number}S  1{user.Number}{serial}00010001      {Day(file.MadeOn)}{Day(file.ProcessingDay.AddDays(1))} 000000{Blank(20)}";
        var form = $"F0212000106{Blank(35)}00{Blank(28)}";
        var lines = new List<string>
        {
            $"VOL1{serial}{Blank(31)}{user.Number}{Blank(32)}1",
            $"HDR1{label}",
            $"HDR2{form}",
            $"UHL1{Day(file.ProcessingDay)}999999    000000004 MULTI  001{Blank(40)}",
        };
        lines.AddRange(file.Records.Select(record => Line(record, file)));
        if (debits > 0)
            lines.Add(Line(new Record(Credit, user.SortCode, user.Account, user.Name, "CONTRA", total), file));
        lines.Add($"EOF1{label}");
        lines.Add($"EOF2{form}");
        lines.Add($"UTL1{Digits(total, 13)}{Digits(total, 13)}{Digits(debits, 7)}{Digits(debits > 0 ? 1 : 0, 7)}{Blank(36)}");
        return string.Concat(lines.Select(line => line + "\r\n"));
    }

    /// <summary>Eighteen characters that Bacs carries; what it does not carry is a blank.</summary>
    public static string Text(string text)
    {
        var carried = new StringBuilder(18);
        foreach (var c in text.ToUpperInvariant().Take(18))
            carried.Append(c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '&' or '/' or '-' ? c : ' ');
        return carried.ToString().PadRight(18);
    }

    private static string Line(Record record, Submission file) => string.Concat(
        record.SortCode, record.AccountNumber, "0", record.Code, file.User.SortCode, file.User.Account, Blank(4), Digits(record.Pence, 11),
        Text(file.User.Name), Text(record.Reference), Text(record.Name), Day(file.ProcessingDay));

    // A blank, two digits of the year, three of the day in it.
    private static string Day(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $" {day.Year % 100:00}{day.DayOfYear:000}");

    private static string Digits(long value, int width) => value.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');

    private static string Blank(int count) => new(' ', count);
}
