using System.Text.RegularExpressions;
using Housing.Standards;

namespace Housing.Portal;

/// <summary>
/// How a landlord looks and is reached: the <c>portal</c> section of <c>seeds/standards/&lt;landlord&gt;.json</c>. Its name is at the top of that file.
/// <code>
/// "portal": {
///   "colours": { "brand": "#1f4e8c", "dark": "#153764", "tint": "#eef3f9" },
///   "contact": { "phone": "01632 960404", "emergency": "01632 960404", "published": false }
/// }
/// </code>
/// </summary>
public sealed partial record PortalPolicy : IPolicy
{
    public required Colours Colours { get; init; }
    public required ContactDetails Contact { get; init; }

    /// <summary>What is not published.</summary>
    public string? Note { get; init; }

    public IEnumerable<PolicyFault> Check()
    {
        foreach (var (path, colour) in new[] { ("brand", Colours.Brand), ("dark", Colours.Dark), ("tint", Colours.Tint) })
        {
            if (!Colour().IsMatch(colour))
                yield return new PolicyFault($"colours.{path}", "is no colour; write six hexadecimal digits, such as #1f4e8c");
        }

        // WCAG 2.2 AA, 1.4.3: white words stand on the brand's colour, and its words on its tint.
        if (Colour().IsMatch(Colours.Brand) && Colours.Contrast(Colours.Brand, "#ffffff") < 4.5)
            yield return new PolicyFault("colours.brand", "is too light for white words on it (less than 4.5 to 1); write a darker one");
        if (Colour().IsMatch(Colours.Brand) && Colour().IsMatch(Colours.Tint) && Colours.Contrast(Colours.Brand, Colours.Tint) < 4.5)
            yield return new PolicyFault("colours.tint", "is too dark for words in the brand's colour on it (less than 4.5 to 1); write a lighter one");
    }

    [GeneratedRegex("^#[0-9a-f]{6}$", RegexOptions.None, 1000)]
    private static partial Regex Colour();
}

/// <summary>The landlord's colours: of its name's bar and buttons, of their edges, and of quiet surfaces.</summary>
public sealed record Colours
{
    public required string Brand { get; init; }
    public required string Dark { get; init; }
    public required string Tint { get; init; }

    /// <summary>Contrast of two colours, 1 to 21, as WCAG reckons it.</summary>
    internal static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}

public sealed record ContactDetails
{
    public required string Phone { get; init; }
    public required string Emergency { get; init; }
    public bool Published { get; init; } = true;
}
