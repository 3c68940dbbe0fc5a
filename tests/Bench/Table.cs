using System.Globalization;
using System.Text;

namespace Housing.Bench;

public enum Better
{
    Higher,
    Lower,
}

/// <summary>What was measured, each beside what we aim at.</summary>
public sealed class Table
{
    private const string Begin = "<!-- begin: ./housing bench --write -->";
    private const string End = "<!-- end -->";

    private readonly List<(string What, double Value, string Unit, double? Aim, Better Better)> _rows = [];

    /// <param name="what">What was measured.</param>
    /// <param name="value">The figure.</param>
    /// <param name="unit">Its unit; "×" for a ratio.</param>
    /// <param name="aim">What we aim at; null for a figure that only explains another.</param>
    /// <param name="better">Which side of the aim is the good one.</param>
    public void Add(string what, double value, string unit, double? aim = null, Better better = Better.Higher)
    {
        _rows.Add((what, value, unit, aim, better));
        Console.Error.WriteLine(Line(_rows[^1]));
    }

    public string Text()
    {
        var text = new StringBuilder("| what | measured | aim | kept |\n|---|---:|---:|---|\n");
        foreach (var row in _rows)
            text.Append(Line(row)).Append('\n');
        return text.ToString();
    }

    /// <summary>Replaces the table between the page's two marks.</summary>
    public string WriteTo(string page)
    {
        var text = File.ReadAllText(page);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
            throw new InvalidOperationException($"{page} must hold the marks {Begin} and {End}; the table goes between them.");
        File.WriteAllText(page, $"{text[..(begin + Begin.Length)]}\n{Text()}{text[end..]}");
        return page;
    }

    private static string Line((string What, double Value, string Unit, double? Aim, Better Better) row)
    {
        var kept = row.Aim is { } aim ? ((row.Better == Better.Higher ? row.Value >= aim : row.Value <= aim) ? "yes" : "no") : "";
        var bound = row.Aim is null ? "" : $"{(row.Better == Better.Higher ? "≥" : "≤")} {Figure(row.Aim.Value)} {row.Unit}";
        return $"| {row.What} | {Figure(row.Value)} {row.Unit} | {bound} | {kept} |";
    }

    private static string Figure(double value) => value.ToString(value >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
