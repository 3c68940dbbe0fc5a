using System.Text.RegularExpressions;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What nobody may read in a published text: who the people are that it came from, and where they live.</summary>
/// <param name="Names">Of residents, of those who spoke for them, and of who wrote for them.</param>
/// <param name="Addresses">The first lines and the postcodes of their homes.</param>
public sealed record KnownAs(IReadOnlyCollection<string> Names, IReadOnlyCollection<string> Addresses);

/// <summary>Whether a text can be read by everybody: it has no name and no address of those that it came from, and nothing by which anybody can be reached or looked up.</summary>
internal static partial class PublicText
{
    private const int Shortest = 2;
    private static readonly string[] Titles = ["mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "lady", "lord"];

    public static void Check(FieldReader fields, string field, string text, KnownAs known)
    {
        if (Text.Fault(text) is { } fault)
        {
            fields.Fault(field, fault);
            return;
        }

        foreach (var name in known.Names.Where(name => Names(text, name)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
            fields.Fault(field, $"must not name anybody whose words it came from; it has “{name}”, or their surname.");
        foreach (var address in known.Addresses.Where(a => Has(text, a, RegexOptions.IgnoreCase)).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal))
            fields.Fault(field, $"must not say where anybody lives whose words it came from; it has “{address}”.");
        foreach (var (found, what) in Marks(text))
            fields.Fault(field, $"must have nothing by which somebody can be reached or looked up; “{found}” looks like {what}.");
    }

    /// <summary>The whole name in any letters, or the surname written as a name is.</summary>
    private static bool Names(string text, string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(w => !Titles.Contains(w.TrimEnd('.').ToLowerInvariant(), StringComparer.Ordinal)).ToList();
        return words.Count > 0 && (Has(text, string.Join(' ', words), RegexOptions.IgnoreCase) || Has(text, words[^1], RegexOptions.None));
    }

    private static bool Has(string text, string part, RegexOptions options) =>
        part.Trim().Length >= Shortest && Regex.IsMatch(text, $@"(?<![\p{{L}}\p{{N}}]){Regex.Escape(part.Trim())}(?![\p{{L}}\p{{N}}])", options | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    private static IEnumerable<(string Found, string What)> Marks(string text) =>
    [
        .. Email().Matches(text).Select(m => (m.Value, "an email address")),
        .. Phone().Matches(text).Select(m => (m.Value, "a telephone number")),
        .. Postcode().Matches(text).Select(m => (m.Value, "a postcode")),
        .. Code().Matches(text).Where(m => Reference.Read(m.Value) is not null).Select(m => (m.Value, "the reference of a complaint")),
    ];

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<!\d)(\+44|0)[ \d]{8,12}\d(?!\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Phone();

    [GeneratedRegex(@"\b[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Postcode();

    [GeneratedRegex(@"\b[A-Za-z0-9]{4}-[A-Za-z0-9]{4}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
