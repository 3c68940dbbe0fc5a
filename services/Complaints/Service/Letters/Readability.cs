using System.Globalization;

namespace Housing.Complaints;

/// <summary>Words that somebody wrote, and where they stand: "text", "reasons of issue 2".</summary>
public sealed record WrittenText(string Part, string Words);

public enum ReadabilityFault
{
    LongSentence,
    LongOnAverage,
    HardToRead,
}

/// <summary>Something that the writer is told.</summary>
/// <param name="Part">Where it stands; null for what is true of all of it.</param>
/// <param name="Sentence">The sentence that is too long; null otherwise.</param>
public sealed record ReadabilityFlag(ReadabilityFault Fault, string? Part, string? Sentence, string Says);

/// <summary>How well a text reads.</summary>
/// <param name="AverageSentence">Words a sentence, rounded to a tenth; zero for no words.</param>
/// <param name="ReadingAge">Years; null for a text that is too short to say.</param>
public sealed record Readability(int Sentences, int Words, decimal AverageSentence, int? ReadingAge, IReadOnlyList<ReadabilityFlag> Flags)
{
    /// <summary>
    /// Counts sentences, words and characters, and flags what is beyond the landlord's limits. A word is what stands between blanks and has a letter or a digit, which are
    /// its characters. A sentence ends with a full stop, a question or exclamation mark, or with its line; the stop of "Mr." or "e.g." ends none.
    /// </summary>
    public static Readability Of(IReadOnlyList<WrittenText> texts, ReadabilityLimits limits)
    {
        var sentences = texts.SelectMany(text => Sentence.Split(text.Words).Select(sentence => (text.Part, sentence))).ToList();
        var words = sentences.Sum(s => s.sentence.Words);
        if (words == 0)
            return new(0, 0, 0, null, []);

        var average = (decimal)words / sentences.Count;
        var age = words < limits.FewestWords ? (int?)null : AgeOf(sentences.Sum(s => s.sentence.Characters), words, sentences.Count);
        List<ReadabilityFlag> flags =
        [
            .. sentences.Where(s => s.sentence.Words > limits.LongestSentence).Select(s => new ReadabilityFlag(
                ReadabilityFault.LongSentence, s.Part, s.sentence.Text, Invariant($"This sentence has {s.sentence.Words} words. Make two of it: up to {limits.LongestSentence} are easy to read."))),
        ];
        if (average > limits.AverageSentence)
        {
            flags.Add(new(ReadabilityFault.LongOnAverage, null, null, Invariant(
                $"The sentences have {average:0.0} words on average. Shorten them to {limits.AverageSentence} or fewer.")));
        }

        if (age > limits.ReadingAge)
        {
            flags.Add(new(ReadabilityFault.HardToRead, null, null, Invariant(
                $"Most people can read this at the age of {age}. Use shorter words and sentences, so that somebody of {limits.ReadingAge} can.")));
        }

        return new(sentences.Count, words, decimal.Round(average, 1), age, flags);
    }

    /// <summary>
    /// The Automated Readability Index (E. A. Smith and R. J. Senter, Automated Readability Index, AMRL-TR-66-220, Aerospace Medical Research Laboratories, 1967):
    /// 4.71 × characters ÷ words + 0.5 × words ÷ sentences − 21.43, rounded up, is the American school grade in which it is read; five more is the age at which pupils
    /// leave that grade. It counts nothing that depends on how a word is spoken, so everybody who counts comes to the same. Not under 6 nor over 18.
    /// </summary>
    public static int AgeOf(int characters, int words, int sentences)
    {
        var grade = (4.71m * characters / words) + (0.5m * words / sentences) - 21.43m;
        return (int)Math.Clamp(decimal.Ceiling(grade), 1, 13) + 5;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A sentence with its counts.</summary>
internal sealed record Sentence(string Text, int Words, int Characters)
{
    private static readonly string[] Titles = ["Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Rev.", "Cllr."];

    public static IEnumerable<Sentence> Split(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            var tokens = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var first = 0;
            for (var i = 0; i < tokens.Length; i++)
            {
                if (i < tokens.Length - 1 && !Ends(tokens[i], tokens[i + 1]))
                    continue;
                if (Of(tokens[first..(i + 1)]) is { Words: > 0 } sentence)
                    yield return sentence;
                first = i + 1;
            }
        }
    }

    private static Sentence Of(string[] tokens)
    {
        var characters = tokens.Select(token => token.Count(char.IsLetterOrDigit)).Where(count => count > 0).ToList();
        return new(string.Join(' ', tokens), characters.Count, characters.Sum());
    }

    private static bool Ends(string token, string next)
    {
        var bare = token.TrimEnd('”', '’', '"', '\'', ')', ']');
        if (bare.EndsWith('!') || bare.EndsWith('?'))
            return true;
        if (!bare.EndsWith('.') || Titles.Contains(bare, StringComparer.OrdinalIgnoreCase))
            return false;
        var letters = bare.TrimStart('“', '‘', '"', '\'', '(', '[').Split('.', StringSplitOptions.RemoveEmptyEntries);
        if (letters.Length == 0 || !letters.All(part => part.Length == 1 && char.IsLetter(part[0])))
            return bare is not "No." || !char.IsDigit(next[0]);      // "No. 5"
        // An initial, as in "J. Ames"; or "e.g." and "p.m.", after which a capital begins another sentence.
        return letters.Length > 1 && char.IsUpper(next.TrimStart('“', '‘', '"', '\'', '(', '[').FirstOrDefault());
    }
}
