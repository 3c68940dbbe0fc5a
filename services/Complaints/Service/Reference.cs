namespace Housing.Complaints;

/// <summary>A short name for a case that people can say, write and mistype: "H4T9-K2MX". The last character checks the others.</summary>
public static class Reference
{
    // Without those that are mistaken for others. Their number is a prime: a wrong character and two that changed places are both found.
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    private const int Length = 8;

    public static string Of(Guid id)
    {
        var left = BitConverter.ToUInt64(id.ToByteArray(), 8);      // the random half of the id
        Span<int> values = stackalloc int[Length];
        var sum = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            values[i] = (int)(left % (ulong)Alphabet.Length);
            left /= (ulong)Alphabet.Length;
            sum += values[i] * Weight(i);
        }

        values[^1] = (Alphabet.Length - (sum % Alphabet.Length)) % Alphabet.Length;
        Span<char> text = stackalloc char[Length + 1];
        for (var i = 0; i < Length; i++)
            text[i < Length / 2 ? i : i + 1] = Alphabet[values[i]];
        text[Length / 2] = '-';
        return new string(text);
    }

    /// <summary>The reference as it is kept; null when it cannot be one.</summary>
    public static string? Read(string given)
    {
        var text = given.Trim().ToUpperInvariant().Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (text.Length != Length || text.Any(c => !Alphabet.Contains(c, StringComparison.Ordinal)))
            return null;
        var sum = text.Select((c, i) => Alphabet.IndexOf(c, StringComparison.Ordinal) * Weight(i)).Sum();
        return sum % Alphabet.Length == 0 ? $"{text[..(Length / 2)]}-{text[(Length / 2)..]}" : null;
    }

    private static int Weight(int place) => Length - place;      // 8 for the first, 1 for the check
}
