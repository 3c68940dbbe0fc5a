using System.Globalization;
using System.Text;

namespace Housing.Standards;

/// <summary>Plain text of several lines, as people type it.</summary>
public static class PlainText
{
    /// <summary>What is wrong with a text, as the end of a sentence that began with the field's name; null when nothing is.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="longest">How many characters it may have.</param>
    public static string? Fault(string text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Invariant($"must say something: 1 to {longest:N0} characters.");

        var length = 0;
        foreach (var character in text.EnumerateRunes())
        {
            length++;
            if (character.Value is not ('\n' or '\r' or '\t') && Rune.IsControl(character))
                return Invariant($"must be plain text with line breaks and tabs only; character {length:N0} is the control character U+{character.Value:X4}.");
        }

        return length > longest ? Invariant($"must be 1 to {longest:N0} characters; it has {length:N0}.") : null;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
