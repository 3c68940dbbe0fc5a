using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

/// <summary>Who is away, and who takes over what they handle.</summary>
public class SharingDecisionTests
{
    private static readonly Handler Carr = new("carr", "T. Carr", "officer");
    private static readonly DateOnly Today = London.DayOf(Now);

    [Fact]
    public void Nothing_goes_to_somebody_who_is_away_and_who_may_have_it_is_said()
    {
        var complaint = Received().Complaint;
        var away = new Away(Today.AddDays(4), [Carr, Bell]);
        var why = HandlerDecision.Decide(Policy("havering"), complaint, new(Ames, NoPart: true, ""), ["carr"], Now, away).Refusal();
        Assert.Equal("HANDLER_AWAY", why.Code);
        Assert.Contains("2026-03-07", why.Sentence, StringComparison.Ordinal);
        Assert.Contains("bell (R. Bell)", why.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("carr", why.Sentence, StringComparison.Ordinal);       // they took part in the events
        Assert.Contains("Name somebody else", HandlerDecision.Decide(Policy("havering"), complaint, new(Ames, NoPart: true, ""), [], Now, new(Today, [])).Refusal().Sentence, StringComparison.Ordinal);
        HandlerDecision.Decide(Policy("havering"), Received().Assigned().Complaint, new(Ames, NoPart: true, ""), [], Now, away).IsNothing();      // theirs already
    }

    [Fact]
    public void Each_case_goes_to_whoever_has_least_of_those_who_may_take_it()
    {
        var cases = Enumerable.Range(0, 3).Select(_ => new Handed(Received().Assigned().Complaint, [])).ToList();
        var decided = Decide(cases, new(Carr, 1, null), new(Bell, 2, null));
        Assert.Equal(["carr", "bell", "carr"], decided.Select(d => Assert.IsType<ComplaintMilestone.HandlerAssigned>(d.To).Handler.Subject));
    }

    [Fact]
    public void What_nobody_may_take_stays_with_every_reason_and_the_rest_goes()
    {
        var conflict = new Handed(Received().Assigned().Complaint, ["carr"]);
        var second = new Handed(In(Stage.OneAnswered).Escalated().Assigned(Bell).Complaint, []);       // an officer is too junior for it
        var free = new Handed(Received().Assigned().Complaint, []);
        var decided = Decide([conflict, second, free], new(Carr, 0, null), new(new("dunn", "L. Dunn", "officer"), 0, Today));
        Assert.Equal([("carr", "HANDLER_CONFLICT"), ("dunn", "HANDLER_AWAY")], Why(decided[0]));
        Assert.Equal([("carr", "HANDLER_TOO_JUNIOR"), ("dunn", "HANDLER_TOO_JUNIOR")], Why(decided[1]));
        Assert.Equal("carr", Assert.IsType<ComplaintMilestone.HandlerAssigned>(decided[2].To).Handler.Subject);

        static IEnumerable<(string, string)> Why(Reassigned stays) => stays.Refusals.Select(r => (r.Taker.Subject, r.Why.Code)).Order();
    }

    [Fact]
    public void A_request_that_cannot_be_is_refused_with_every_field() =>
        Assert.Equal(
            ["from", "to[0].rank", "to[1].subject", "no_part_in_events", "reason", "stage"],
            ReassignmentDecision.Check(Policy("havering"), "", [Carr with { Rank = "king" }, Carr], noPart: false, "", stage: 3)!.Fields());

    [Theory]
    [InlineData("2026-03-03", "2026-03-03", "")]
    [InlineData("2026-03-20", "2026-03-22", "")]
    [InlineData("2026-03-10", "2026-03-12", "NOTHING")]          // said before
    [InlineData("2026-03-12", "2026-03-20", "ABSENCE_OVERLAPS")]
    [InlineData("2026-03-02", "2026-03-05", "from")]
    [InlineData("2026-03-08", "2026-03-07", "through")]
    [InlineData("2026-03-13", "2027-03-14", "through")]
    public void Days_away_lie_ahead_and_do_not_overlap(string from, string through, string wrong)
    {
        var decision = AbsenceDecision.Record("ames", Given(from), Given(through), [Away("2026-03-10", "2026-03-12")], Today);
        Assert.Equal(wrong, decision switch
        {
            Decision<AbsenceRecorded>.Refused { Why: var why } => why.Fields is [var first, ..] ? first.Field : why.Code,
            Decision<AbsenceRecorded>.Accepted => "",
            _ => "NOTHING",
        });
    }

    [Fact]
    public void Whoever_comes_back_earlier_is_here_from_that_day_on()
    {
        var absence = Away("2026-03-03", "2026-03-12");
        Assert.Equal((true, true, false), (absence.IsAway(Today), absence.IsAway(Today.AddDays(9)), absence.IsAway(Today.AddDays(10))));
        absence.Take(Assert.Single(AbsenceDecision.End(absence, Given("2026-03-06"), Today).Milestones));
        Assert.Equal((true, false), (absence.IsAway(Today.AddDays(2)), absence.IsAway(Today.AddDays(3))));
        Assert.Same(Decision<AbsenceEnded>.Nothing, AbsenceDecision.End(absence, Given("2026-03-06"), Today));
        Assert.IsType<Decision<AbsenceEnded>.Refused>(AbsenceDecision.End(absence, Given("2026-03-30"), Today));
        var ahead = Away("2026-03-10", "2026-03-12");
        ahead.Take(Assert.Single(AbsenceDecision.End(ahead, null, Today).Milestones));
        Assert.False(ahead.IsAway(new(2026, 3, 11)));
    }

    private static IReadOnlyList<Reassigned> Decide(IReadOnlyList<Handed> cases, params Taker[] takers) => ReassignmentDecision.Decide(Policy("havering"), cases, takers, noPart: true, "On leave.", Now);

    private static Absence Away(string from, string through) => Absence.Of("havering", new("ames", DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateOnly.Parse(through, System.Globalization.CultureInfo.InvariantCulture)), "officer-1", Now);

    private static GivenDay Given(string day) => DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture) is var d ? new(d.Year, d.Month, d.Day) : null!;
}
