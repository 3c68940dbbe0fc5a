using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Housing.Standards;

namespace Housing.Promises;

/// <summary><c>./housing due</c>: by when what is promised must be done.</summary>
internal static class DueCommand
{
    public const string Usage = """
        ./housing due --landlord KEY --on MILESTONE [--fact NAME=VALUE]… [--at INSTANT] [--json]
        ./housing due --standard ID [--at INSTANT] [--done N] [--json]
        ./housing due --batch < questions.jsonl
          --at is now when left out; --folder FOLDER reads other standards files than seeds/standards
        """;

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static int Run(ReadOnlySpan<string> arguments, Stream input, Stream output, TextWriter errors, TimeProvider clock)
    {
        var options = new Options(arguments, Usage, ["--json", "--batch"], ["--landlord", "--on", "--fact", "--at", "--standard", "--done", "--folder"]);
        if (options.Has("--batch"))
            return RunBatch(options, input, output, errors);

        var book = StandardsBook.Read(Folder(options));
        var at = At(options, clock);
        var answer = options.One("--standard") is { } id
            ? OfStandard(book, id, at, options)
            : OfMilestone(book, at, options);
        output.Write(Encoding.UTF8.GetBytes(answer));
        return 0;
    }

    /// <summary>The folder of standards files: the one named, else the one configured, else the copy beside the program.</summary>
    public static string Folder(Options options) => options.One("--folder")
        ?? (Environment.GetEnvironmentVariable("Standards__Folder") is { Length: > 0 } configured ? configured : StandardsFolder.BesideAssemblies);

    /// <summary>That no promise has this id, and what it is instead or which id is near.</summary>
    public static string Unknown(StandardsBook book, string id)
    {
        foreach (var landlord in book.Landlords.Select(book.For).Append(book.Law).OfType<Landlord>())
        {
            var (rule, measure, conduct) = (landlord.Account.Rules.FirstOrDefault(r => r.Id == id), landlord.Account.Measures.FirstOrDefault(m => m.Id == id), landlord.Account.Conduct.FirstOrDefault(c => c.Id == id));
            if (rule is not null || measure is not null || conduct is not null)
                return $"{id} is published, but has no clock: it is a {(rule is not null ? "rule" : measure is not null ? "figure" : "way to behave")} (“{rule?.Summary ?? measure?.Summary ?? conduct?.Summary}”)";
        }

        return $"there is no promise '{id}'{Nearest.Suggest(id, book.All.Select(s => s.Standard.Id))}";
    }

    /// <summary>That no version of a promise is in force on a day, and when they are.</summary>
    public static string NotInForce(IReadOnlyList<Standard> versions, DateOnly day) =>
        $"no version of {versions[0].Id} is in force on {day:yyyy-MM-dd}; {string.Join(" and ", versions.Select(v => $"version {v.Version} is {Period(v)}"))}";

    public static string OutsideCalendar(ArgumentOutOfRangeException outside) => outside.Message.Split(" (Parameter")[0];

    private static int RunBatch(Options options, Stream input, Stream output, TextWriter errors)
    {
        foreach (var other in new[] { "--landlord", "--on", "--fact", "--at", "--standard", "--done", "--json" })
        {
            if (options.Has(other))
                throw new PromisesException($"--batch takes its questions from standard input, so {other} goes into its lines.\n{Usage}");
        }

        var batch = new Batch(StandardsBook.Read(Folder(options)));
        batch.Run(input, output);
        // Each faulty line has been answered with its fault: the batch itself did what it was asked.
        if (batch.Faulty > 0)
            errors.WriteLine($"housing: {batch.Faulty} of {batch.Faulty + batch.Answered} lines could not be answered; their answers say why.");
        return 0;
    }

    private static DateTimeOffset At(Options options, TimeProvider clock)
    {
        if (options.One("--at") is not { } said)
            return clock.GetUtcNow();
        return Instants.TryRead(said, out var at, out var fault) ? at : throw new PromisesException($"--at {fault}.");
    }

    private static string OfStandard(StandardsBook book, string id, DateTimeOffset at, Options options)
    {
        if (options.Has("--landlord") || options.Has("--on") || options.Has("--fact"))
            throw new PromisesException($"--standard names one promise, so --landlord, --on and --fact have nothing to say.\n{Usage}");
        var versions = book.Find(id) ?? throw new PromisesException($"{Unknown(book, id)}.");
        var standard = book.Find(id, London.DayOf(at)) ?? throw new PromisesException($"{NotInForce(versions, London.DayOf(at))}.");
        var answer = Answer.Of(standard, at, Due(() => standard.Timing is Timing.Every every ? every.Cadence.Due(at, missed: 0, standard.Calendar, Done(options) ?? 1)
            : options.Has("--done") ? throw new PromisesException($"--done is for cadences; {id} is a {standard.Timing.Kind}.")
            : standard.Timing.Due(at, standard.Calendar)));
        var owner = book.All.First(s => s.Standard.Id == id).Owner;
        if (options.Has("--json"))
            return Json(json => Pages.Write(json, answer));
        var what = standard.Timing switch
        {
            Timing.Before => "for an event at",
            Timing.Every => "last done at",
            _ => "from",
        };
        return $"{owner.Name}, {what} {Answer.Clock(at)} in London ({Answer.Utc(at)})\n\n{Pages.Text(answer)}";
    }

    private static int? Done(Options options) => options.One("--done") is not { } said ? null
        : int.TryParse(said, out var done) && done is >= 0 and <= 1_000 ? done
        : throw new PromisesException($"--done {said} is not how often it was done in that month or year: write a whole number from 0 to 1000.");

    private static string OfMilestone(StandardsBook book, DateTimeOffset at, Options options)
    {
        var key = options.One("--landlord") ?? throw new PromisesException($"which landlord (--landlord), or which promise (--standard)?\n{Usage}");
        if (!book.TryGet(key, out var landlord))
            throw new PromisesException($"there is no landlord '{key}'{Nearest.Suggest(key, book.Landlords)}; there are {string.Join(", ", book.Landlords)}.");
        var asked = new Asked(book, landlord);
        var on = options.One("--on") ?? throw new PromisesException($"which milestone (--on)? Promises of {key} start with {Sorted(asked.Milestones)}.");
        if (!asked.Milestones.Contains(on))
            throw new PromisesException(NoStart(book, asked, on));
        if (options.Has("--done"))
            throw new PromisesException($"--done goes with --standard.\n{Usage}");

        List<string> notes = [];
        var facts = ReadFacts(options, asked, on, notes);
        var milestone = new Milestone(on, at, facts.With(landlord.Facts));
        List<Answer> answers = [.. Due(() => book.Match(key, milestone))
            .Select(match => Answer.Of(match.Standard, CountedFrom(match.Standard, milestone, out var missing), match.Due, missing))
            .OrderBy(answer => answer.Due).ThenBy(answer => answer.Standard.Id, StringComparer.Ordinal)];
        var others = answers.Count > 0 ? [] : NotOpened(asked, milestone);
        return options.Has("--json")
            ? Json(json => Pages.Write(json, landlord, milestone with { Facts = facts }, notes, answers, others))
            : Pages.Text(landlord, milestone, notes, answers, others);
    }

    private static Facts ReadFacts(Options options, Asked asked, string on, List<string> notes)
    {
        List<(string, Fact)> facts = [];
        foreach (var said in options.All("--fact"))
        {
            var split = said.IndexOf('=', StringComparison.Ordinal);
            if (split < 1)
                throw new PromisesException($"--fact {said} is not NAME=VALUE, such as priority=2.");
            var (name, value) = (said[..split], said[(split + 1)..]);
            if (!asked.AsksFor(name))
                throw new PromisesException($"no promise of {asked.Landlord.Key} asks for the fact '{name}'{Nearest.Suggest(name, asked.Facts)}; those that start with {on} ask for {Sorted(asked.FactsAt(on), "no fact")}.");
            if (facts.Exists(known => known.Item1 == name))
                throw new PromisesException($"the fact '{name}' is given twice; give it once.");
            var read = asked.Read(name, Asked.Typed(value), out var otherwise);
            if (otherwise)
                notes.Add($"{name}={value} is read as {name}={read}: the only value {asked.Landlord.Name}'s promises ask for that ends so.");
            facts.Add((name, read));
        }

        return Facts.Of([.. facts]);
    }

    /// <summary>The promises that start with this milestone, but not now: why not, the nearest first.</summary>
    private static List<(Standard Standard, IReadOnlyList<string> Because)> NotOpened(Asked asked, Milestone milestone)
    {
        var day = London.DayOf(milestone.At);
        List<(Standard Standard, IReadOnlyList<string> Because)> others = [.. asked.Standards
            .Where(s => Asked.StartedBy(s).Contains(milestone.Name, StringComparer.Ordinal))
            .Select(s => (s, (IReadOnlyList<string>)[.. s.HoldsOn(day) ? [] : new[] { $"it is {Period(s)}" }, .. s.When is null ? [] : ConditionWords.Failures(s.When, milestone)]))];
        return [.. others.OrderBy(other => other.Because.Count)];
    }

    private static string NoStart(StandardsBook book, Asked asked, string on)
    {
        var key = asked.Landlord.Key;
        List<string> kept = [.. asked.Standards.Where(s => s.Until.Contains(on)).Select(s => s.Id).Distinct(StringComparer.Ordinal)];
        List<string> elsewhere = [.. book.Landlords.Where(other => other != key && new Asked(book, book.For(other)).Milestones.Contains(on))];
        return kept.Count > 0 ? $"'{on}' starts no promise of {key}; it keeps {string.Join(", ", kept)}."
            : elsewhere.Count > 0 ? $"'{on}' starts no promise of {key}, though it does of {string.Join(", ", elsewhere)}."
            : $"'{on}' starts no promise of {key}{Nearest.Suggest(on, asked.Milestones)}; promises start with {Sorted(asked.Milestones)}.";
    }

    // Where a promise is counted from a fact, and that was not said, from the milestone itself.
    private static DateTimeOffset CountedFrom(Standard standard, Milestone milestone, out string? missing)
    {
        missing = null;
        if (standard.Of is null)
            return milestone.At;
        if (milestone.Facts.TryGet(standard.Of, out var fact) && fact.Instant is { } instant)
            return instant;
        missing = standard.Of;
        return milestone.At;
    }

    private static T Due<T>(Func<T> due)
    {
        try
        {
            return due();
        }
        catch (ArgumentOutOfRangeException outside)
        {
            throw new PromisesException(OutsideCalendar(outside));
        }
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            write(json);
        return $"{Encoding.UTF8.GetString(buffer.ToArray())}\n";
    }

    private static string Period(Standard standard) => (standard.From, standard.To) switch
    {
        ({ } from, { } to) => $"in force from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}",
        ({ } from, null) => $"in force from {from:yyyy-MM-dd}",
        (null, { } to) => $"in force until {to:yyyy-MM-dd}",
        _ => "always in force",
    };

    private static string Sorted(IEnumerable<string> names, string none = "nothing") => string.Join(", ", names.Order(StringComparer.Ordinal)) is { Length: > 0 } all ? all : none;
}
