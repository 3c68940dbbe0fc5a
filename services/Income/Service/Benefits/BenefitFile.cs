using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Housing.Standards;

namespace Housing.Income;

/// <summary>One row of a schedule, as the payer wrote it.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Reference">The landlord's payment reference, as far as the payer has it.</param>
/// <param name="Claim">The payer's own number of the household.</param>
/// <param name="Type">What the payer calls it; two sums for one period may differ in it.</param>
/// <param name="Pence">Negative is taken back.</param>
public sealed record BenefitLine(int Line, string Reference, string Claim, string Type, DateOnly From, DateOnly To, long Pence)
{
    /// <summary>What it says makes its id: the same row in another file is the same row.</summary>
    public Guid IdFor(string landlord, string payer, BenefitKind kind) => Causes.Of(
        "benefit-row", landlord, payer, kind.ToString(), Claim, Reference, Type, ResidentMessages.Day(From), ResidentMessages.Day(To), ResidentMessages.Pence(Pence));
}

/// <summary>Reads a schedule: commas, a heading, UTF-8 (RFC 4180).</summary>
public static class BenefitFile
{
    public const int MostRows = 5_000;
    private const int MostCharacters = 800_000;
    private const int MostFaults = 50;
    private const char ByteOrderMark = '\uFEFF';       // spreadsheets begin a file with it

    private static readonly string[] Needed = ["reference", "claim", "from", "to", "amount"];
    private static readonly string[] Optional = ["type", "name"];

    /// <summary>The rows of a file; nothing of it counts where there are faults.</summary>
    public static IReadOnlyList<BenefitLine> Read(string text, long statedPence, FieldReader fields)
    {
        var lines = new List<BenefitLine>();
        if (text.Length > MostCharacters)
        {
            fields.Fault("csv", $"must be at most {MostCharacters:N0} characters; it has {text.Length:N0}.");
            return lines;
        }

        using var csv = new CsvReader(new StringReader(text.TrimStart(ByteOrderMark)), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null, DetectColumnCountChanges = false,
        });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                fields.Fault("csv", $"is empty. Its first line must be the headings {string.Join(",", Needed)}, and any of {string.Join(",", Optional)}.");
                return lines;
            }

            var headings = csv.HeaderRecord!.Select(h => h.Trim().ToLowerInvariant()).ToArray();
            foreach (var missing in Needed.Except(headings))
                fields.Fault("csv", $"has no heading {missing}; they are {string.Join(",", Needed)}, and any of {string.Join(",", Optional)}.");
            foreach (var stranger in headings.Except([.. Needed, .. Optional]))
                fields.Fault("csv", $"has the heading “{stranger}”, which is none; they are {string.Join(",", Needed)}, and any of {string.Join(",", Optional)}.");
            if (headings.Distinct().Count() != headings.Length)
                fields.Fault("csv", "has a heading more than once.");
            for (var line = 2; !fields.FoundFaults && csv.Read(); line++)
                lines.Add(Row(csv, headings, line, fields));
        }
        catch (CsvHelperException fault)
        {
            fields.Fault("csv", $"cannot be read on from line {csv.Parser.Row}: {fault.Message.Split('\n')[0].Trim()}");
        }

        if (lines.Count > MostRows)
            fields.Fault("csv", $"must have at most {MostRows:N0} rows; send the rest as another schedule.");
        if (lines.Count == 0 && !fields.FoundFaults)
            fields.Fault("csv", "has headings and no rows.");
        foreach (var twice in lines.GroupBy(l => l with { Line = 0 }).Where(g => g.Count() > 1))
            fields.Fault("csv", $"has line {twice.First().Line} again on line {twice.Last().Line}: nobody could tell one from a repeat.");
        if (!fields.FoundFaults && lines.Sum(l => l.Pence) is var sum && sum != statedPence)
            fields.Fault("total_pence", $"says {statedPence}, and the rows come to {sum}.");
        return lines;
    }

    private static BenefitLine Row(CsvReader csv, string[] headings, int line, FieldReader fields)
    {
        string Cell(string heading) => Array.IndexOf(headings, heading) is >= 0 and var at ? csv[at] ?? "" : "";
        void Wrong(string column, string fault)
        {
            if (fields.Faults.Count < MostFaults)
                fields.Fault($"csv line {line}, {column}", fault);
        }

        DateOnly Day(string column)
        {
            if (DateOnly.TryParseExact(Cell(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            Wrong(column, $"must be a day such as 2026-03-02; it is “{Cell(column)}”.");
            return default;
        }

        if (csv.Parser.Count != headings.Length)
            Wrong("cells", $"are {csv.Parser.Count}, and there are {headings.Length} headings. A cell with a comma stands in double quotes.");
        var (from, to) = (Day("from"), Day("to"));
        if (from > to)
            Wrong("to", "must not be before from.");
        if (Cell("claim") is "" or { Length: > 60 })
            Wrong("claim", "must be the payer's number of the household, 1 to 60 characters.");
        if (Cell("reference").Length > 60)
            Wrong("reference", "must be at most 60 characters.");
        if (!decimal.TryParse(Cell("amount"), NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var pounds)
            || pounds * 100 is var pence && (pence != decimal.Truncate(pence) || pence == 0 || Math.Abs(pence) > ChargeDecision.Largest))
        {
            Wrong("amount", $"must be pounds and whole pence such as 123.45 or -12.50, not nothing and at most a million; it is “{Cell("amount")}”.");
            pounds = 0;
        }

        return new BenefitLine(line, Cell("reference"), Cell("claim"), Cell("type"), from, to, (long)(pounds * 100));
    }
}
