namespace Housing.Repairs;

/// <summary>Parts of the country as postcodes name them: an area is the letters in front ("RG"), a district all before the space ("RG12").</summary>
internal static class PostcodeArea
{
    public static bool IsOne(string text) =>
        text.Length is >= 1 and <= 4 && char.IsAsciiLetterUpper(text[0]) && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));

    /// <summary>RG holds RG1 2AB and not R1 2AB; RM1 holds RM1 3BD and not RM10 3BD.</summary>
    public static bool Holds(string area, string postcode)
    {
        var district = postcode.Split(' ')[0];
        return district == area || Letters(district) == area;
    }

    private static string Letters(string district) => string.Concat(district.TakeWhile(char.IsAsciiLetter));
}
