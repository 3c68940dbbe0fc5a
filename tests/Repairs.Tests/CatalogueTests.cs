using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class CatalogueTests
{
    private static readonly DateOnly Winter = new(2026, 12, 1);

    private static readonly string[] All = ["one-housing", "havering", "housing-plus", "rosebery"];

    public static TheoryData<string> Landlords => [.. All];

    [Theory]
    [MemberData(nameof(Landlords))]
    public void Every_fault_of_a_landlord_is_found_by_somebody_who_answers_its_questions(string landlord)
    {
        var policy = Policy(landlord);
        var found = policy.Catalogue!.Items.SelectMany(item => Ways(policy, item)).ToList();
        Assert.Equal(policy.Faults.Select(f => f.Key).Order(), found.Select(f => f.Fault.Key).Distinct().Order());
    }

    [Theory]
    [InlineData("havering", "toilet", "only-toilet-blocked", "toilet-only yes", "toilet-what blocked")]
    [InlineData("havering", "toilet", "second-toilet", "toilet-only no")]
    [InlineData("havering", "water", "no-water", "water-what all")]
    [InlineData("havering", "water", "part-water", "water-what part")]
    [InlineData("havering", "pipe-or-tank", "uncontrollable-leak", "leak-stops no")]
    [InlineData("havering", "pipe-or-tank", "heating-system-leak", "leak-stops yes", "leak-from heating")]
    [InlineData("havering", "entrance", "insecure-entrance", "entrance-shuts no")]
    [InlineData("havering", "banister", "loose-banister")]
    [InlineData("one-housing", "detector", "detector-battery", "detector-what battery")]
    [InlineData("housing-plus", "heating", "no-heating-other-fuel", "heating-what all", "heating-fuel other", "danger no")]
    [InlineData("rosebery", "heating", "heating-lost", "heating-what all")]
    public void The_answers_decide_the_fault(string landlord, string item, string fault, params string[] answers) =>
        Assert.Equal(fault, Found(Choose(landlord, item, answers)).Fault.Key);

    [Fact]
    public void A_question_left_open_is_named_with_what_can_be_answered()
    {
        var refusal = Refused(Choose("havering", "toilet", "toilet-only yes"));
        Assert.Equal(("ANSWER_MISSING", "answers"), (refusal.Code, refusal.Field()));
        Assert.Contains("“toilet-what”: What is wrong with it? One of: blocked (It is blocked or leaks); flush (It does not flush).", refusal.Sentence);
    }

    [Theory]
    [InlineData("ANSWER_UNKNOWN", "answers", "toilet", "toilet-only perhaps")]
    [InlineData("INVALID_FIELD", "answers", "toilet", "toilet-only no", "toilet-what blocked")]      // not asked of somebody who has another one
    [InlineData("INVALID_FIELD", "answers", "toilet", "toilet-only no", "toilet-only yes")]
    [InlineData("INVALID_FIELD", "item", "teapot")]
    public void What_cannot_be_an_answer_is_refused(string code, string field, string item, params string[] answers)
    {
        var refusal = Refused(Choose("havering", item, answers));
        Assert.Equal((code, field), (refusal.Code, refusal.Field()));
    }

    [Theory]
    [InlineData("attic", "sink", "room")]
    [InlineData("kitchen", "toilet", "room")]
    public void A_room_is_one_that_has_the_item(string room, string item, string field) =>
        Assert.Equal(field, Refused(ChoosingDecision.Decide(Policy("havering"), "havering", new Choice("", room, item, []), Winter)).Field());

    // HPG-REP-03: risk to life, threat of serious injury, or of damage to the property.
    [Theory]
    [InlineData("people", "emergency", "HPG-REP-03")]
    [InlineData("building", "emergency", "HPG-REP-03")]
    [InlineData("no", "external", "HPG-REP-06")]
    public void HPG_REP_03_the_landlords_own_test_makes_anything_an_emergency(string answer, string priority, string clause)
    {
        var chosen = Found(Choose("housing-plus", "gutter", $"danger {answer}"));
        var said = PriorityDecision.Decide(Policy("housing-plus"), chosen.Fault, Winter, hasVulnerableMember: false, chosen.Raised);
        Assert.Equal((priority, clause), (said.Priority, said.Clause));
    }

    [Fact]
    public void HPG_REP_03_is_asked_unless_the_fault_is_an_emergency_and_the_life_at_risk_is_all_that_could_be_said()
    {
        Assert.Equal("ANSWER_MISSING", Refused(Choose("housing-plus", "gutter")).Code);
        Assert.Empty(Found(ChoosingDecision.Decide(Policy("housing-plus"), "housing-plus", Choice.Of("guttering"), Winter)).Answers);      // by its key nothing has to be answered
    }

    [Fact]
    public void An_answer_never_lowers_a_priority()
    {
        var policy = Policy("housing-plus");
        var said = PriorityDecision.Decide(policy, policy.Find("gas-leak")!, Winter, hasVulnerableMember: false, new RaisedPriority { Priority = "routine", Clause = "X" });
        Assert.Equal(("emergency", "HPG-REP-14"), (said.Priority, said.Clause));
    }

    // ENG-HAZ-01, ENG-HAZ-07: damp that may do serious harm, and immediate danger.
    [Theory]
    [InlineData("yes", HazardLevel.Emergency)]
    [InlineData("no", HazardLevel.Significant)]
    public void Damp_is_as_grave_a_hazard_as_its_reporter_says(string answer, HazardLevel level) =>
        Assert.All(All, landlord =>
        {
            string[] answers = landlord == "housing-plus" ? ["danger no", $"damp-danger {answer}"] : [$"damp-danger {answer}"];
            Assert.Equal(new Hazard("damp-and-mould", level), Found(Choose(landlord, "damp", answers)).Hazard);
        });

    [Fact]
    public void A_room_says_where_it_is()
    {
        var report = Report("one-housing", new ReportRepair(Guid.CreateVersion7(), "", "Dark.", null) { Room = "shared-hall", Item = "electrics", Answers = [new("fitting-safe", "yes")] });
        Assert.Equal((Place.Communal, "shared-hall", "electrics", "OHO-REP-17"), (report.Circumstances.Place, report.Details.Room, report.Details.Item, report.Details.PriorityClause));
        Assert.Equal([new GivenAnswer("fitting-safe", "yes")], report.Details.Answers.All);
    }

    public static TheoryData<string, string> Damaged => new()
    {
        { "catalogue.items[0].fault", "an unknown fault" }, { "catalogue.items[1].asks", "an unknown question" }, { "catalogue.items[0]", "neither" },
        { "catalogue.questions[0].answers", "one answer" }, { "catalogue.questions[0].answers[1]", "a dead end" }, { "catalogue.questions[0].answers[1].then", "on to nothing" },
        { "catalogue.questions[0].answers[1].key", "one answer twice" }, { "catalogue.questions[0].asks", "nothing asked" }, { "catalogue.rooms[0].items[0]", "an unknown item" },
        { "catalogue.items[0]", "an item in no room" }, { "catalogue.items[1].asks", "a circle" }, { "catalogue.questions[1]", "a question nobody asks" },
        { "faults[1]", "a fault nothing comes to" }, { "catalogue.risks[0].answers", "a risk that asks for nothing" }, { "catalogue.risks[0].answers[0].raises.priority", "an unknown band" },
        { "catalogue.items", "a key twice" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public void A_damaged_catalogue_is_named_by_its_path(string path, string what)
    {
        var whole = Small();
        var catalogue = whole.Catalogue!;
        var (tap, drips) = (catalogue.Items[0], catalogue.Questions[0]);
        Catalogue With(Func<Question, Question> change) => catalogue with { Questions = [change(drips)] };
        Catalogue Second(Answer answer) => With(q => q with { Answers = [q.Answers[0], answer] });
        var damaged = what switch
        {
            "an unknown fault" => catalogue with { Items = [tap with { Fault = "tapp" }, catalogue.Items[1]] },
            "an unknown question" => catalogue with { Items = [tap, catalogue.Items[1] with { Asks = "drip" }] },
            "neither" => catalogue with { Items = [tap with { Fault = null }, catalogue.Items[1]] },
            "one answer" => With(q => q with { Answers = [q.Answers[0]] }),
            "a dead end" => Second(new Answer { Key = "no", Says = "No" }),
            "on to nothing" => Second(new Answer { Key = "no", Says = "No", Then = "what" }),
            "one answer twice" => Second(new Answer { Key = "yes", Says = "No", Fault = "door" }),
            "nothing asked" => With(q => q with { Asks = " " }),
            "an unknown item" => catalogue with { Rooms = [catalogue.Rooms[0] with { Items = ["teapot", "tap", "door"] }] },
            "an item in no room" => catalogue with { Rooms = [catalogue.Rooms[0] with { Items = ["door"] }] },
            "a circle" => With(q => q with { Answers = [.. q.Answers, new Answer { Key = "again", Says = "I do not know", Then = q.Key }] }),
            "a question nobody asks" => catalogue with { Questions = [drips, drips with { Key = "again" }] },
            "a fault nothing comes to" => Second(new Answer { Key = "no", Says = "No", Fault = "tap" }),
            "a risk that asks for nothing" => catalogue with { Risks = [Risk(null)] },
            "an unknown band" => catalogue with { Risks = [Risk("middling")] },
            "a key twice" => catalogue with { Items = [tap, tap with { Fault = "door" }, catalogue.Items[1]] },
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        Assert.Empty(whole.Check());
        var fault = Assert.Single((whole with { Catalogue = damaged }).Check());
        Assert.Equal(path, fault.Path);
        Assert.Contains("must", fault.Fault);
    }

    private static RiskQuestion Risk(string? band) => new()
    {
        Key = "danger",
        Asks = "Is anybody at risk?",
        Answers =
        [
            new() { Key = "yes", Says = "Yes", Raises = band is null ? null : new RaisedPriority { Priority = band, Clause = "X-9" } },
            new() { Key = "no", Says = "No" },
        ],
    };

    private static RepairPolicy Small() => new()
    {
        Priorities = [new() { Key = "high", Name = "High", Rank = 1, Clause = "X-1" }],
        Faults = [new() { Key = "tap", Name = "Tap", Priority = "high", Clause = "X-2" }, new() { Key = "door", Name = "Door", Priority = "high", Clause = "X-3" }],
        Responsibilities = [new() { Responsible = Party.Landlord, LandlordPart = LandlordPart.Mends, Says = "This is ours." }],
        Catalogue = new()
        {
            Rooms = [new() { Key = "kitchen", Name = "Kitchen", Items = ["tap", "door"] }],
            Items = [new() { Key = "tap", Name = "Tap", Fault = "tap" }, new() { Key = "door", Name = "Door", Asks = "opens" }],
            Questions = [new() { Key = "opens", Asks = "Does it open?", Answers = [new() { Key = "yes", Says = "Yes", Fault = "tap" }, new() { Key = "no", Says = "No", Fault = "door" }] }],
        },
    };

    /// <summary>Everything that somebody who chose this item can come to.</summary>
    private static IEnumerable<Chosen> Ways(RepairPolicy policy, Item item)
    {
        var open = new Queue<List<GivenAnswer>>([[]]);
        while (open.TryDequeue(out var answers))
        {
            var decision = ChoosingDecision.Decide(policy, "", new Choice("", "", item.Key, answers), Winter);
            if (decision is not Decision<Chosen>.Refused { Why: var why })
            {
                yield return decision.Milestones[0];
                continue;
            }

            var asked = why.Sentence.Split('“', '”')[1];
            var possible = policy.Catalogue!.Question(asked)?.Answers.Select(a => a.Key) ?? policy.Catalogue.Risks.Single(r => r.Key == asked).Answers.Select(a => a.Key);
            foreach (var answer in possible)
                open.Enqueue([.. answers, new GivenAnswer(asked, answer)]);
        }
    }

    private static RepairMilestone.Reported Report(string landlord, ReportRepair command) =>
        ReportDecision.Decide(Policy(landlord), command, landlord, handedOver: null, HouseholdAnswer.Empty, reporterHousehold: null, Now).Only<RepairMilestone.Reported>();

    private static Decision<Chosen> Choose(string landlord, string item, params string[] answers) => ChoosingDecision.Decide(
        Policy(landlord), landlord, new Choice("", "", item, [.. answers.Select(a => new GivenAnswer(a.Split(' ')[0], a.Split(' ')[1]))]), Winter);

    private static Chosen Found(Decision<Chosen> decision) => Assert.Single(decision.Milestones);

    private static Refusal Refused(Decision<Chosen> decision) => Assert.IsType<Decision<Chosen>.Refused>(decision).Why;
}
