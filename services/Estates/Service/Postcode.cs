using System.Text.RegularExpressions;

namespace Housing.Estates;

/// <summary>A UK postcode in the form the post office prints: capitals, one space before the last three characters.</summary>
public static partial class Postcode
{
    /// <summary>The postcode as printed, or null when it cannot be one.</summary>
    public static string? Read(string given)
    {
        var letters = given.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        return Shape().IsMatch(letters) ? $"{letters[..^3]} {letters[^3..]}" : null;
    }

    // Area (one or two letters), district (a digit, then perhaps a digit or letter), sector (a digit) and unit: two letters, never C, I, K, M, O or V.
    [GeneratedRegex(@"\A([A-Z]{1,2}[0-9][0-9A-Z]?[0-9][ABD-HJLNP-UW-Z]{2}|GIR0AA)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 100)]
    private static partial Regex Shape();
}
