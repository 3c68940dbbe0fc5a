using Housing.ServiceDefaults;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class SatisfactionDecisionTests
{
    private static readonly Caller Household = new("resident-1", Role.Resident, "havering", Guid.CreateVersion7(Now));
    private static readonly Caller Officer1 = new("officer-1", Role.Officer, "havering", null);

    [Fact]
    public void A_household_is_asked_when_its_complaint_is_closed_after_an_answer_OHC_CMP_06_OHO_PER_06()
    {
        var closed = new ComplaintMilestone.Closed(Now);
        Assert.Equal(1, Survey.After(In(Stage.Closed).Complaint, closed, Now)!.Stage);
        Assert.Equal(2, Survey.After(In(Stage.FinalAnswered).Complaint, closed, Now)!.Stage);
        Assert.Null(Survey.After(In(Stage.ServiceRequest).Complaint, closed, Now));
        Assert.Null(Survey.After(Received().Complaint, closed, Now));
        var nobodys = ReceiptDecision.Decide(Policy("havering"), Said(), new("havering", null, null, Pending: false), null, Now).Only<ComplaintMilestone.Opened>();
        Assert.Null(Survey.After(new Life(nobodys, Now).Assigned().Acknowledged().Answered().Complaint, closed, Now));
    }

    [Fact]
    public void It_is_answered_once_and_changed_by_nobody()
    {
        var survey = Asked();
        var given = Assert.Single(Decide(survey, 4, "Quick.", Household).Milestones);
        Assert.Equal(new SatisfactionGiven(4, "Quick.", "resident", Now), given);
        survey.Take(given);
        Assert.Same(Decision<SatisfactionGiven>.Nothing, Decide(survey, 4, "Quick.", Officer1));
        Assert.Equal(ComplaintRefusals.SatisfactionGiven, Why(Decide(survey, 5, "Quick.", Household)));
        Assert.Equal(ComplaintRefusals.SatisfactionGiven, Why(Decide(survey, 4, "", new("manager-1", Role.Manager, "havering", null))));
        Assert.Equal(ComplaintRefusals.NotAsked, Why(Decide(null, 4, "", Household)));
    }

    [Fact]
    public void Whoever_handled_it_does_not_record_what_the_household_thinks_of_that()
    {
        Assert.Equal(ComplaintRefusals.SatisfactionByHandler, Why(Decide(Asked(), 5, "", Officer1, "officer-1")));
        Assert.Single(Decide(Asked(), 5, "", Officer1, "officer-2").Milestones);
    }

    [Theory]
    [InlineData(0, "", "score")]
    [InlineData(6, "", "score")]
    [InlineData(-1, " ", "score,words")]
    public void What_is_no_answer_is_refused_with_the_field(int score, string words, string fields) =>
        Assert.Equal(fields.Split(','), Why(Decide(Asked(), score, words, Household)).Fields.Select(f => f.Field));

    private static Survey Asked() => Survey.After(In(Stage.Closed).Complaint, new ComplaintMilestone.Closed(Now), Now)!;

    private static Decision<SatisfactionGiven> Decide(Survey? survey, int score, string words, Caller caller, params string[] handlers) =>
        SatisfactionDecision.Decide(survey, new(score, words), handlers, caller, Now);

    private static Refusal Why(Decision<SatisfactionGiven> decision) => Assert.IsType<Decision<SatisfactionGiven>.Refused>(decision).Why;
}
