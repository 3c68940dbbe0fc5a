using Housing.Standards;

namespace Housing.Repairs;

/// <summary>How long a text of this service's may be, and what is wrong with one.</summary>
internal static class Text
{
    public const int Longest = 2_000;

    /// <inheritdoc cref="PlainText.Fault"/>
    public static string? Fault(string text) => PlainText.Fault(text, Longest);
}
