using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class ComplaintPolicyTests
{
    public static TheoryData<string> Landlords() => [.. Book.Landlords];

    [Theory]
    [MemberData(nameof(Landlords))]
    public void What_a_section_extends_and_rests_on_is_published_by_the_landlord_or_the_law(string landlord)
    {
        foreach (var row in Policy(landlord).Extensions)
        {
            Assert.All(row.Extends, id => Assert.Contains("complaints", Book.Find(id)!.Select(s => s.Service)));
            Assert.Contains(row.Clause!, Rules(landlord));
        }

        Assert.All((string?[])[Policy(landlord).Triage.Clause, Policy(landlord).StageTwo.Clause, Policy(landlord).Ombudsman.Clause], clause => Assert.True(clause is null || Rules(landlord).Contains(clause)));
    }

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_answer_that_the_law_times_can_be_extended_by_the_law(string landlord) =>
        Assert.All((string[])["ENG-CMP-02", "ENG-CMP-04"], id => Assert.Contains(Policy(landlord).Extensions, row => row.Extends.Contains(id)));

    [Fact]
    public void A_section_that_is_right_has_no_fault() => Assert.Empty(Policy("havering").Check());

    [Fact]
    public void Every_fault_is_named_with_its_path()
    {
        var right = Policy("havering");
        var wrong = right with
        {
            Triage = new() { Team = "nobody" },
            Teams = [new() { Key = "Team One", Name = "" }],
            Subjects = [new() { Key = "repairs", Name = " ", Team = "repairs" }],
            RootCauses = [],
            StageTwo = right.StageTwo with { Within = "4 hours", Least = "king" },
            Extensions = [new() { Stage = 3, Extends = [], Times = 0 }],
            Approvals = new() { Roles = [new() { Role = "auditor", Pence = -1 }], Published = false },
            Compensation = right.Compensation with { Categories = [new() { Category = "distress", Name = "Distress", From = 5, To = 4, Says = "" }] },
            Ombudsman = right.Ombudsman with { Phone = "" },
            Determinations = new() { Outcomes = [new() { Key = "Bad", Name = "" }], Published = false },
        };
        Assert.Equal(
            ["approvals.note", "approvals.roles[0].pence", "approvals.roles[0].role", "compensation.categories[0].from", "compensation.categories[0].says", "determinations.note", "determinations.outcomes", "determinations.outcomes[0].key", "determinations.outcomes[0].name", "extensions[0].clause", "extensions[0].extends",
             "extensions[0].stage", "extensions[0].times", "ombudsman.phone", "rootCauses", "stageTwo.least", "stageTwo.within", "subjects[0].name", "subjects[0].team", "teams[0].key", "teams[0].name",
             "triage.clause", "triage.team"],
            wrong.Check().Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_fault_of_the_letters_is_named_with_its_path()
    {
        var right = Policy("havering");
        var wrong = right with
        {
            Letters = new()
            {
                Sender = new() { Lines = ["1 Road", " "], Phone = "", Email = "" },
                Readability = new() { AverageSentence = 0, LongestSentence = -1, ReadingAge = 5, FewestWords = 0, Published = false },
            },
        };
        Assert.Equal(
            ["letters.readability.averageSentence", "letters.readability.fewestWords", "letters.readability.longestSentence", "letters.readability.note", "letters.readability.readingAge",
             "letters.sender.clause", "letters.sender.email", "letters.sender.lines", "letters.sender.phone"],
            wrong.Check().Select(f => f.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_nobody_published_says_where_it_comes_from()
    {
        foreach (var landlord in Book.Landlords)
        {
            Assert.False(Policy(landlord).Approvals.Published);
            Assert.False(Policy(landlord).Compensation.Published);
            Assert.All((string?[])[Policy(landlord).Approvals.Note, Policy(landlord).Compensation.Note], Assert.NotNull);
        }
    }

    private static HashSet<string> Rules(string landlord) =>
        [.. Book.For(landlord).Account.Rules.Concat(Book.Law!.Account.Rules).Select(r => r.Id)];
}
