using Housing.Repairs.Contracts.V1;

namespace Housing.Portal.Tests;

public sealed class ReportQuestionsTests
{
    private static readonly Catalogue Catalogue = new()
    {
        Rooms = { new Room { Key = "kitchen", Name = "Kitchen", Items = { "tap", "power" } }, new Room { Key = "hall", Name = "Hall", Items = { "damp" } } },
        Items = { new Item { Key = "tap", Name = "Tap", Fault = "dripping-tap" }, new Item { Key = "power", Name = "Electricity", Asks = "which" }, new Item { Key = "damp", Name = "Damp", Fault = "damp" } },
        Questions =
        {
            new Question { Key = "which", Asks = "Dangerous?", Answers = { new PossibleAnswer { Key = "yes", Says = "Yes", Fault = "unsafe" }, new PossibleAnswer { Key = "no", Says = "No", Then = "all" } } },
            new Question { Key = "all", Asks = "All of it?", Answers = { new PossibleAnswer { Key = "yes", Says = "Yes", Fault = "no-power" } } },
        },
        Risks = { new RiskQuestion { Key = "breath", Asks = "Trouble breathing?", Faults = { "damp" }, Answers = { new RiskAnswer { Key = "no", Says = "No" } } } },
    };

    [Fact]
    public void The_room_is_asked_first_and_then_what_is_in_it()
    {
        Assert.Equal("room", ReportQuestions.Next(Catalogue, new())!.Key);
        var item = ReportQuestions.Next(Catalogue, Said(("room", "kitchen")))!;
        Assert.Equal("item", item.Key);
        Assert.Equal(["tap", "power"], item.Choices.Select(choice => choice.Value));
    }

    [Fact]
    public void What_comes_to_a_fault_asks_nothing_more() => Assert.Null(ReportQuestions.Next(Catalogue, Said(("room", "kitchen"), ("item", "tap"))));

    [Fact]
    public void An_answer_leads_to_the_next_question()
    {
        Assert.Equal("which", ReportQuestions.Next(Catalogue, Said(("room", "kitchen"), ("item", "power")))!.Key);
        Assert.Equal("all", ReportQuestions.Next(Catalogue, Said(("room", "kitchen"), ("item", "power"), ("which", "no")))!.Key);
        Assert.Null(ReportQuestions.Next(Catalogue, Said(("room", "kitchen"), ("item", "power"), ("which", "yes"))));
    }

    [Fact]
    public void A_risk_is_asked_about_for_its_faults_alone() =>
        Assert.Equal("breath", ReportQuestions.Next(Catalogue, Said(("room", "hall"), ("item", "damp")))!.Key);

    [Fact]
    public void Whoever_goes_back_and_chooses_differently_does_not_send_what_no_longer_counts()
    {
        var draft = ReportQuestions.With(Said(("room", "kitchen"), ("item", "power"), ("which", "no"), ("all", "yes")), "item", "tap");

        Assert.Empty(ReportQuestions.Answers(Catalogue, draft));
        Assert.Null(ReportQuestions.Next(Catalogue, draft));
    }

    [Fact]
    public void An_item_that_another_room_has_is_asked_anew() =>
        Assert.Equal("item", ReportQuestions.Next(Catalogue, ReportQuestions.With(Said(("room", "kitchen"), ("item", "tap")), "room", "hall"))!.Key);

    private static ReportDraft Said(params (string Question, string Answer)[] answers) =>
        answers.Aggregate(new ReportDraft(), (draft, one) => ReportQuestions.With(draft, one.Question, one.Answer));
}
