using System.Globalization;
using System.Text;
using Housing.Standards;

namespace Housing.Promises;

/// <summary><c>./housing compare</c>: the landlords side by side, and where a published promise is weaker than the law.</summary>
internal static class CompareCommand
{
    public const string Usage = """
        ./housing compare [--subject WORDS] [--year YEAR] [--markdown | --write FILE]
          the year's starts are measured against the law: the last one with published bank holidays when left out
          --folder FOLDER reads other standards files than seeds/standards
        """;

    public static int Run(ReadOnlySpan<string> arguments, Stream output)
    {
        var options = new Options(arguments, Usage, ["--markdown"], ["--subject", "--year", "--folder", "--write"]);
        var folder = DueCommand.Folder(options);
        var comparison = Read(folder, Year(options), options.One("--subject"));
        if (options.One("--write") is { } file)
        {
            File.WriteAllText(file, comparison.Markdown());
            output.Write(Encoding.UTF8.GetBytes($"Written to {file}.\n"));
        }
        else
        {
            output.Write(Encoding.UTF8.GetBytes(options.Has("--markdown") ? comparison.Markdown() : comparison.Text()));
        }

        return 0;
    }

    /// <summary>The comparison of a folder of standards files.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="year">The year whose starts are measured against the law; null for the last one with published bank holidays.</param>
    /// <param name="words">Only subjects with these words in their name; null for all.</param>
    public static Comparison Read(string folder, int? year = null, string? words = null)
    {
        var book = StandardsBook.Read(folder);
        var subjects = Subjects.Read(folder, book);
        List<Subject> all = [.. subjects, .. Comparison.Others(book, subjects)];
        List<Subject> chosen = words is null ? all : all.FindAll(s => s.Name.Contains(words, StringComparison.OrdinalIgnoreCase));
        if (chosen.Count == 0)
            throw new PromisesException($"no subject has '{words}' in its name{Nearest.Suggest(words!, all.Select(s => s.Name))}. There are:\n  {string.Join("\n  ", all.Select(s => s.Name))}");
        return new Comparison(book, chosen, year ?? book.For(book.Landlords[0]).Calendar.ConfirmedThrough.Year);
    }

    private static int? Year(Options options)
    {
        // What starts in the last year is due after it, so that one is left out.
        var (first, last) = (London.FirstDay.Year + 1, London.LastDay.Year - 10);
        if (options.One("--year") is not { } said)
            return null;
        return int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year >= first && year <= last
            ? year
            : throw new PromisesException($"--year {said} is not a year from {first} to {last}, which leaves the calendar room for what is due before and after.");
    }
}
