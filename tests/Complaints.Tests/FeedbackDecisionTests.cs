using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

public class FeedbackDecisionTests
{
    private static readonly RecordFeedback Praise = new(FeedbackKind.Compliment, Channel.Email, "The plumber was patient.", "repairs");

    [Fact]
    public void HPG_CMP_07_Praise_is_kept_for_the_person_or_the_team()
    {
        var item = Assert.Single(FeedbackDecision.Decide(Policy("housing-plus"), "housing-plus", Praise with { ForPerson = " officer@housing-plus " }, Now).Milestones);
        Assert.Equal(("officer@housing-plus", "repairs", Praise.Words), (item.ForPerson, item.Team, item.Words));
        Assert.Equal("estates", FeedbackDecision.Decide(Policy("housing-plus"), "housing-plus", Praise with { Team = "estates" }, Now).Milestones[0].Team);
    }

    [Fact]
    public void Every_field_that_is_wrong_is_named()
    {
        Assert.Equal(["kind", "channel", "words", "subject", "team"], Wrong(new(null, null, "", "weather") { Team = "gardens" }));
        Assert.Equal(["for_person", "enquirer"], Wrong(Praise with { Kind = FeedbackKind.Comment, ForPerson = "somebody", Enquirer = "A. Member" }));
        Assert.Equal(["enquirer"], Wrong(Praise with { Kind = FeedbackKind.Enquiry }));
    }

    private static IEnumerable<string> Wrong(RecordFeedback said) =>
        Assert.IsType<Decision<FeedbackItem>.Refused>(FeedbackDecision.Decide(Policy("havering"), "havering", said, Now)).Why.Fields();
}
