using System.Text;
using Housing.Promises;

namespace Housing.Standards.Tests;

/// <summary><c>./housing compare</c>: subjects, and promises weaker than the law.</summary>
public class CompareTests
{
    private static readonly IReadOnlyList<Subject> All = Subjects.Read(StandardsFolder.BesideAssemblies, Examples.Seeds);

    [Fact]
    public void Every_published_promise_that_runs_stands_under_one_subject()
    {
        Assert.Empty(Comparison.Others(Examples.Seeds, All));
        Assert.NotEmpty(All);
    }

    [Fact]
    public void The_page_is_what_the_files_say_today() =>     // ./housing compare --write
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "promises.md")), CompareCommand.Read(StandardsFolder.BesideAssemblies).Markdown());

    [Fact]
    public void A_repair_that_the_law_gives_seven_working_days_is_not_due_after_28()      // HAV-REP-36, ENG-RTR-05
    {
        var found = Assert.Single(AgainstLaw.Of(All, 2026), m => m.Promise.Id == "HAV-REP-36");
        Assert.Equal(("ENG-RTR-05", 8_760, 8_760), (found.Law.Id, found.Starts, found.Later));
        // 21 working days more: 29 days, more where bank holidays lie between, and an hour where the clocks change.
        Assert.InRange(found.Most.TotalDays, 29, 36);
    }

    [Fact]
    public void Four_weeks_notice_is_as_good_as_28_days_and_less_than_a_month()      // OHO-INC-09, ENG-INC-05, ENG-INC-06
    {
        var found = AgainstLaw.Of(All, 2026).Where(m => m.Promise.Id == "OHO-INC-09").ToDictionary(m => m.Law.Id, StringComparer.Ordinal);
        Assert.False(found["ENG-INC-05"].IsWeaker);
        Assert.True(found["ENG-INC-06"].IsWeaker);
        Assert.Equal(new TimeSpan(3, 1, 0, 0), found["ENG-INC-06"].Most);      // three days, the clocks going forward between them
        // Only a month before the first 28 days of March is as short as 28 days.
        Assert.Equal(8_760 - (28 * 24), found["ENG-INC-06"].Later);
    }

    [Fact]
    public void What_a_landlord_set_for_itself_is_compared_with_nothing() =>
        Assert.All(AgainstLaw.Of(All, 2026), m => Assert.True(m.Promise.Published));

    [Fact]
    public void A_landlord_closed_at_Christmas_is_weaker_than_the_same_limit_in_law()
    {
        const string law = """
            { "statute": "england", "name": "The law", "calendar": {}, "standards": [ { "id": "ENG-CMP-01", "summary": "Told.", "source": "Code", "law": "Code 1", "inForce": "2024-04-01", "confirmed": true,
              "service": "complaints", "kind": "deadline", "on": "complaint.received", "until": "complaint.acknowledged", "within": "5 working days" } ] }
            """;
        var abc = Examples.File(
            Examples.With(("service", "\"complaints\""), ("on", "\"complaint.received\""), ("until", "\"complaint.acknowledged\""), ("within", "\"5 working days\"")),
            calendar: """{ "closures": [ { "from": "2026-12-29", "to": "2026-12-31", "why": "Christmas" } ] }""");
        (string, string)[] files = [("abc.json", abc), ("statute-england.json", law), ("subjects.json", """{ "subjects": [ { "subject": "Told", "promises": ["ABC-REP-01"], "law": [ { "id": "ENG-CMP-01" } ] } ] }""")];
        var found = Examples.Read(files, folder => Assert.Single(AgainstLaw.Of(Subjects.Read(folder, StandardsBook.Read(folder)), 2026)));
        Assert.True(found.IsWeaker);
        // From Friday the 18th the fifth working day is the 29th; the landlord is closed from then on, and open again on Monday 4 January.
        Assert.Equal((Examples.Instant("2026-12-18T00:00Z"), TimeSpan.FromDays(6)), (found.Example, found.Most));
    }

    [Theory]
    [InlineData("""{ "subject": "Told", "promises": ["ABC-REP-02"] }""", "names “ABC-REP-02”, which no landlord's file has")]
    [InlineData("""{ "subject": "Told", "promises": ["ABC-REP-01"], "law": [ { "id": "ENG-CMP-01" } ] }""", "is no clock of the law's file")]
    [InlineData("""{ "subject": "Told", "promises": ["ABC-REP-01"] }, { "subject": "Said", "promises": ["ABC-REP-01"] }""", "under more than one subject")]
    [InlineData("""{ "subject": "Told", "promises": ["ABC-REP-01"], "laws": [] }""", "is not read here")]
    public void A_fault_in_the_subjects_is_named(string subjects, string message)
    {
        (string, string)[] files = [("abc.json", Examples.File(Examples.Standard)), ("subjects.json", $$"""{ "subjects": [ {{subjects}} ] }""")];
        var faults = Assert.Throws<StandardsException>(() => Examples.Read(files, folder => Subjects.Read(folder, StandardsBook.Read(folder)))).Faults;
        Assert.Contains(faults, f => f.ToString().Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_landlords_promises_stand_by_their_milestones_until_they_are_given_a_subject() =>
        Examples.Read([("abc.json", Examples.File(Examples.Standard))], folder =>
        {
            Assert.Contains("| repair.reported → repair.completed | 3 working days (ABC-REP-01) |", CompareCommand.Read(folder).Markdown(), StringComparison.Ordinal);
            return 0;
        });

    [Fact]
    public void One_subject_can_be_asked_for_and_an_unknown_one_is_told_which_there_are()
    {
        var text = Ask("--subject", "stage one reply");
        Assert.Contains("ROS-CMP-04", text, StringComparison.Ordinal);
        Assert.DoesNotContain("HAV-REP-08", text, StringComparison.Ordinal);
        Assert.Contains("Complaint stage one reply", Assert.Throws<PromisesException>(() => Ask("--subject", "stage three")).Message, StringComparison.Ordinal);
        Assert.Contains("is not a year from", Assert.Throws<PromisesException>(() => Ask("--year", "1999")).Message, StringComparison.Ordinal);
    }

    private static string Ask(params string[] arguments)
    {
        using var output = new MemoryStream();
        CompareCommand.Run([.. arguments, "--folder", StandardsFolder.BesideAssemblies], output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}
