using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Housing.ServiceDefaults;

/// <summary>What is wrong with one line of an imported file, by column; 1 is the line of the headings.</summary>
/// <param name="Key">What the other system calls the thing on that line; empty where that is not known.</param>
public sealed record LineFault(int Line, string Key, string Column, string Fault);

/// <summary>One thing as the other system wrote it.</summary>
/// <param name="Number">Its line in the file, counted in records.</param>
/// <param name="Key">What it is called there.</param>
/// <param name="Cells">Every cell by its heading, without the blanks around it.</param>
public sealed record ImportLine(int Number, string Key, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>Empty where the file has no such column.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "");
}

/// <summary>A file that is taken over from another system: commas, a heading, UTF-8 (RFC 4180), 1,000 lines at most.</summary>
/// <param name="Things">What its lines are: "orders".</param>
/// <param name="Key">The column of what each is called; it is among those needed.</param>
/// <param name="Keys">Whether two keys are the same.</param>
/// <param name="Needed">The headings that it must have.</param>
/// <param name="Optional">Those that it may have.</param>
public sealed record ImportFile(string Things, string Key, StringComparer Keys, IReadOnlyList<string> Needed, IReadOnlyList<string> Optional)
{
    private const char ByteOrderMark = '\uFEFF';       // spreadsheets begin a file with it
    private const int Longest = 1_000;

    /// <summary>The lines of a file that has a right heading, and everything that is wrong with its form.</summary>
    public (IReadOnlyList<ImportLine> Lines, IReadOnlyList<LineFault> Faults) Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = new List<ImportLine>();
        var faults = new List<LineFault>();
        void Wrong(int line, string column, string fault, string key = "") => faults.Add(new LineFault(line, key, column, fault));

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
                    Wrong(number, "", $"A file holds {Longest:N0} {Things} at most; send the rest as another.");
                    break;
                }

                if (csv.Parser.Count != headings.Length)
                {
                    Wrong(number, "", $"The line has {csv.Parser.Count} cells and the headings have {headings.Length}. A cell with a comma or a line break stands in double quotes.");
                    continue;
                }

                var cells = headings.Select((heading, i) => (heading, csv[i] ?? "")).ToDictionary(c => c.heading, c => c.Item2, StringComparer.Ordinal);
                lines.Add(new ImportLine(number, cells[Key], cells));
            }
        }
        catch (CsvHelperException fault)
        {
            Wrong(csv.Parser.Row, "", $"The file cannot be read on from here: {fault.Message.Split('\n')[0].Trim()}");
        }

        if (lines.Count == 0 && faults.Count == 0)
            Wrong(2, "", $"The file has headings and no {Things}.");
        foreach (var same in lines.Where(l => l.Key is not "").GroupBy(l => l.Key, Keys))
            foreach (var twice in same.Skip(1))
                Wrong(twice.Number, Key, $"must be there once only; line {same.First().Number} has it too.", twice.Key);
        return (lines, faults);
    }
}
