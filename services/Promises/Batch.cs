using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Housing.Standards;

namespace Housing.Promises;

/// <summary>
/// Answers questions given as JSON lines, in order, one JSON line for each. A line that cannot be answered gives its number and what is wrong with it;
/// the rest goes on. What has been read is answered before more is waited for, so that another program can talk to it line by line.
/// </summary>
internal sealed class Batch
{
    /// <summary>The longest line that is read, in bytes.</summary>
    public const int LongestLine = 65_536;

    private const int ReadAtOnce = 1 << 20;
    private const int WrittenAtOnce = 1 << 16;
    private const int MostDone = 1_000;
    private const string Forms =
        """write {"standard": "HAV-REP-08", "at": "2026-12-23T16:40Z"} or {"landlord": "havering", "on": "repair.reported", "facts": {"priority": "priority-2"}, "at": "2026-12-23T16:40Z"}""";

    private static readonly JsonReaderOptions Reading = new() { MaxDepth = 8 };
    private static readonly byte[] Mark = [0xEF, 0xBB, 0xBF];

    private readonly StandardsBook _book;
    private readonly Dictionary<string, Asked> _landlords;
    private readonly Dictionary<string, Standard[]>.AlternateLookup<ReadOnlySpan<char>> _standards;
    private readonly ArrayBufferWriter<byte> _answers = new(2 * WrittenAtOnce);
    private readonly Utf8JsonWriter _json;
    private long _line;

    public Batch(StandardsBook book)
    {
        _book = book;
        _landlords = book.Landlords.ToDictionary(key => key, key => new Asked(book, book.For(key)), StringComparer.Ordinal);
        _standards = book.All.GroupBy(s => s.Standard.Id, s => s.Standard, StringComparer.Ordinal)
            .ToDictionary(versions => versions.Key, versions => versions.ToArray(), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        // Every answer is an object written here from beginning to end, and stands in no web page.
        _json = new Utf8JsonWriter(_answers, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    }

    /// <summary>How many lines were answered with a due instant.</summary>
    public long Answered { get; private set; }

    /// <summary>How many could not be.</summary>
    public long Faulty { get; private set; }

    public void Run(Stream input, Stream output)
    {
        var buffer = new byte[ReadAtOnce];
        var kept = 0;
        var tooLong = false;
        while (true)
        {
            var read = input.Read(buffer, kept, buffer.Length - kept);
            var text = buffer.AsSpan(0, kept + read);
            for (var end = text.IndexOf((byte)'\n'); end >= 0; end = text.IndexOf((byte)'\n'))
            {
                // The end of a line that was too long has been answered already.
                if (!tooLong)
                    Answer(text[..end]);
                tooLong = false;
                text = text[(end + 1)..];
                if (_answers.WrittenCount >= WrittenAtOnce)
                    Send(output);
            }

            if (read == 0 || text.Length > LongestLine)
            {
                if (!tooLong && !text.IsEmpty)
                    Answer(text);
                tooLong = read > 0;
                text = default;
            }

            Send(output);
            if (read == 0)
                return;
            text.CopyTo(buffer);
            kept = text.Length;
        }
    }

    private void Send(Stream output)
    {
        output.Write(_answers.WrittenSpan);
        output.Flush();
        _answers.ResetWrittenCount();
    }

    private void Answer(ReadOnlySpan<byte> text)
    {
        if (++_line == 1 && text.StartsWith(Mark))
            text = text[Mark.Length..];
        if (text.Length <= LongestLine && text.IndexOfAnyExcept(" \t\r"u8) < 0)
            return;
        Question question = default;
        var fault = text.Length > LongestLine ? $"is longer than {LongestLine} bytes; one question stands on one line" : Read(text, ref question);
        _json.Reset();
        _json.WriteStartObject();
        fault ??= question.Standard.IsEmpty ? AnswerLandlord(question) : AnswerStandard(question);
        if (fault is null)
        {
            Answered++;
        }
        else
        {
            Faulty++;
            _json.WriteNumber("line"u8, _line);
            WriteId(question);
            _json.WriteString("error"u8, fault);
        }

        _json.WriteEndObject();
        _json.Flush();
        _answers.GetSpan(1)[0] = (byte)'\n';
        _answers.Advance(1);
    }

    /// <summary>One promise. Nothing is written before it is known to have an answer.</summary>
    private string? AnswerStandard(Question question)
    {
        if (!Instants.TryRead(question.At, out var at, out var fault))
            return $"at: {fault}";
        if (!TryFind(question.Standard, London.DayOf(at), out var standard, out fault))
            return fault;
        DateTimeOffset due;
        try
        {
            due = (standard.Timing, question.Done) switch
            {
                (Timing.Every every, { } done) => every.Cadence.Due(at, missed: 0, standard.Calendar, done),
                (_, null) => standard.Timing.Due(at, standard.Calendar),
                _ => DateTimeOffset.MinValue,
            };
        }
        catch (ArgumentOutOfRangeException outside)
        {
            return DueCommand.OutsideCalendar(outside);
        }

        if (due == DateTimeOffset.MinValue)
            return $"done: {standard.Id} is a {standard.Timing.Kind}; only a cadence counts how often it was done";
        WriteId(question);
        _json.WriteString("standard"u8, standard.Id);
        _json.WriteString("at"u8, question.At);
        WriteDue(standard, due);
        return null;
    }

    /// <summary>All that a landlord's milestone opens, the earliest due first.</summary>
    private string? AnswerLandlord(Question question)
    {
        if (!_landlords.TryGetValue(Text(question.Landlord), out var asked))
            return $"landlord: there is no '{Instants.Short(Text(question.Landlord))}'{Nearest.Suggest(Text(question.Landlord), _landlords.Keys)}; there are {string.Join(", ", _landlords.Keys)}";
        if (!asked.Milestones.TryGetValue(Text(question.On), out var on))
            return $"on: '{Instants.Short(Text(question.On))}' starts no promise of {asked.Landlord.Key}{Nearest.Suggest(Text(question.On), asked.Milestones)}";
        if (!Instants.TryRead(question.At, out var at, out var fault))
            return $"at: {fault}";
        List<(Standard Standard, DateTimeOffset Due)> opening;
        List<(string Name, Fact Value)>? otherwise = null;
        try
        {
            var facts = question.Facts.IsEmpty ? Facts.None : Meant(asked, FactsFormat.Read(question.Facts), out otherwise);
            opening = [.. _book.Match(asked.Landlord.Key, new Milestone(on, at, facts))];
            opening.Sort(Earlier);
        }
        catch (FormatException wrong)
        {
            return $"facts: {wrong.Message}";
        }
        catch (ArgumentOutOfRangeException outside)
        {
            return DueCommand.OutsideCalendar(outside);
        }

        WriteId(question);
        _json.WriteString("landlord"u8, asked.Landlord.Key);
        _json.WriteString("on"u8, on);
        _json.WriteString("at"u8, question.At);
        if (otherwise is not null)
        {
            _json.WriteStartObject("read"u8);
            foreach (var (name, value) in otherwise)
                _json.WriteString(name, value.ToString());
            _json.WriteEndObject();
        }

        _json.WriteStartArray("commitments"u8);
        foreach (var (standard, due) in opening)
        {
            _json.WriteStartObject();
            _json.WriteString("standard"u8, standard.Id);
            WriteDue(standard, due);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
        return null;
    }

    /// <summary>The facts as the landlord's promises ask for them, and those that were read as something else than they say.</summary>
    private static Facts Meant(Asked asked, Facts given, out List<(string Name, Fact Value)>? otherwise)
    {
        otherwise = null;
        var meant = new (string, Fact)[given.All.Count];
        for (var i = 0; i < meant.Length; i++)
        {
            var (name, value) = given.All[i];
            var read = asked.Read(name, value, out var changed);
            if (changed)
                (otherwise ??= []).Add((name, read));
            meant[i] = (name, read);
        }

        return Facts.Of(meant);
    }

    private static int Earlier((Standard Standard, DateTimeOffset Due) one, (Standard Standard, DateTimeOffset Due) other) =>
        one.Due.CompareTo(other.Due) is var order and not 0 ? order : string.CompareOrdinal(one.Standard.Id, other.Standard.Id);

    private bool TryFind(ReadOnlySpan<byte> id, DateOnly day, [MaybeNullWhen(false)] out Standard standard, out string fault)
    {
        Span<char> name = stackalloc char[32];
        fault = "";
        if (id.Length <= name.Length && Encoding.UTF8.TryGetChars(id, name, out var length) && _standards.TryGetValue(name[..length], out var versions))
        {
            foreach (var version in versions)
            {
                if (version.HoldsOn(day))
                {
                    standard = version;
                    return true;
                }
            }

            fault = $"standard: {DueCommand.NotInForce(versions, day)}";
        }
        else
        {
            fault = $"standard: {DueCommand.Unknown(_book, Instants.Short(Text(id)))}";
        }

        standard = null;
        return false;
    }

    private void WriteId(Question question)
    {
        if (question.Id.IsEmpty)
            return;
        _json.WritePropertyName("id"u8);
        _json.WriteRawValue(question.Id, skipInputValidation: true);
    }

    private void WriteDue(Standard standard, DateTimeOffset due)
    {
        Span<byte> text = stackalloc byte[28];
        due.UtcDateTime.TryFormat(text, out _, "O");
        _json.WriteString("due"u8, text);
        if (Promises.Answer.IsProvisional(standard, due))
            _json.WriteBoolean("provisional"u8, true);
    }

    private static string? Read(ReadOnlySpan<byte> text, ref Question question)
    {
        try
        {
            var reader = new Utf8JsonReader(text, Reading);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                return $"is not an object; {Forms}";
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (ReadProperty(ref reader, ref question, text) is { } fault)
                    return fault;
            }

            reader.Read();      // nothing may follow
        }
        catch (JsonException wrong)
        {
            return $"is not JSON: {wrong.Message.Split(" LineNumber:")[0]} (byte {wrong.BytePositionInLine + 1})";
        }
        catch (InvalidOperationException)
        {
            return "is not UTF-8 text";
        }

        return question.Missing();
    }

    private static string? ReadProperty(ref Utf8JsonReader reader, ref Question question, ReadOnlySpan<byte> line)
    {
        if (reader.ValueTextEquals("at"u8))
            return ReadText(ref reader, ref question.At, "at");
        if (reader.ValueTextEquals("standard"u8))
            return ReadText(ref reader, ref question.Standard, "standard");
        if (reader.ValueTextEquals("landlord"u8))
            return ReadText(ref reader, ref question.Landlord, "landlord");
        if (reader.ValueTextEquals("on"u8))
            return ReadText(ref reader, ref question.On, "on");
        if (reader.ValueTextEquals("facts"u8))
        {
            reader.Read();
            if (!question.Facts.IsEmpty)
                return "facts: stands there twice";
            var begin = (int)reader.TokenStartIndex;
            reader.Skip();
            question.Facts = line[begin..(int)reader.BytesConsumed];
            return null;
        }

        if (reader.ValueTextEquals("id"u8))
        {
            reader.Read();
            if (!question.Id.IsEmpty)
                return "id: stands there twice";
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                return "id: is neither a text nor a number";
            if (reader.TokenType == JsonTokenType.String)
                _ = reader.GetString();     // it is handed back as it is, so it must be a text
            question.Id = line[(int)reader.TokenStartIndex..(int)reader.BytesConsumed];
            return null;
        }

        if (reader.ValueTextEquals("done"u8))
        {
            reader.Read();
            if (question.Done is not null)
                return "done: stands there twice";
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out var done) || done is < 0 or > MostDone)
                return $"done: is not a whole number from 0 to {MostDone}: how often it was done in that month or year up to and with the last time";
            question.Done = done;
            return null;
        }

        return $"{Instants.Short(reader.GetString()!)}: is not read here; {Forms}";
    }

    private static string? ReadText(ref Utf8JsonReader reader, ref ReadOnlySpan<byte> value, string name)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
            return $"{name}: is not a text; {Forms}";
        if (!value.IsEmpty)
            return $"{name}: stands there twice";
        value = reader.ValueIsEscaped ? Encoding.UTF8.GetBytes(reader.GetString()!) : reader.ValueSpan;
        return value.IsEmpty ? $"{name}: is empty; {Forms}" : null;
    }

    private static string Text(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);

    /// <summary>What a line asks, as slices of it.</summary>
    private ref struct Question
    {
        public ReadOnlySpan<byte> Standard;
        public ReadOnlySpan<byte> Landlord;
        public ReadOnlySpan<byte> On;
        public ReadOnlySpan<byte> At;
        public ReadOnlySpan<byte> Id;
        public ReadOnlySpan<byte> Facts;
        public int? Done;

        public readonly string? Missing() => this switch
        {
            { Standard.IsEmpty: true, Landlord.IsEmpty: true } => $"names neither a standard nor a landlord; {Forms}",
            { Standard.IsEmpty: false } when !Landlord.IsEmpty || !On.IsEmpty || !Facts.IsEmpty => $"names a standard, which needs no landlord, on or facts; {Forms}",
            { Standard.IsEmpty: true, On.IsEmpty: true } => $"on: is missing; {Forms}",
            { Standard.IsEmpty: true } when Done is not null => $"done: goes with a standard; {Forms}",
            { At.IsEmpty: true } => $"at: is missing; {Forms}",
            _ => null,
        };
    }
}
