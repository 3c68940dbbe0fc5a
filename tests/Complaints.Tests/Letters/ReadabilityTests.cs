using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class ReadabilityTests
{
    private static readonly ReadabilityLimits Limits = new() { AverageSentence = 25, LongestSentence = 25, ReadingAge = 12, FewestWords = 30 };

    /// <summary>Worked out by hand: 4.71 × characters ÷ words + 0.5 × words ÷ sentences − 21.43, up to the next grade, and five.</summary>
    [Theory]
    [InlineData(17, 6, 1, 6)]            // 13.345 + 3 − 21.43 = −5.085: the youngest
    [InlineData(420, 100, 10, 9)]        // 19.782 + 5 − 21.43 = 3.352: grade 4
    [InlineData(470, 100, 10, 11)]       // 22.137 + 5 − 21.43 = 5.707: grade 6
    [InlineData(497, 100, 10, 12)]       // 23.4087 + 5 − 21.43 = 6.9787: grade 7
    [InlineData(498, 100, 10, 13)]       // 23.4558 + 5 − 21.43 = 7.0258: grade 8
    [InlineData(450, 100, 5, 15)]        // 21.195 + 10 − 21.43 = 9.765: grade 10
    [InlineData(900, 100, 2, 18)]        // 42.39 + 25 − 21.43 = 45.96: grown up
    public void The_reading_age_is_the_Automated_Readability_Indexs(int characters, int words, int sentences, int age) => Assert.Equal(age, Readability.AgeOf(characters, words, sentences));

    [Theory]
    [InlineData("The cat sat on the mat.", 1, 6)]
    [InlineData("We came. You were out! Why?", 3, 6)]
    [InlineData("No full stop", 1, 3)]
    [InlineData("Mr. Ames and Dr. Bell came.", 1, 6)]
    [InlineData("J. Ames came on 3.5.2026 at 5 p.m. and left.", 1, 10)]
    [InlineData("They came at 5 p.m. Nobody was in.", 2, 8)]
    [InlineData("Some parts, e.g. the tap, were old.", 1, 7)]
    [InlineData("It cost £3.50. That was too much.", 2, 7)]
    [InlineData("See order No. 5. It was late.", 2, 7)]
    [InlineData("No. We did not.", 2, 4)]
    [InlineData("“We came.” That is not so.", 2, 6)]
    [InlineData("First line\nSecond line", 2, 4)]
    [InlineData("– a list\n– of two", 2, 4)]
    [InlineData("One … two.", 1, 2)]
    [InlineData(" \n ", 0, 0)]
    public void Sentences_and_words_are_counted_as_a_reader_would(string text, int sentences, int words)
    {
        var read = Readability.Of([new("text", text)], Limits);
        Assert.Equal((sentences, words), (read.Sentences, read.Words));
    }

    [Theory]
    [InlineData(25, false)]
    [InlineData(26, true)]
    public void A_sentence_that_is_too_long_is_named_to_the_writer_with_where_it_stands(int words, bool flagged)
    {
        var sentence = $"{string.Join(' ', Enumerable.Repeat("go", words))}.";
        var flags = Readability.Of([new("text", "It is so."), new("reasons of issue 1", $"Yes. {sentence} No.")], Limits).Flags;
        if (flagged)
            Assert.Equal((ReadabilityFault.LongSentence, "reasons of issue 1", sentence), Assert.Single(flags) is var flag ? (flag.Fault, flag.Part, flag.Sentence) : default);
        else
            Assert.Empty(flags);
    }

    [Theory]
    [InlineData(50, 2, false)]
    [InlineData(51, 2, true)]
    [InlineData(76, 3, true)]
    public void An_average_over_25_words_is_flagged(int words, int sentences, bool flagged)
    {
        var each = Enumerable.Range(0, sentences).Select(i => (words / sentences) + (i < words % sentences ? 1 : 0));
        var read = Readability.Of([new("text", string.Join(' ', each.Select(n => $"{string.Join(' ', Enumerable.Repeat("go", n))}.")))], Limits);
        Assert.Equal((sentences, words), (read.Sentences, read.Words));
        Assert.Equal(flagged, read.Flags.Any(f => f.Fault == ReadabilityFault.LongOnAverage));
    }

    [Fact]
    public void A_reading_age_over_12_is_flagged_and_one_of_12_is_not()
    {
        Assert.Equal((12, ""), Read(497));
        Assert.Equal((13, "HardToRead"), Read(498));

        // A hundred words in ten sentences, of so many letters.
        static (int?, string) Read(int letters)
        {
            var words = Enumerable.Range(0, 100).Select(i => new string('a', (letters / 100) + (i < letters % 100 ? 1 : 0)) + (i % 10 == 9 ? "." : ""));
            var read = Readability.Of([new("text", string.Join(' ', words))], Limits);
            return (read.ReadingAge, string.Join(", ", read.Flags.Select(f => f.Fault)));
        }
    }

    [Theory]
    [InlineData(29, null)]
    [InlineData(30, 18)]
    public void Of_a_few_words_nobody_can_say_a_reading_age(int words, int? age) =>
        Assert.Equal(age, Readability.Of([new("text", string.Join(' ', Enumerable.Repeat("acknowledgement.", words)))], Limits).ReadingAge);

    [Theory]
    [InlineData("one-housing")]
    [InlineData("havering")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public void Every_landlords_limits_are_those_of_plain_English(string landlord)
    {
        var limits = Policy(landlord).Letters.Readability;
        Assert.Equal((25, 12, false), (limits.AverageSentence, limits.ReadingAge, limits.Published));
    }
}
