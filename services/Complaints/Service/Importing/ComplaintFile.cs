using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Housing.Complaints;

/// <summary>What is wrong with one line of an imported file, by column; 1 is the line of the headings.</summary>
public sealed record LineFault(int Line, string Reference, string Column, string Fault);

/// <summary>One complaint as the other system wrote it.</summary>
/// <param name="Number">Its line in the file.</param>
/// <param name="Cells">Every cell by its heading, without the blanks around it.</param>
public sealed record ComplaintLine(int Number, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>Empty where the file has no such column.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "");

    public string Reference => this["reference"];
}

/// <summary>Reads a file of complaints: commas, a heading, UTF-8 (RFC 4180).</summary>
public static class ComplaintFile
{
    private const char ByteOrderMark = '\uFEFF';       // spreadsheets begin a file with it

    public const int Longest = 1_000;

    public static IReadOnlyList<string> Needed { get; } = ["reference", "subjects", "words", "received_at"];

    public static IReadOnlyList<string> Optional { get; } =
    [
        "home", "household", "channel", "acknowledged_at", "decide_by", "answered_at", "outcome", "answer", "escalated_at", "escalation_words", "escalation_acknowledged_at", "final_answered_at",
        "final_outcome", "final_answer", "withdrawn_at", "closed_at",
    ];

    /// <summary>The complaints of a file that has a right heading, and everything that is wrong with its form.</summary>
    public static (IReadOnlyList<ComplaintLine> Lines, IReadOnlyList<LineFault> Faults) Read(string text)
    {
        var lines = new List<ComplaintLine>();
        var faults = new List<LineFault>();
        void Wrong(int line, string column, string fault, string reference = "") => faults.Add(new LineFault(line, reference, column, fault));

        using var csv = new CsvReader(new StringReader(text.TrimStart(ByteOrderMark)), new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null, DetectColumnCountChanges = false,
        });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                Wrong(1, "", $"The file is empty. Its first line must be the headings: {string.Join(",", Needed)}, and any of {string.Join(",", Optional)}.");
                return (lines, faults);
            }

            var headings = csv.HeaderRecord!.Select(h => h.Trim().ToLowerInvariant()).ToArray();
            foreach (var missing in Needed.Except(headings))
                Wrong(1, missing, "is missing from the headings.");
            foreach (var stranger in headings.Except(Needed.Concat(Optional)))
                Wrong(1, stranger, $"is no heading; they are {string.Join(",", Needed.Concat(Optional))}.");
            foreach (var twice in headings.GroupBy(h => h).Where(g => g.Count() > 1))
                Wrong(1, twice.Key, "stands more than once in the headings.");
            if (faults.Count > 0)
                return (lines, faults);

            for (var number = 2; csv.Read(); number++)
            {
                if (lines.Count == Longest)
                {
                    Wrong(number, "", $"A file holds {Longest:N0} complaints at most; send the rest as another.");
                    break;
                }

                if (csv.Parser.Count != headings.Length)
                    Wrong(number, "", $"The line has {csv.Parser.Count} cells and the headings have {headings.Length}. A cell with a comma or a line break stands in double quotes.");
                else
                    lines.Add(new ComplaintLine(number, headings.Select((heading, i) => (heading, csv[i] ?? "")).ToDictionary(c => c.heading, c => c.Item2, StringComparer.Ordinal)));
            }
        }
        catch (CsvHelperException fault)
        {
            Wrong(csv.Parser.Row, "", $"The file cannot be read on from here: {fault.Message.Split('\n')[0].Trim()}");
        }

        if (lines.Count == 0 && faults.Count == 0)
            Wrong(2, "", "The file has headings and no complaints.");
        foreach (var twice in lines.Where(l => l.Reference is not "").GroupBy(l => l.Reference, StringComparer.OrdinalIgnoreCase).SelectMany(g => g.Skip(1)))
            Wrong(twice.Number, "reference", $"must be there once only; line {lines.First(l => string.Equals(l.Reference, twice.Reference, StringComparison.OrdinalIgnoreCase)).Number} has it too.", twice.Reference);
        return (lines, faults);
    }
}
