using System.Globalization;
using Microsoft.VisualBasic.FileIO;
using Xunit.Abstractions;

namespace Housing.Repairs.Tests;

/// <summary>One line of a table: what a resident says, what happens then, and what has to come of it.</summary>
public sealed class Report : IXunitSerializable
{
    private static readonly Dictionary<string, IReadOnlyList<Report>> Tables = new(StringComparer.Ordinal);
    private static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private Dictionary<string, string> _said = [];

    private string _table = "";

    /// <summary>The table's, where the line names none.</summary>
    public string Landlord => _said.GetValueOrDefault("landlord", _table);

    public string What => _said["what"];

    /// <summary>The register rows and readings it is about.</summary>
    public IReadOnlyList<string> Clauses => _said["clauses"].Split(' ');

    /// <summary>The item of the catalogue it is reported by, and the answers, "question=answer"; empty when the fault itself is named.</summary>
    public string Item => _said.GetValueOrDefault("item", "");

    public IReadOnlyList<GivenAnswer> Answers => Item is "" ? [] : [.. List("answers").Select(a => a.Split('=')).Select(a => new GivenAnswer(a[0], a[1]))];

    /// <summary>What it is, or has to turn out to be by the answers.</summary>
    public string Fault => _said["fault"];

    public Place Where => Read<Place>("where");
    public Cause Cause => Read<Cause>("cause");
    public string CrimeReference => _said["crime reference"];

    /// <summary>As Tenancy names it; "empty" where nobody lives, "unknown" while Tenancy is away.</summary>
    public string Tenure => _said["tenure"];

    public bool Vulnerable => _said["vulnerable"] is "yes";
    public DateOnly? HandedOver => _said["handed over"] is { Length: > 0 } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
    public DateTimeOffset Reported => FromLondon(_said["reported"]);

    /// <summary>When somebody typed it in, where that was later.</summary>
    public DateTimeOffset? Entered => _said["entered"] is { Length: > 0 } wall ? FromLondon(wall) : null;

    /// <summary>What happens after it.</summary>
    public IReadOnlyList<Step> Then =>
        [.. List("then").Select(step => step.Split(' ')).Select(step => new Step(step[0], FromLondon($"{step[1]} {step[2]}"), string.Join(' ', step[3..])))];

    /// <summary>Every promise of it, when it is due and what has become of it after the last step.</summary>
    public string Promises => string.Join(Environment.NewLine, List("promises").Order(StringComparer.Ordinal));

    /// <summary>Whose it is, the band, and what is due when: all that has to come of it.</summary>
    public string Expected =>
        Outcome(Fault, $"{_said["responsible"]} {_said["landlord part"]} {_said["clause"]}", $"{_said["priority"]} {_said["priority clause"]}", List("due"));

    public static string Outcome(string fault, string responsibility, string priority, IEnumerable<string> due) =>
        string.Join(Environment.NewLine, [fault, responsibility.Trim(), priority, .. due.Order(StringComparer.Ordinal)]);

    /// <summary>A landlord's table, or "later".</summary>
    public static IReadOnlyList<Report> Of(string table)
    {
        lock (Tables)
        {
            if (!Tables.TryGetValue(table, out var rows))
                Tables[table] = rows = Read(table);
            return rows;
        }
    }

    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue("Table", _table);
        info.AddValue(nameof(What), What);
    }

    public void Deserialize(IXunitSerializationInfo info)
    {
        var what = info.GetValue<string>(nameof(What));
        var row = Of(info.GetValue<string>("Table")).Single(r => r.What == what);
        (_table, _said) = (row._table, row._said);
    }

    /// <summary>The name of its test.</summary>
    public override string ToString() => What;

    private static List<Report> Read(string table)
    {
        using var file = new TextFieldParser(Path.Combine(AppContext.BaseDirectory, "Reports", $"{table}.csv")) { Delimiters = [","] };
        var columns = file.ReadFields()!;
        List<Report> rows = [];
        while (file.ReadFields() is { } fields)
        {
            Assert.True(fields.Length == columns.Length, $"{table}.csv, “{fields[0]}”: {fields.Length} columns, not {columns.Length}.");
            rows.Add(new Report { _table = table, _said = columns.Zip(fields).ToDictionary(StringComparer.Ordinal) });
        }

        return rows;
    }

    private string[] List(string column) => _said[column].Split("; ", StringSplitOptions.RemoveEmptyEntries);

    private TEnum Read<TEnum>(string column)
        where TEnum : struct, Enum => Enum.Parse<TEnum>(_said[column].Replace("-", "", StringComparison.Ordinal), ignoreCase: true);

    /// <summary>"2026-10-25 01:30 BST": what the clock on the wall says, with BST or GMT where it says so twice.</summary>
    private static DateTimeOffset FromLondon(string text)
    {
        var wall = DateTime.ParseExact(text[..16], "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        Assert.False(London.IsInvalidTime(wall), $"{text}: the clocks skip this time.");
        Assert.True(London.IsAmbiguousTime(wall) == text.Length > 16, $"{text}: BST or GMT is for the hour that comes twice, and is needed there.");
        return new DateTimeOffset(wall, text[16..] switch
        {
            "" => London.GetUtcOffset(wall),
            " BST" => TimeSpan.FromHours(1),
            " GMT" => TimeSpan.Zero,
            var zone => throw new FormatException($"“{zone}” is neither BST nor GMT."),
        });
    }
}

/// <summary>Something that happens to a repair: "visited", at some time, "not fixed".</summary>
public sealed record Step(string What, DateTimeOffset At, string How);
