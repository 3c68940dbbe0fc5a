using System.Globalization;
using System.Text;
using System.Text.Json;
using Housing.Promises;

namespace Housing.Standards.Tests;

/// <summary><c>./housing due --batch</c>: one answer a line, in order, and faults that say what would be right.</summary>
public class BatchTests
{
    [Theory]
    [InlineData("""{"standard":"HAV-REP-08","at":"2026-12-23T16:40Z"}""", """{"standard":"HAV-REP-08","at":"2026-12-23T16:40Z","due":"2026-12-31T00:00:00.0000000Z"}""")]
    [InlineData("""{"at":"2026-12-23T16:40:00.0000001Z","standard":"HAV-REP-06"}""", """{"standard":"HAV-REP-06","at":"2026-12-23T16:40:00.0000001Z","due":"2026-12-23T20:40:00.0000001Z"}""")]
    [InlineData("""{"standard":"HAV-REP-06","at":"2026-10-25T00:30+01:00"}""", """{"standard":"HAV-REP-06","at":"2026-10-25T00:30+01:00","due":"2026-10-25T03:30:00.0000000Z"}""")]      // the clocks go back that night
    [InlineData("""{"standard":"OHC-INC-08","at":"2026-12-24"}""", """{"standard":"OHC-INC-08","at":"2026-12-24","due":"2026-12-15T00:00:00.0000000Z"}""")]      // a notice: the hearing's day
    [InlineData("""{"standard":"OHO-SAF-02","at":"2027-02-28T10:00Z"}""", """{"standard":"OHO-SAF-02","at":"2027-02-28T10:00Z","due":"2028-02-29T00:00:00.0000000Z"}""")]      // a cadence: when it was last done
    [InlineData("""{"standard":"HPG-EST-07","at":"2026-04-24T10:00Z"}""", """{"standard":"HPG-EST-07","at":"2026-04-24T10:00Z","due":"2026-04-30T23:00:00.0000000Z"}""")]
    [InlineData("""{"standard":"HPG-EST-07","at":"2026-04-24T10:00Z","done":2}""", """{"standard":"HPG-EST-07","at":"2026-04-24T10:00Z","due":"2026-05-31T23:00:00.0000000Z"}""")]
    [InlineData("""{"id":"row \u0041","standard":"HAV-REP-08","at":"2026-12-23T16:40Z"}""", """{"id":"row \u0041","standard":"HAV-REP-08","at":"2026-12-23T16:40Z","due":"2026-12-31T00:00:00.0000000Z"}""")]
    [InlineData("""{"standard":"HAV\u002dREP-08","at":"2026-12-23T16:40Z","id":17}""", """{"id":17,"standard":"HAV-REP-08","at":"2026-12-23T16:40Z","due":"2026-12-31T00:00:00.0000000Z"}""")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2041-12-23T16:40Z"}""", """{"standard":"HAV-REP-08","at":"2041-12-23T16:40Z","due":"2041-12-31T00:00:00.0000000Z","provisional":true}""")]
    [InlineData("""{"landlord":"havering","on":"repair.reported","facts":{"priority":"priority-2"},"at":"2026-12-23T16:40Z"}""",
        """{"landlord":"havering","on":"repair.reported","at":"2026-12-23T16:40Z","commitments":[{"standard":"HAV-REP-08","due":"2026-12-31T00:00:00.0000000Z"},{"standard":"HAV-REP-27","due":"2026-12-31T00:00:00.0000000Z"}]}""")]
    [InlineData("""{"landlord":"havering","on":"repair.reported","facts":{"priority":2},"at":"2026-12-23T16:40Z"}""",
        """{"landlord":"havering","on":"repair.reported","at":"2026-12-23T16:40Z","read":{"priority":"priority-2"},"commitments":[{"standard":"HAV-REP-08","due":"2026-12-31T00:00:00.0000000Z"},{"standard":"HAV-REP-27","due":"2026-12-31T00:00:00.0000000Z"}]}""")]
    [InlineData("""{"landlord":"one-housing","on":"hearing.listed","facts":{"hearing-on":{"at":"2026-12-24"}},"at":"2026-11-01T09:00Z"}""",
        """{"landlord":"one-housing","on":"hearing.listed","at":"2026-11-01T09:00Z","commitments":[{"standard":"ENG-INC-02","due":"2026-12-15T00:00:00.0000000Z"},{"standard":"OHC-INC-08","due":"2026-12-15T00:00:00.0000000Z"}]}""")]
    [InlineData("""{"landlord":"havering","on":"repair.reported","at":"2026-12-23T16:40Z"}""", """{"landlord":"havering","on":"repair.reported","at":"2026-12-23T16:40Z","commitments":[]}""")]
    public void A_question_has_its_answer(string question, string answer) => Assert.Equal([answer], Run(question));

    [Theory]
    [InlineData("nonsense", "is not JSON")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2026-12-23T16:40Z"} {}""", "is not JSON")]
    [InlineData("[]", "is not an object; write {")]
    [InlineData("{}", "names neither a standard nor a landlord")]
    [InlineData("""{"standard":"HAV-REP-08"}""", "at: is missing")]
    [InlineData("""{"standard":"HAV-REP-08","at":5}""", "at: is not a text")]
    [InlineData("""{"standard":"","at":"2026-12-23T16:40Z"}""", "standard: is empty")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2026-12-23T16:40"}""", "at: “2026-12-23T16:40” says no offset; write 2026-12-23T16:40Z")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2026-12-23T25:40Z"}""", "is no instant; write one such as 2026-12-23T16:40Z")]
    [InlineData("""{"standard":"HAV-REP-08","at":"T16:40Z"}""", "is no instant")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2014-12-23T16:40Z"}""", "outside the calendar, which runs from 2015-01-01 to 2100-12-31")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2100-12-31T16:40Z"}""", "3 working days after 2100-12-31 is outside the calendar")]
    [InlineData("""{"standard":"HAV-REP-8","at":"2026-12-23T16:40Z"}""", "there is no promise 'HAV-REP-8' (did you mean 'HAV-REP-08'?)")]
    [InlineData("""{"standard":"HAV-REP-10","at":"2026-12-23T16:40Z"}""", "has no clock: it is a figure")]
    [InlineData("""{"standard":"ENG-HAZ-01","at":"2020-12-23T16:40Z"}""", "no version of ENG-HAZ-01 is in force on 2020-12-23; version 1 is in force from 2025-10-27")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2026-12-23T16:40Z","when":1}""", "when: is not read here")]
    [InlineData("""{"standard":"HAV-REP-08","standard":"HAV-REP-09","at":"2026-12-23T16:40Z"}""", "standard: stands there twice")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2026-12-23T16:40Z","done":1}""", "only a cadence counts")]
    [InlineData("""{"standard":"HPG-EST-07","at":"2026-12-23T16:40Z","done":-1}""", "done: is not a whole number")]
    [InlineData("""{"standard":"HAV-REP-08","landlord":"havering","at":"2026-12-23T16:40Z"}""", "names a standard, which needs no landlord")]
    [InlineData("""{"landlord":"haverin","on":"repair.reported","at":"2026-12-23T16:40Z"}""", "(did you mean 'havering'?)")]
    [InlineData("""{"landlord":"havering","at":"2026-12-23T16:40Z"}""", "on: is missing")]
    [InlineData("""{"landlord":"havering","on":"repair.report","at":"2026-12-23T16:40Z"}""", "(did you mean 'repair.reported'?)")]
    [InlineData("""{"landlord":"havering","on":"repair.reported","facts":{"priority":[2]},"at":"2026-12-23T16:40Z"}""", "facts: The fact “priority” must be")]
    [InlineData("""{"landlord":"havering","on":"repair.reported","facts":2,"at":"2026-12-23T16:40Z"}""", "facts: Facts are an object")]
    [InlineData("""{"standard":"HAV-REP-08","at":"2026-12-23T16:40Z","id":{}}""", "id: is neither a text nor a number")]
    public void A_fault_names_its_line_and_what_would_be_right_and_the_rest_goes_on(string question, string message)
    {
        var answers = Run($"{Good}\n{question}\n{Good}\n");
        Assert.Equal(3, answers.Length);
        Assert.Equal(answers[0], answers[2]);
        using var fault = JsonDocument.Parse(answers[1]);
        Assert.Equal(2, fault.RootElement.GetProperty("line").GetInt32());
        Assert.Contains(message, fault.RootElement.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_faults_answer_hands_back_the_id()
    {
        using var fault = JsonDocument.Parse(Assert.Single(Run("""{"id":"a","standard":"HAV-REP-8","at":"2026-12-23T16:40Z"}""")));
        Assert.Equal("a", fault.RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public void Blank_lines_are_passed_over_but_counted_and_ends_of_line_may_be_any()
    {
        var answers = Run($"\uFEFF{Good}\r\n\r\n   \n?\n{Good}");
        Assert.Equal(3, answers.Length);
        Assert.StartsWith("""{"line":4,""", answers[1], StringComparison.Ordinal);
        Assert.Equal(answers[0], answers[2]);
    }

    [Theory]
    [InlineData(Batch.LongestLine + 1)]
    [InlineData(3 << 20)]       // longer than what is read at once
    public void A_line_that_is_too_long_is_one_fault(int length)
    {
        var answers = Run($"{Good}\n{new string('x', length)}\n{Good}\n");
        Assert.Equal(3, answers.Length);
        Assert.Equal(answers[0], answers[2]);
        Assert.Contains($"is longer than {Batch.LongestLine} bytes", answers[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_a_fault()
    {
        byte[] line = [.. Encoding.UTF8.GetBytes("""{"standard":"HAV-REP-08","at":"2026-12-23T16:40Z","id":" """.TrimEnd()), 0xFF, .. "\"}\n"u8];
        using var output = new MemoryStream();
        var batch = new Batch(Examples.Seeds);
        using var input = new MemoryStream(line);
        batch.Run(input, output);
        Assert.Equal((0, 1), (batch.Answered, batch.Faulty));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public void Every_promise_has_the_due_instant_of_its_version_in_the_order_asked_however_the_input_is_cut(int piece)
    {
        var random = new Random(20_261_221);
        var begin = Examples.Instant("2026-05-01T00:00Z");
        var standards = Examples.Seeds.All.Select(s => s.Standard).Where(s => s.To is null && s.From is null).ToList();
        List<string> questions = [], answers = [];
        for (var i = 0; i < 2_000; i++)
        {
            var standard = standards[random.Next(standards.Count)];
            var at = begin.AddTicks(random.NextInt64(TimeSpan.TicksPerDay * 700)).ToString("O", CultureInfo.InvariantCulture);
            var due = standard.Due(new Milestone(standard.Timing is Timing.Every ? standard.Until[0] : standard.On[0], Examples.Instant(at), Facts.None));
            questions.Add($$"""{"standard":"{{standard.Id}}","at":"{{at}}","id":{{i}}}""");
            answers.Add($$"""{"id":{{i}},"standard":"{{standard.Id}}","at":"{{at}}","due":"{{due.UtcDateTime:O}}"}""");
        }

        Assert.Equal(answers, Run(string.Join('\n', questions), piece));
    }

    [Fact]
    public void What_has_been_asked_is_answered_before_more_is_waited_for()
    {
        using var output = new MemoryStream();
        var seen = new List<long>();
        using var input = new Pieces(Encoding.UTF8.GetBytes($"{Good}\n{Good}\n"), Good.Length + 1, () => seen.Add(output.Length));
        new Batch(Examples.Seeds).Run(input, output);
        Assert.Equal(0, seen[0]);
        Assert.True(seen[1] > 0, "the first line was answered before the second was read");
    }

    [Fact]
    public void The_version_in_force_on_the_London_day_of_the_instant_answers()
    {
        var old = Examples.With(("to", "\"2026-06-30\""), ("within", "\"3 working days\""));
        var changed = Examples.With(("version", "2"), ("from", "\"2026-07-01\""), ("within", "\"5 working days\""));
        var book = Examples.Book(Examples.File($"{old}, {changed}"));
        // 23:30 in London on the last day of the old one, 00:30 on the first of the new one.
        Assert.Equal(
            ["""{"standard":"ABC-REP-01","at":"2026-06-30T22:30Z","due":"2026-07-03T23:00:00.0000000Z"}""", """{"standard":"ABC-REP-01","at":"2026-06-30T23:30Z","due":"2026-07-08T23:00:00.0000000Z"}"""],
            Run("""
                {"standard":"ABC-REP-01","at":"2026-06-30T22:30Z"}
                {"standard":"ABC-REP-01","at":"2026-06-30T23:30Z"}
                """, book: book));
    }

    [Fact]
    public void The_command_ends_well_and_says_how_many_lines_it_could_not_answer()
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes($"{Good}\n?\n{Good}\n"));
        using var output = new MemoryStream();
        using var errors = new StringWriter(CultureInfo.InvariantCulture);
        Assert.Equal(0, DueCommand.Run(["--batch", "--folder", StandardsFolder.BesideAssemblies], input, output, errors, TimeProvider.System));
        Assert.Contains("1 of 3 lines could not be answered", errors.ToString(), StringComparison.Ordinal);
    }

    private const string Good = """{"standard":"HAV-REP-08","at":"2026-12-23T16:40Z"}""";

    private static string[] Run(string questions, int piece = int.MaxValue, StandardsBook? book = null)
    {
        using var input = new Pieces(Encoding.UTF8.GetBytes(questions), piece);
        using var output = new MemoryStream();
        new Batch(book ?? Examples.Seeds).Run(input, output);
        return Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>Gives so many bytes at a time, as a pipe may.</summary>
    private sealed class Pieces(byte[] bytes, int piece, Action? asked = null) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            asked?.Invoke();
            return base.Read(buffer, offset, Math.Min(count, piece));
        }
    }
}
