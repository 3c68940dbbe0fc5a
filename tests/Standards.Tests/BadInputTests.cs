namespace Housing.Standards.Tests;

/// <summary>What else can be wrong in a file, beside StandardsFileTests: each a message with file, path, value and what would be right; nothing is started half-read.</summary>
public class BadInputTests
{
    [Theory]
    // A property of another kind, or none of its own.
    [InlineData("""{"before":"2 days"}""", "$.standards[0].before: \"2 days\" is for a notice, and this is a deadline")]
    [InlineData("""{"every":"2 days"}""", "$.standards[0].every: \"2 days\" is for a cadence, and this is a deadline")]
    [InlineData("""{"kind":"notice","within":null,"before":"28 days"}""", "$.standards[0] has no “of”; it must be")]
    [InlineData("""{"kind":"notice","within":null,"of":"effective-on"}""", "$.standards[0] has no “before”; it must be a text")]
    [InlineData("""{"kind":"notice","within":null,"of":"effective-on","before":"same day"}""", "$.standards[0].before: \"same day\" cannot be counted back; write a time such as “28 days”")]
    [InlineData("""{"kind":"notice","within":null,"of":"effective-on","before":"0 days"}""", "$.standards[0].before: \"0 days\" is no time at all")]
    [InlineData("""{"kind":"notice","within":null,"of":"Effective On","before":"2 days"}""", "$.standards[0].of: \"Effective On\" does not look like the name of a fact such as “effective-on”")]
    [InlineData("""{"kind":"cadence","within":null}""", "$.standards[0] has no “every”; it must be “6 weeks”, { \"months\"")]
    [InlineData("""{"kind":"cadence","within":null,"on":"a.done","until":"a.done","every":"1 week","of":"done-on"}""", "$.standards[0].of: \"done-on\" is for a deadline or a notice; a cadence is counted from when it was last done")]
    [InlineData("""{"kind":"cadence","within":null,"on":"a.done","until":"a.done","every":"1 week","repeats":true}""", "$.standards[0].repeats: true is for a deadline or a notice; a cadence always runs again")]
    // Cadences.
    [InlineData("""{"kind":"cadence","within":null,"every":"fortnightly"}""", "$.standards[0].every: \"fortnightly\" is not a limit; write “4 hours”")]
    [InlineData("""{"kind":"cadence","within":null,"every":"same day"}""", "$.standards[0].every: \"same day\" does not say how often; write “1 day”")]
    [InlineData("""{"kind":"cadence","within":null,"every":7}""", "$.standards[0].every: 7 is not an object; write { … }")]
    [InlineData("""{"kind":"cadence","within":null,"every":{}}""", "$.standards[0].every: {} is no cadence; write “6 weeks”")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"months":[0,3],"times":1}}""", "$.standards[0].every.months: [0,3] is not a list of months; write numbers from 1 to 12, each once")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"months":[3,3],"times":1}}""", "$.standards[0].every.months: [3,3] is not a list of months")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"months":[3],"times":0}}""", "$.standards[0].every.times: 0 is not a whole number from 1 to 31")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"months":[3]}}""", "$.standards[0].every has no “times”")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"monthsApart":0}}""", "$.standards[0].every.monthsApart: 0 is not a whole number from 1 to 120")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"year":{"times":-2}}}""", "$.standards[0].every.year.times: -2 is not a whole number from 1 to 366")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"by":"02-30"}}""", "$.standards[0].every.by: \"02-30\" is not a day of the year; write month and day, such as “09-30”, and “02-29” for the last day of February")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"period":"1 year","keepsDate":"on time"}}""", "$.standards[0].every.keepsDate: \"on time\" is no lead time")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"period":"1 year","keepsDate":"12 months"}}""", "$.standards[0].every.keepsDate: \"12 months\" is not shorter than the period, 1 year")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"period":"1 year","by":"09-30"}}""", "$.standards[0].every.period is not read here; the properties are by, from, startedBy")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"by":"09-30","from":"April"}}""", "$.standards[0].every.from: \"April\" is not a day of the year; write month and day, such as “09-30”, on which the year that counts for “by” begins")]
    [InlineData("""{"kind":"cadence","within":null,"every":{"by":"09-30","startedBy":"04-31"}}""", "$.standards[0].every.startedBy: \"04-31\" is not a day of the year; write month and day, such as “09-30”, up to which a start is owed the next one")]
    // A warning is a lead time.
    [InlineData("""{"warn":"same day"}""", "$.standards[0].warn: \"same day\" is no lead time; write “1 hour” or “2 working days”")]
    [InlineData("""{"warn":"0 hours"}""", "$.standards[0].warn: \"0 hours\" is no time at all")]
    // Limits.
    [InlineData("""{"within":"-3 days"}""", "$.standards[0].within: \"-3 days\" is not a limit; write “4 hours”")]
    [InlineData("""{"within":"3 Working Days"}""", "$.standards[0].within: \"3 Working Days\" is not a limit")]
    [InlineData("""{"within":"at once"}""", "$.standards[0].within: \"at once\" needs to know when the offices close; set “closes” in $.calendar")]
    // Dates.
    [InlineData("""{"from":"2027-02-29"}""", "$.standards[0].from: \"2027-02-29\" is not a date; write one that exists")]
    [InlineData("""{"to":"2101-01-01"}""", "$.standards[0].to: \"2101-01-01\" is outside the calendar, which runs from 2015-01-01 to 2100-12-31")]
    [InlineData("""{"from":"2026-05-01","to":"2026-04-30"}""", "$.standards[0].to: \"2026-04-30\" is before “from”, 2026-05-01")]
    // One milestone may not do two things to the same clock.
    [InlineData("""{"until":["repair.completed","repair.reported"]}""", "$.standards[0].until: [\"repair.completed\",\"repair.reported\"] names “repair.reported” as “on” does")]
    [InlineData("""{"ends":"repair.completed"}""", "$.standards[0].ends: \"repair.completed\" names “repair.completed” as “on” or “until” does; name a milestone that only ends it")]
    [InlineData("""{"ends":"closed"}""", "$.standards[0].ends: \"closed\" does not look like a milestone")]
    // Precedence.
    [InlineData("""{"insteadOf":"ABC-REP-02"}""", "$.standards “ABC-REP-01”.insteadOf: \"ABC-REP-02\" is no promise of this file; name one that this one stands instead of")]
    [InlineData("""{"insteadOf":"ABC-REP-01"}""", "$.standards “ABC-REP-01”.insteadOf leads back to itself, so that none of them would ever start")]
    [InlineData("""{"insteadOf":"the other"}""", "$.standards[0].insteadOf: \"the other\" does not look like a register row")]
    [InlineData("""{"when":{"":"x"}}""", "$.standards[0].when.: \"x\" asks for the fact “”; facts are written in small letters with hyphens")]
    public void A_fault_names_file_path_value_and_what_would_be_right(string changes, string fault)
    {
        using var read = System.Text.Json.JsonDocument.Parse(changes);
        var standard = Examples.With([.. read.RootElement.EnumerateObject().Select(p => (p.Name, p.Value.ValueKind == System.Text.Json.JsonValueKind.Null ? null : p.Value.GetRawText()))]);
        var faults = Examples.FaultsOf(("abc.json", Examples.File(standard)));
        Assert.StartsWith($"abc.json {fault}", Assert.Single(faults).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"facts\": { \"kind\": \"a\", \"kind\": \"b\" }", "$.facts.kind: \"b\" stands here twice; keep one of them")]
    [InlineData("\"facts\": { \"Kind\": \"a\" }", "$.facts.Kind: \"a\" asks for the fact “Kind”; facts are written in small letters")]
    [InlineData("\"facts\": { \"kind\": null }", "$.facts.kind: null is not a fact's value; write a text, a number, true or false")]
    [InlineData("\"warn\": { \"hours\": \"soon\" }", "$.warn.hours: \"soon\" is not a limit")]
    [InlineData("\"warn\": { \"weeks\": \"1 week\" }", "$.warn.weeks is not read here; the properties are hours, days")]
    [InlineData("\"rules\": [{ \"id\": \"ABC-REP-01\", \"summary\": \"S.\", \"service\": \"repairs\" }]", "$.rules[0].id: \"ABC-REP-01\" stands in this file already; every row is accounted for once")]
    [InlineData("\"measures\": [{ \"id\": \"ABC-REP-02\", \"summary\": \"S.\", \"service\": \"repairs\", \"of\": \"ABC-REP-09\" }]", "$.measures[0].of: \"ABC-REP-09\" names “ABC-REP-09”, which is no promise of this file")]
    [InlineData("\"conduct\": [{ \"id\": \"ABC-REP-02\", \"summary\": \"S.\", \"service\": \"repairs\" }]", "$.conduct[0] has no “question”")]
    public void So_does_one_elsewhere_in_the_file(string part, string fault)
    {
        var file = Examples.File(Examples.Standard).Replace("\"name\": \"A B C\"", $"\"name\": \"A B C\", {part}", StringComparison.Ordinal);
        Assert.StartsWith($"abc.json {fault}", Assert.Single(Examples.FaultsOf(("abc.json", file))).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{ \"statute\": \"wales\", \"name\": \"W\", \"standards\": [] }", "statute-england.json $.statute: \"wales\" is not the name of this file; the file of “wales” is statute-wales.json")]
    [InlineData("{ \"landlord\": \"statute-england\", \"name\": \"E\", \"standards\": [] }", "statute-england.json $.landlord: \"statute-england\" is the name of a file of laws; write “statute” in place of “landlord”")]
    [InlineData("{ \"statute\": \"england\", \"name\": \"E\", \"standards\": [{ \"law\": 7 }] }", "statute-england.json $.standards[0].law: 7 is not a text; write it in quotes")]
    [InlineData("{ \"statute\": \"england\", \"name\": \"E\", \"standards\": [{ \"confirmed\": \"no\" }] }", "statute-england.json $.standards[0].confirmed: \"no\" is neither true nor false")]
    [InlineData("{ \"statute\": \"england\", \"name\": \"E\", ", "statute-england.json line 1, byte 38 is not JSON")]
    public void The_laws_file_is_read_as_strictly(string text, string fault) =>
        Assert.Contains(Examples.FaultsOf(("statute-england.json", text)), f => f.ToString().StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void Only_one_file_of_laws_can_run() =>
        Assert.Equal(
            "statute-wales.json $.statute is a second file of laws beside statute-england.json; only one can run on every landlord's cases",
            Assert.Single(Examples.FaultsOf(
                ("statute-england.json", """{ "statute": "england", "name": "E", "standards": [] }"""),
                ("statute-wales.json", """{ "statute": "wales", "name": "W", "standards": [] }"""))).ToString());

    [Fact]
    public void A_landlord_may_not_use_an_id_of_the_law() =>
        Assert.Equal(
            "statute-england.json $.standards: \"ABC-REP-01\" is a promise of abc.json already; every promise has an id of its own",
            Assert.Single(Examples.FaultsOf(
                ("abc.json", Examples.File(Examples.Standard)),
                ("statute-england.json", $$"""{ "statute": "england", "name": "E", "standards": [ {{Lawful()}} ] }"""))).ToString());

    [Theory]
    [InlineData("law", null, "$.standards[0] has no “law”")]
    [InlineData("confirmed", null, "$.standards[0] has no “confirmed”; it must be true when the figure has been read in the law itself, else false")]
    [InlineData("inForce", null, "$.standards[0] has no “inForce”; it must be a date such as “2026-12-24”")]
    [InlineData("inForce", "\"1899-12-31\"", "$.standards[0].inForce: \"1899-12-31\" is outside the calendar, which runs from 1900-01-01")]
    [InlineData("inForce", "\"2026-02-30\"", "$.standards[0].inForce: \"2026-02-30\" is not a date")]
    public void Every_entry_of_the_law_says_where_it_stands_since_when_it_binds_and_whether_that_was_read(string property, string? json, string fault) =>
        Assert.StartsWith(
            $"statute-england.json {fault}",
            Assert.Single(Examples.FaultsOf(("statute-england.json", $$"""{ "statute": "england", "name": "E", "standards": [ {{Lawful((property, json))}} ] }"""))).ToString(),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("rules")]
    [InlineData("measures")]
    public void Rules_and_measures_of_the_law_say_so_as_well(string list)
    {
        var text = $$"""{ "statute": "england", "name": "E", "standards": [], "{{list}}": [{ "id": "ENG-CMP-09", "summary": "S.", "service": "complaints" }] }""";
        Assert.Equal(3, Examples.FaultsOf(("statute-england.json", text)).Count);
    }

    private static string Lawful(params (string Property, string? Json)[] changes) =>
        Examples.With([("law", "\"Code 2024, 6.2\""), ("inForce", "\"2024-04-01\""), ("confirmed", "true"), .. changes]);

    [Fact]
    public void Bytes_that_are_no_text_are_named()
    {
        var folder = Directory.CreateTempSubdirectory("standards-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "def.json"), """{ "landlord": "def", "name": "D", "standards": [ { "summary": "\ud800" } ] }""");
            byte[] text = [.. "{ \"landlord\": \"abc\", \"name\": \""u8, 0xC3, 0x28, .. "\", \"standards\": [] }"u8];
            File.WriteAllBytes(Path.Combine(folder.FullName, "abc.json"), text);
            Assert.Equal(
                ["abc.json $.name holds bytes that are no text; save the file as UTF-8", "def.json $.standards[0].summary holds bytes that are no text; save the file as UTF-8"],
                Assert.Throws<StandardsException>(() => StandardsBook.Read(folder.FullName)).Faults.Select(f => f.ToString()));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Ties: of two rules that say different things of one case, neither wins by chance.

    [Fact]
    public void Two_promises_may_not_stand_instead_of_each_other_nor_three_in_a_circle()
    {
        var two = Examples.FaultsOf(("abc.json", Examples.File($"{Promise(1, 2)}, {Promise(2, 1)}")));
        Assert.Equal(["$.standards “ABC-REP-01”.insteadOf", "$.standards “ABC-REP-02”.insteadOf"], two.Select(f => f.Path));
        var three = Examples.FaultsOf(("abc.json", Examples.File($"{Promise(1, 2)}, {Promise(2, 3)}, {Promise(3, 1)}")));
        Assert.Equal(3, three.Count);
        Assert.All(three, fault => Assert.Contains("leads back to itself", fault.Fault, StringComparison.Ordinal));
    }

    [Fact]
    public void Of_three_the_most_specific_starts_whatever_their_order()
    {
        foreach (var order in (int[][])[[1, 2, 3], [3, 2, 1], [2, 3, 1], [2, 1, 3]])
        {
            // The one with the first number stands instead of the second, and that one instead of the third.
            var book = Examples.Book(Examples.File($"{Promise(order[0], order[1])}, {Promise(order[1], order[2])}, {Promise(order[2])}"));
            var opened = Examples.Opened(book, "abc", new Milestone("repair.reported", Examples.Instant("2026-11-20T10:00Z"), Facts.None));
            Assert.Equal([$"ABC-REP-0{order[0]}"], opened.Select(c => c.StandardId));
        }
    }

    [Theory]
    [InlineData("\"to\": \"2027-03-31\"", "\"version\": 2, \"from\": \"2027-03-31\"", 1)]       // both on the last day
    [InlineData("\"to\": \"2027-03-31\"", "\"version\": 2, \"from\": \"2027-04-01\"", 0)]
    [InlineData("\"version\": 1", "\"version\": 2", 1)]                                          // both always
    [InlineData("\"from\": \"2027-01-01\"", "\"version\": 2, \"from\": \"2027-06-01\"", 1)]      // the first was never ended
    [InlineData("\"version\": 1", "\"version\": 1", 1)]                                          // one version twice
    [InlineData("\"to\": \"2027-03-31\"", "\"version\": 2, \"to\": \"2026-03-31\"", 1)]
    public void Two_versions_may_not_hold_on_one_day(string one, string other, int faults)
    {
        var file = Examples.File($"{Examples.Standard[..^1].TrimEnd().TrimEnd('}')}, {one} }}, {Examples.Standard[..^1].TrimEnd().TrimEnd('}')}, {other} }}");
        if (faults == 0)
            Assert.NotNull(Examples.Book(file));
        else
            Assert.Contains("version", Assert.Single(Examples.FaultsOf(("abc.json", file))).Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_outside_the_calendar_is_refused_with_its_bounds()
    {
        var book = Examples.Book(Examples.File(Examples.Standard));
        foreach (var at in (string[])["2014-12-31T23:59:59Z", "2101-01-01T00:00Z", "2100-12-31T12:00Z"])
        {
            var fault = Assert.Throws<ArgumentOutOfRangeException>(() => Examples.Opened(book, "abc", new Milestone("repair.reported", Examples.Instant(at), Facts.None)));
            Assert.Contains("is outside the calendar, which runs from 2015-01-01 to 2100-12-31", fault.Message, StringComparison.Ordinal);
        }
    }

    private static string Promise(int number, int? insteadOf = null) =>
        Examples.With(("id", $"\"ABC-REP-0{number}\""), ("insteadOf", insteadOf is null ? null : $"\"ABC-REP-0{insteadOf}\""));
}
