using System.Globalization;
using System.Text;
using Housing.Standards;

namespace Housing.Promises;

/// <summary>The landlords side by side by subject, beside the law.</summary>
internal sealed class Comparison
{
    private const int NameWidth = 24;
    private const int Width = 22;

    private readonly StandardsBook _book;
    private readonly IReadOnlyList<Subject> _subjects;
    private readonly IReadOnlyList<Landlord> _landlords;
    private readonly IReadOnlyList<AgainstLaw> _measured;
    private readonly int _year;

    public Comparison(StandardsBook book, IReadOnlyList<Subject> subjects, int year)
    {
        (_book, _subjects, _year) = (book, subjects, year);
        _landlords = [.. book.Landlords.Select(book.For)];
        _measured = AgainstLaw.Of(subjects, year);
    }

    /// <summary>Where a published promise is due later than the law, the furthest first.</summary>
    public IEnumerable<AgainstLaw> Weaker => _measured.Where(m => m.IsWeaker).OrderByDescending(m => m.Most).ThenBy(m => m.Promise.Id, StringComparer.Ordinal);

    /// <summary>What is published and stands under no subject, by what it starts and ends with: a new landlord is compared before anybody names its subjects.</summary>
    public static IEnumerable<Subject> Others(StandardsBook book, IReadOnlyList<Subject> subjects)
    {
        var named = subjects.SelectMany(s => s.Promises).ToHashSet(StringComparer.Ordinal);
        return book.Landlords.SelectMany(key => book.For(key).Standards)
            .Where(s => s.Published && !named.Contains(s.Id))
            .GroupBy(s => $"{s.On[0]} → {s.Until[0]}", s => s.Id, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new Subject(group.Key, [.. group.Distinct(StringComparer.Ordinal)], []));
    }

    public string Text()
    {
        var page = new StringBuilder();
        Row(page, ["", .. _landlords.Select(l => l.Name), "the law"]);
        foreach (var subject in _subjects)
        {
            page.Append('-', NameWidth + ((Width + 2) * (_landlords.Count + 1))).Append('\n');
            Row(page, [subject.Name, .. Cells(subject).Select(cell => string.Join('\n', cell))]);
        }

        page.Append(CultureInfo.InvariantCulture, $"\n{Heading()}\n");
        foreach (var weaker in Weaker)
            page.Append(CultureInfo.InvariantCulture, $"\n{weaker.Promise.Id}  {weaker.Promise.Summary}\n  {By(weaker)}\n");
        page.Append(CultureInfo.InvariantCulture, $"\n{Rest()}\n");
        return page.ToString();
    }

    public string Markdown()
    {
        var page = new StringBuilder("""
            # Promises side by side

            What the landlords publish by subject, in their own figures, with the register row of each, and what the law asks. `./housing compare --write` writes this page
            from `seeds/standards`; a test fails when it is out of date. A dash: nothing published that has a figure. What a landlord only set for itself is left out.


            """);
        page.Append(CultureInfo.InvariantCulture, $"| subject | {string.Join(" | ", _landlords.Select(l => l.Name))} | the law |\n|---{string.Concat(Enumerable.Repeat("|---", _landlords.Count + 1))}|\n");
        foreach (var subject in _subjects)
            page.Append(CultureInfo.InvariantCulture, $"| {subject.Name} | {string.Join(" | ", Cells(subject).Select(cell => cell.Count == 0 ? "–" : string.Join("<br>", cell)))} |\n");
        page.Append(CultureInfo.InvariantCulture, $"\n## Weaker than the law\n\n{Heading()}\n\n");
        foreach (var weaker in Weaker)
            page.Append(CultureInfo.InvariantCulture, $"- **{weaker.Promise.Id}** {weaker.Promise.Summary}<br>{By(weaker)}\n");
        page.Append(CultureInfo.InvariantCulture, $"\n{Rest()}\n");
        return page.ToString();
    }

    private IEnumerable<IReadOnlyList<string>> Cells(Subject subject) =>
        [.. _landlords.Select(landlord => (IReadOnlyList<string>)[.. subject.Promises.SelectMany(id => Cell(landlord, id))]), [.. subject.Law.Select(law => Cell(law.Standard)).Distinct(StringComparer.Ordinal)]];

    private static IEnumerable<string> Cell(Landlord landlord, string id)
    {
        var figures = landlord.Account.Measures.Where(m => m.Id == id).Select(m => string.Create(CultureInfo.InvariantCulture, $"{m.Target} % ({m.Id})"));
        return landlord.Standards.Where(s => s.Id == id).Select(Cell).Concat(figures);
    }

    private static string Cell(Standard standard)
    {
        List<string> marks = [standard.Id];
        if (standard.Target is { } target)
            marks.Add(string.Create(CultureInfo.InvariantCulture, $"{target} %"));
        if (standard.Aim)
            marks.Add("aim");
        if (!standard.Confirmed)
            marks.Add("not confirmed");
        var limit = standard.Timing is Timing.Within within ? within.Limit.ToString() : standard.Timing.ToString();
        return $"{limit} ({string.Join(", ", marks)})";
    }

    private string Heading() => _measured.Count == 0 ? "No law is set beside these promises."
        : !Weaker.Any() ? $"No published promise of these is weaker than the law, by the due instants of both for a start at each hour of {_year}."
        : $"Where a published promise is weaker than the law, by the due instants of both for a start at each hour of {_year}:";

    private static string By(AgainstLaw weaker) => string.Create(CultureInfo.InvariantCulture, $"""
        {weaker.Promise.Timing} where the law asks {weaker.Law.Timing} ({weaker.Law.Id}, {weaker.Law.Law}{(weaker.Law.Confirmed ? "" : ", not confirmed")}){(weaker.Note is null ? "" : $", {weaker.Note}")}: later after {100.0 * weaker.Later / weaker.Starts:0.#} % of starts, by up to {Length(weaker.Most)}. From {weaker.Example.UtcDateTime:yyyy-MM-dd HH:mm}Z it is due {Answer.InLondon(weaker.Promise.Timing.Due(weaker.Example, weaker.Promise.Calendar))}, by the law {Answer.InLondon(weaker.Law.Timing.Due(weaker.Example, weaker.Law.Calendar))}
        """);

    private string Rest()
    {
        var others = _measured.Where(m => !m.IsWeaker && m.Starts > 0).Select(m => m.Promise.Id).Except(Weaker.Select(m => m.Promise.Id), StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return others.Count == 0 ? "" : $"As strong as the law set beside them, or stronger: {string.Join(", ", others)}.";
    }

    private static string Length(TimeSpan time) => time.Ticks % TimeSpan.TicksPerDay == 0 || time.TotalDays >= 2
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Round(time.TotalDays):0} {(Math.Round(time.TotalDays) == 1 ? "day" : "days")}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.##} hours");

    /// <summary>One row of the table on a terminal: each cell folded to its width.</summary>
    private static void Row(StringBuilder page, IReadOnlyList<string> cells)
    {
        List<List<string>> folded = [.. cells.Select((cell, i) => Fold(cell, i == 0 ? NameWidth : Width))];
        for (var line = 0; line < folded.Max(cell => cell.Count); line++)
        {
            var text = string.Concat(folded.Select((cell, i) => (line < cell.Count ? cell[line] : "").PadRight((i == 0 ? NameWidth : Width) + 2)));
            page.Append(text.TrimEnd()).Append('\n');
        }
    }

    private static List<string> Fold(string text, int width)
    {
        List<string> lines = [];
        foreach (var line in text.Split('\n'))
        {
            lines.Add("");
            foreach (var word in line.Split(' '))
            {
                if (lines[^1].Length > 0 && lines[^1].Length + 1 + word.Length > width)
                    lines.Add($"  {word}");
                else
                    lines[^1] += lines[^1].Length == 0 ? word : $" {word}";
            }
        }

        return lines;
    }
}
