using System.Globalization;
using System.Text;
using System.Text.Json;
using Housing.Standards;

namespace Housing.Promises;

/// <summary>Answers as people read them, and as programs do.</summary>
internal static class Pages
{
    private const int MostOthers = 12;

    public static string Text(Landlord landlord, Milestone milestone, IReadOnlyList<string> notes, IReadOnlyList<Answer> answers, IReadOnlyList<(Standard Standard, IReadOnlyList<string> Because)> others)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"{landlord.Name}, {milestone.Name} at {Answer.Clock(milestone.At)} in London ({Answer.Utc(milestone.At)})\n");
        foreach (var note in notes)
            page.Append(CultureInfo.InvariantCulture, $"  {note}\n");
        foreach (var answer in answers)
            page.Append(CultureInfo.InvariantCulture, $"\n{Text(answer)}");
        if (answers.Count > 0)
            return page.ToString();
        page.Append("\nNothing opens. These start with it, but not so:\n");
        foreach (var (standard, because) in others.Take(MostOthers))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n{standard.Id}  {standard.Summary}\n");
            foreach (var reason in because)
                page.Append(CultureInfo.InvariantCulture, $"  not now   {reason}\n");
        }

        if (others.Count > MostOthers)
            page.Append(CultureInfo.InvariantCulture, $"\nand {others.Count - MostOthers} more, further off\n");
        return page.ToString();
    }

    public static string Text(Answer answer)
    {
        var standard = answer.Standard;
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"{standard.Id}  {standard.Summary}\n");
        page.Append(CultureInfo.InvariantCulture, $"  due       {answer.Said} in London: {(answer.IsOnTime ? "at" : "before")} {Answer.Utc(answer.Due)}\n");
        page.Append(CultureInfo.InvariantCulture, $"  rule      {answer.Rule}\n");
        if (answer.BankHolidays.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"            stepped over {Days("bank holiday", answer.BankHolidays)}\n");
        if (answer.Closures.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"            stepped over {Days("day the landlord is closed", answer.Closures, "days the landlord is closed")}\n");
        if (answer.Provisional)
            page.Append(CultureInfo.InvariantCulture, $"            it runs past {Answer.Day(standard.Calendar.ConfirmedThrough)}, the last day whose bank holidays are published: it may still move\n");
        page.Append(CultureInfo.InvariantCulture, $"  clause    {standard.Source}\n");
        if (standard.Law is { } law)
            page.Append(CultureInfo.InvariantCulture, $"  law       {law}{(standard.InForce is { } since ? $", in force from {Answer.Day(since)}" : "")}{(standard.Confirmed ? "" : "; not confirmed: the figure has not been read in the law itself")}\n");
        page.Append(CultureInfo.InvariantCulture, $"  kept by   {string.Join(" or ", standard.Until)}\n");
        if (standard.Target is { } target)
            page.Append(CultureInfo.InvariantCulture, $"  target    {target} %\n");
        if (standard.Aim)
            page.Append("  aim       published as an aim rather than a promise\n");
        if (!standard.Published)
            page.Append("  setting   nobody published this limit: it is the landlord's own, and never shown as a promise\n");
        return page.ToString();
    }

    public static void Write(Utf8JsonWriter json, Landlord landlord, Milestone milestone, IReadOnlyList<string> notes, IReadOnlyList<Answer> answers,
        IReadOnlyList<(Standard Standard, IReadOnlyList<string> Because)> others)
    {
        json.WriteStartObject();
        json.WriteString("landlord", landlord.Key);
        json.WriteString("on", milestone.Name);
        json.WriteString("at", Tick(milestone.At));
        json.WritePropertyName("facts");
        json.WriteRawValue(FactsFormat.Write(milestone.Facts));
        if (notes.Count > 0)
            Write(json, "notes", notes);
        json.WriteStartArray("commitments");
        foreach (var answer in answers)
            Write(json, answer);
        json.WriteEndArray();
        if (answers.Count == 0)
        {
            json.WriteStartArray("notOpened");
            foreach (var (standard, because) in others)
            {
                json.WriteStartObject();
                json.WriteString("standard", standard.Id);
                Write(json, "because", because);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, Answer answer)
    {
        var standard = answer.Standard;
        json.WriteStartObject();
        json.WriteString("standard", standard.Id);
        json.WriteNumber("version", standard.Version);
        json.WriteString("kind", standard.Timing.Kind);
        json.WriteString("countedFrom", Tick(answer.From));
        json.WriteString("due", Tick(answer.Due));
        json.WriteString("london", answer.Said);
        json.WriteString("rule", answer.Rule);
        Write(json, "bankHolidays", answer.BankHolidays.Select(Iso));
        Write(json, "closures", answer.Closures.Select(Iso));
        json.WriteBoolean("provisional", answer.Provisional);
        json.WriteString("summary", standard.Summary);
        json.WriteString("source", standard.Source);
        if (standard.Law is { } law)
            json.WriteString("law", law);
        if (standard.InForce is { } since)
            json.WriteString("inForce", since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteBoolean("confirmed", standard.Confirmed);
        json.WriteBoolean("published", standard.Published);
        json.WriteBoolean("aim", standard.Aim);
        if (standard.Target is { } target)
            json.WriteNumber("target", target);
        Write(json, "until", standard.Until);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static string Days(string one, IReadOnlyList<DateOnly> days, string? several = null) =>
        $"{(days.Count == 1 ? one : several ?? $"{one}s")}: {string.Join(", ", days.Select(day => day.ToString("ddd d MMM yyyy", CultureInfo.InvariantCulture)))}";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Tick(DateTimeOffset instant) => instant.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
