namespace Housing.Income.Tests.Arrears;

/// <summary>Which step is next and what blocks it. A week is £100; it is Tuesday 3 March 2026.</summary>
public class LadderDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    private static readonly LadderStep[] Ladder =
    [
        new() { Step = "reminder", From = 1, Does = "Remind." },
        new() { Step = "contact", Over = 2, Does = "Get in touch." },
        new() { Step = "warning", Over = 2, WaitDays = 7, Needs = [ArrearsNeed.Contact, ArrearsNeed.AgreementOffered], Does = "Warn.", Clause = "OHO-INC-18" },
        new() { Step = "notice", From = 5, Legal = true, Does = "Serve notice." },
    ];

    [Theory]
    [InlineData(99_99, 0, null)]
    [InlineData(100_00, 1, "reminder")]
    [InlineData(200_00, 1, "reminder")]
    [InlineData(200_01, 3, "reminder")]      // no step is left out
    [InlineData(500_00, 4, "reminder")]
    public void What_is_owed_says_how_high_it_reaches_and_the_first_step_comes_first(long owed, int level, string? next)
    {
        Assert.Equal(level, LadderDecision.LevelOf(Ladder, Owes(owed)));
        Assert.Equal(next, LadderDecision.NextOf(Ladder, null, Owes(owed))?.Step);
    }

    [Theory]
    [InlineData("reminder", 200_00, null)]
    [InlineData("reminder", 200_01, "contact")]
    [InlineData("contact", 200_01, "warning")]
    [InlineData("warning", 499_99, null)]
    [InlineData("warning", 500_00, "notice")]
    [InlineData("notice", 900_00, null)]
    [InlineData("of-an-older-file", 900_00, "reminder")]
    public void The_next_step_is_the_one_after_the_last_when_what_is_owed_asks_for_it(string taken, long owed, string? next) =>
        Assert.Equal(next, LadderDecision.NextOf(Ladder, taken, Owes(owed))?.Step);

    [Fact]
    public void Each_thing_that_blocks_a_step_is_named_and_when_it_is_over_OHO_INC_18()
    {
        var file = Case(300_00);
        Do(file, ArrearsAct.StepTaken, "reminder");
        Do(file, ArrearsAct.StepTaken, "contact");

        Assert.Equal(["wait", "contact", "agreement-offered"], Blocks(file, Now));
        Assert.Contains("2026-03-10", LadderDecision.Decide(Ladder, file, Now)!.Blocks[0].Sentence, StringComparison.Ordinal);
        Assert.Equal("OHO-INC-18", LadderDecision.Decide(Ladder, file, Now)!.Blocks[1].Clause);

        Do(file, ArrearsAct.ContactTried);
        Assert.Equal(["wait", "contact", "agreement-offered"], Blocks(file, Now));
        Do(file, ArrearsAct.Contacted);
        Do(file, ArrearsAct.AgreementOffered);
        Assert.Equal(["wait"], Blocks(file, Now.AddDays(6)));
        Assert.Empty(Blocks(file, Now.AddDays(7)));
        Assert.Equal("warning", LadderDecision.Decide(Ladder, file, Now.AddDays(7))!.Step.Step);
    }

    [Fact]
    public void An_agreement_that_is_kept_holds_every_step_and_one_that_is_broken_does_not_ENG_INC_13()
    {
        var file = Case(300_00);
        Do(file, ArrearsAct.AgreementAccepted);
        var held = Assert.Single(LadderDecision.Decide(Ladder, file, Now)!.Blocks);
        Assert.Equal(("agreement-kept", "ENG-INC-13"), (held.Reason, held.Clause));

        Do(file, ArrearsAct.AgreementBroken);
        Assert.Empty(Blocks(file, Now));
    }

    [Fact]
    public void What_is_all_on_its_way_asks_for_nothing_and_so_does_a_closed_case()
    {
        var file = Case(300_00);
        file.Look(new Standing(300_00, 5_200_00, [new(OnItsWayReason.Benefit, 300_00, null)]), Ladder, Now);
        Assert.Null(LadderDecision.Decide(Ladder, file, Now));

        var closed = Case(300_00);
        Do(closed, ArrearsAct.Closed);
        Assert.Null(LadderDecision.Decide(Ladder, closed, Now));
        Assert.Null(closed.NextStep);
    }

    private static string[] Blocks(ArrearsCase file, DateTimeOffset now) => [.. LadderDecision.Decide(Ladder, file, now)!.Blocks.Select(block => block.Reason)];

    private static void Do(ArrearsCase file, ArrearsAct act, string? step = null)
    {
        file.Apply(new ArrearsMilestone(act, "income 1", Now) { Step = step }, Now);
        file.Plan(Ladder);
    }

    private static ArrearsCase Case(long owed) => ArrearsCase.Open(
        Guid.CreateVersion7(), "one-housing", Guid.CreateVersion7(), AccountKind.Tenancy, Ladder, Owes(owed), "service income", Now);

    private static Standing Owes(long pence) => new(pence, 5_200_00, []);
}
