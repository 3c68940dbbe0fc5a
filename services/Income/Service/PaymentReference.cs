using System.Globalization;
using System.Text.RegularExpressions;

namespace Housing.Income;

/// <summary>What an account's holder quotes when paying: eight digits and two check digits (ISO 7064, MOD 97-10), which no slip of one digit and no swap of two survives.</summary>
public static partial class PaymentReference
{
    /// <summary>The reference of an account's number.</summary>
    public static string Of(long number) => string.Create(CultureInfo.InvariantCulture, $"{number:00000000}{98 - number * 100 % 97:00}");

    /// <summary>The numbers of accounts that a text quotes, each once; the digits may be grouped by blanks or dashes.</summary>
    public static IReadOnlyList<long> NumbersIn(string text) =>
        [.. Candidates().Matches(text)
            .Select(match => long.Parse(match.Groups["ten"].Value.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), CultureInfo.InvariantCulture))
            .Where(ten => ten % 97 == 1)
            .Select(ten => ten / 100)
            .Distinct()];

    // Ten digits that are not part of a longer run; looked for at every place, for a shorter number may stand before.
    [GeneratedRegex("(?<![0-9])(?=(?<ten>[0-9]([ -]?[0-9]){9})(?![0-9]))", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Candidates();
}
