using System.Text.Json;

namespace Housing.Standards.Tests;

public class StandardsFileTests
{
    [Fact]
    public void A_file_is_read_whole()
    {
        var standard = Assert.Single(Examples.Book(Examples.File(Examples.With(
            ("version", "2"), ("from", "\"2026-04-01\""), ("to", "\"2027-03-31\""), ("target", "97.5"), ("aim", "true"), ("reported", "\"Monthly\""),
            ("on", """["repair.reported", "repair.reopened"]""")))).For("abc").Standards);
        Assert.Equal(("ABC-REP-01", 2, 97.5m, true, "Monthly"), (standard.Id, standard.Version, standard.Target, standard.Aim, standard.Reported));
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2027, 3, 31)), (standard.From, standard.To));
        Assert.Equal(["repair.reported", "repair.reopened"], standard.On);
        Assert.Equal(["repair.completed"], standard.Until);
        Assert.Equal(new Timing.Within(new Limit(3, LimitUnit.WorkingDays)), standard.Timing);
    }

    [Theory]
    [InlineData("within", "\"4 hurs\"", "abc.json $.standards[0].within: \"4 hurs\" has the unknown unit “hurs”; write “4 hours”")]
    [InlineData("within", "\"0 days\"", "abc.json $.standards[0].within: \"0 days\" is no time at all; a limit is 1 or more, or “same day”")]
    [InlineData("within", "4", "abc.json $.standards[0].within: 4 is not a text; write it in quotes")]
    [InlineData("within", "\"same day\"", "abc.json $.standards[0].within: \"same day\" needs to know when the offices close; set “closes” in $.calendar")]
    [InlineData("within", null, "abc.json $.standards[0] has no “within”; it must be a text")]
    [InlineData("id", "\"rep 1\"", "abc.json $.standards[0].id: \"rep 1\" does not look like a register row such as “HAV-REP-08”")]
    [InlineData("id", null, "abc.json $.standards[0] has no “id”")]
    [InlineData("version", "0", "abc.json $.standards[0].version: 0 is not a whole number from 1 to 1000")]
    [InlineData("version", "1.5", "abc.json $.standards[0].version: 1.5 is not a whole number")]
    [InlineData("from", "\"2026-02-30\"", "abc.json $.standards[0].from: \"2026-02-30\" is not a date; write one that exists, such as “2026-12-24”")]
    [InlineData("from", "\"1999-01-01\"", "abc.json $.standards[0].from: \"1999-01-01\" is outside the calendar")]
    [InlineData("summary", "\"  \"", "abc.json $.standards[0].summary: \"  \" is empty or has blanks around it")]
    [InlineData("summary", "\"a\\u0007b\"", "abc.json $.standards[0].summary: \"a\\u0007b\" has control characters; write one line of text")]
    [InlineData("source", "null", "abc.json $.standards[0].source: null is not a text")]
    [InlineData("service", "\"plumbing\"", "abc.json $.standards[0].service: \"plumbing\" is unknown; write one of repairs, complaints,")]
    [InlineData("kind", "\"wish\"", "abc.json $.standards[0].kind: \"wish\" is unknown; write one of deadline, notice, cadence")]
    [InlineData("on", "\"reported\"", "abc.json $.standards[0].on: \"reported\" does not look like a milestone such as “repair.reported”")]
    [InlineData("on", "[]", "abc.json $.standards[0].on: [] is not a milestone such as “repair.reported”, nor a list of them")]
    [InlineData("until", "[\"repair.completed\", 7]", "abc.json $.standards[0].until[1]: 7 does not look like a milestone")]
    [InlineData("until", "[\"repair.completed\", \"repair.completed\"]", "abc.json $.standards[0].until[1]: \"repair.completed\" stands here twice; keep one of them")]
    [InlineData("target", "0", "abc.json $.standards[0].target: 0 is not a share in percent")]
    [InlineData("target", "\"90%\"", "abc.json $.standards[0].target: \"90%\" is not a number")]
    [InlineData("aim", "\"yes\"", "abc.json $.standards[0].aim: \"yes\" is neither true nor false")]
    [InlineData("untill", "\"repair.completed\"", "abc.json $.standards[0].untill is not read here; the properties are id, version,")]
    [InlineData("when", "{}", "abc.json $.standards[0].when: {} is empty; leave it out for a promise that always applies")]
    [InlineData("when", "[]", "abc.json $.standards[0].when: [] is not an object; write { … }")]
    [InlineData("when", """{"priority":[]}""", "abc.json $.standards[0].when.priority: [] is an empty list, which can never hold")]
    [InlineData("when", """{"priority":null}""", "abc.json $.standards[0].when.priority: null is not a fact's value; write a text, a number, true or false")]
    [InlineData("when", """{"priority":["a",{}]}""", "abc.json $.standards[0].when.priority[1]: {} is not a fact's value")]
    [InlineData("when", """{"Priority":"a"}""", "abc.json $.standards[0].when.Priority: \"a\" asks for the fact “Priority”; facts are written in small letters")]
    [InlineData("when", """{"cost":{}}""", "abc.json $.standards[0].when.cost: {} compares with nothing; write at least one of over, atLeast, under, atMost")]
    [InlineData("when", """{"cost":{"over":5,"under":5}}""", "can never hold: its lower bound is not below its upper one")]
    [InlineData("when", """{"cost":{"above":5}}""", "abc.json $.standards[0].when.cost.above is not read here; the properties are over, atLeast, under, atMost")]
    [InlineData("when", """{"all":{"priority":"a"}}""", "is not a list of conditions; write [ { … }, { … } ]")]
    [InlineData("when", """{"any":[{"priority":"a"},{}]}""", "abc.json $.standards[0].when.any[1]: {} is empty")]
    [InlineData("when", """{"not":{"date":{"from":"11-31","to":"04-30"}}}""", "abc.json $.standards[0].when.not.date.from: \"11-31\" is not a day of the year; write month and day, such as “10-31”")]
    [InlineData("when", """{"date":{"from":"11-01"}}""", "abc.json $.standards[0].when.date has no “to”")]
    [InlineData("when", """{"milestone":"repair.visited"}""", "can never hold: “repair.visited” is not among the milestones of “on”")]
    public void A_fault_names_file_path_value_and_what_would_be_right(string property, string? json, string fault)
    {
        var faults = Examples.FaultsOf(("abc.json", Examples.File(Examples.With((property, json)))));
        Assert.Contains(fault, Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"closures":[{"from":"2026-12-24"}]}""", "abc.json $.calendar.closures[0] has no “why”")]
    [InlineData("""{"closures":[{"from":"2026-12-24","to":"2026-12-23","why":"x"}]}""", "abc.json $.calendar.closures[0].to: \"2026-12-23\" is before “from”, 2026-12-24")]
    [InlineData("""{"closures":["2026-12-24"]}""", "abc.json $.calendar.closures[0]: \"2026-12-24\" is not an object")]
    [InlineData("""{"closures":{}}""", "abc.json $.calendar.closures: {} is not a list; write [ … ]")]
    [InlineData("""{"closes":"25:00"}""", "abc.json $.calendar.closes: \"25:00\" is not a time of day; write one such as “17:30”")]
    [InlineData("""{"open":"08:00"}""", "abc.json $.calendar.open is not read here; the properties are closures, opens, closes")]
    [InlineData("""{"opens":"17:00","closes":"09:00"}""", "abc.json $.calendar.closes: \"09:00\" is not after “opens”, 17:00")]
    [InlineData("[]", "abc.json $.calendar: [] is not an object")]
    public void A_damaged_calendar_is_named(string calendar, string fault) =>
        Assert.Contains(fault, Assert.Single(Examples.FaultsOf(("abc.json", Examples.File(Examples.Standard, calendar)))).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("", "abc.json line 1, byte 1 is not JSON")]
    [InlineData("{ \"landlord\": \"abc\",\n  \"name\": }", "abc.json line 2, byte 11 is not JSON")]
    [InlineData("[]", "abc.json $: [] is not an object")]
    [InlineData("{ \"landlord\": \"abc\", \"landlord\": \"abc\", \"name\": \"A\", \"standards\": [] }", "abc.json $.landlord: \"abc\" stands here twice")]
    [InlineData("{ \"landlord\": \"def\", \"name\": \"D\", \"standards\": [] }", "abc.json $.landlord: \"def\" is not the name of this file; the file of “def” is def.json")]
    [InlineData("{ \"landlord\": \"abc\", \"name\": \"A\" }", "abc.json $ has no “standards”; it must be a list")]
    [InlineData("{ \"landlord\": \"abc\", \"name\": \"A\", \"standards\": [], \"repiars\": {} }", "abc.json $.repiars is not read here")]
    public void A_file_that_is_no_standards_file_is_named(string text, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Examples.FaultsOf(("abc.json", text))).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Every_fault_of_every_file_is_named_at_once()
    {
        var faults = Examples.FaultsOf(
            ("abc.json", Examples.File($"{Examples.With(("within", "\"3 moons\""), ("on", "7"))}, {Examples.With(("id", "\"ABC-REP-02\""), ("aim", "1"))}", """{"closes":"late"}""")),
            ("def.json", "{"),
            ("ghi.json", Examples.File("", landlord: "xyz")));
        Assert.Equal(
            ["abc.json $.calendar.closes", "abc.json $.standards[0].on", "abc.json $.standards[0].within", "abc.json $.standards[1].aim", "def.json line 1, byte 2", "ghi.json $.landlord"],
            faults.Select(fault => $"{fault.File} {fault.Path}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_exception_says_all_of_it_in_its_message()
    {
        var fault = Assert.Throws<StandardsException>(() => Examples.Book(Examples.File(Examples.With(("within", "\"0 days\""), ("aim", "1")))));
        Assert.Contains("2 faults in the standards files", fault.Message, StringComparison.Ordinal);
        Assert.Contains("$.standards[0].within", fault.Message, StringComparison.Ordinal);
        Assert.Contains("$.standards[0].aim", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_promise_may_not_stand_twice_in_a_file()
    {
        var faults = Examples.FaultsOf(("abc.json", Examples.File($"{Examples.Standard}, {Examples.Standard}")));
        Assert.StartsWith("abc.json $.standards[1].id: \"ABC-REP-01\" stands in this file twice as version 1", Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_landlords_may_not_share_a_promises_id()
    {
        var faults = Examples.FaultsOf(("abc.json", Examples.File(Examples.Standard)), ("def.json", Examples.File(Examples.Standard, landlord: "def")));
        Assert.Equal("def.json $.standards: \"ABC-REP-01\" is a promise of abc.json already; every promise has an id of its own", Assert.Single(faults).ToString());
    }

    [Fact]
    public void Two_versions_may_not_hold_on_the_same_day()
    {
        var faults = Examples.FaultsOf(("abc.json", Examples.File(
            $"{Examples.With(("to", "\"2027-03-31\""))}, {Examples.With(("version", "2"), ("from", "\"2027-03-31\""))}")));
        Assert.Contains("holds on the same days as version 1", Assert.Single(faults).ToString(), StringComparison.Ordinal);
        Assert.NotNull(Examples.Book(Examples.File($"{Examples.With(("to", "\"2027-03-31\""))}, {Examples.With(("version", "2"), ("from", "\"2027-04-01\""))}")));
    }

    [Fact]
    public void A_folder_without_files_says_where_they_are_looked_for()
    {
        Assert.Contains("holds no landlord's standards file", Assert.Single(Examples.FaultsOf()).ToString(), StringComparison.Ordinal);
        var missing = Assert.Throws<StandardsException>(() => StandardsBook.Read("/nowhere/standards"));
        Assert.Contains("/nowhere/standards", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_names_the_same_properties_as_the_reader()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(StandardsFolder.BesideAssemblies, "standards.schema.json")));
        Assert.Equal(ReadHere(Examples.File(Examples.Standard).Replace("\"name\"", "\"x\": 1, \"name\"", StringComparison.Ordinal)), Named(schema.RootElement));
        Assert.Equal(ReadHere(Examples.File(Examples.With(("x", "1")))), Named(schema.RootElement.GetProperty("$defs").GetProperty("standard")));
        Assert.Equal(ReadHere(Examples.File(Examples.Standard, """{"x":1}""")), Named(schema.RootElement.GetProperty("properties").GetProperty("calendar")));
        foreach (var (list, entry) in (ReadOnlySpan<(string, string)>)[
            ("rule", """ "rules": [{ "id": "ABC-REP-02", "summary": "S.", "service": "repairs", "x": 1 }] """),
            ("measure", """ "measures": [{ "id": "ABC-REP-02", "summary": "S.", "service": "repairs", "x": 1 }] """),
            ("conduct", """ "conduct": [{ "id": "ABC-REP-02", "summary": "S.", "service": "repairs", "question": "Q?", "x": 1 }] """)])
        {
            Assert.Equal(ReadHere(Examples.File(Examples.Standard).Replace("\"repairs\": {}", $"\"repairs\": {{}}, {entry}", StringComparison.Ordinal)), Named(schema.RootElement.GetProperty("$defs").GetProperty(list)));
        }
    }

    private static IEnumerable<string> ReadHere(string file)
    {
        var fault = Assert.Single(Examples.FaultsOf(("abc.json", file))).Fault;
        return fault[(fault.IndexOf("are ", StringComparison.Ordinal) + 4)..].Split(", ").Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Named(JsonElement type) =>
        type.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal);
}
