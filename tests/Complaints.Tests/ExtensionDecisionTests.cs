using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

/// <summary>Received at noon on Tuesday 3 March 2026: ten working days end on 17 March, twenty on 31 March.</summary>
public class ExtensionDecisionTests
{
    private static readonly Agreement Agreed = new(Channel.Email, Now.AddDays(1), "mail/77");

    [Fact]
    public void HAV_CMP_10_Ten_working_days_more_once_with_a_reason_before_the_first_ten_are_over()
    {
        var life = Received().Assigned().Acknowledged().At("2026-03-10T12:00Z");
        Assert.Equal(["reason"], Extend(life, 31, reason: "").Refusal().Fields());
        life.Take(Extend(life, 31));
        Assert.Equal((Instant("2026-03-31T23:00Z"), Instant("2026-03-18T00:00Z")), (life.Promise("HAV-CMP-09").DueAt, life.Promise("HAV-CMP-09").OriginalDueAt));
        Extend(life, 31).IsNothing();

        // A second time only the law's clock could go on, and its ten days more are over as well.
        Assert.Equal(("EXTENSION_TOO_LONG", "The latest day that would do is 2026-03-31."), (ExtendIn(life, 4, 1).Refusal().Code, ExtendIn(life, 4, 1).Refusal().Sentence));
        var late = Received().Assigned().Acknowledged().At("2026-03-18T00:00Z");
        Assert.Equal("EXTENSION_TOO_LATE", Extend(late, 31).Refusal().Code);
    }

    [Fact]
    public void HAV_CMP_10_once_means_once()
    {
        var life = Received().Assigned().Acknowledged().At("2026-03-10T12:00Z");
        life.Take(Extend(life, 20));
        var again = Extend(life, 25).Only<ComplaintMilestone.Extended>();
        Splits(again, ["ENG-CMP-02"], ["HAV-CMP-09"]);
    }

    [Fact]
    public void OHO_CMP_08_Another_date_needs_the_residents_agreement_as_evidence()
    {
        var life = Received("one-housing").Assigned().At("2026-03-05T12:00Z");
        Assert.Equal(("AGREEMENT_MISSING", "OHO-CMP-08"), (Extend(life, 24).Refusal().Code, Extend(life, 24).Refusal().Clause));
        Assert.Equal(["agreement.at", "agreement.reference"], Extend(life, 24, Agreed with { At = Now.AddDays(-1), Reference = "" }).Refusal().Fields());
        life.Take(Extend(life, 24, Agreed));
        var extension = Assert.Single(life.Complaint.Extensions);
        Assert.Equal((Channel.Email, Agreed.At, "mail/77"), (extension.AgreedBy, extension.AgreedAt!.Value, extension.AgreementReference));
        Assert.Equal(Instant("2026-03-25T00:00Z"), life.Promise("OHO-CMP-07").DueAt);
    }

    [Fact]
    public void Without_agreement_the_laws_clock_alone_goes_on_and_the_landlords_own_stays_and_is_missed()
    {
        var life = Received("one-housing").Assigned().Acknowledged().At("2026-03-10T12:00Z");
        var extended = Extend(life, 24).Only<ComplaintMilestone.Extended>();
        Splits(extended, ["ENG-CMP-02"], ["OHO-CMP-07"]);
        life.Take(extended).At("2026-03-20T12:00Z").Answered();
        Assert.Equal((Outcome.Missed, Outcome.Met), (life.Promise("OHO-CMP-07").OutcomeAt(life.Now), life.Promise("ENG-CMP-02").OutcomeAt(life.Now)));
    }

    [Theory]
    [InlineData("housing-plus", "HPG-CMP-04")]
    [InlineData("rosebery", "ROS-CMP-04")]
    public void ENG_CMP_08_Where_the_landlord_published_no_extension_only_the_laws_ten_days_can_be_had(string landlord, string own)
    {
        var life = Received(landlord).Assigned();
        // Before the acknowledgement the law's clock does not run, and nothing lets the landlord's be extended.
        Assert.Equal("EXTENSION_NOT_ALLOWED", Extend(life, 24).Refusal().Code);
        life.Acknowledged();
        Assert.Equal("The latest day that would do is 2026-03-31.", ExtendIn(life, 4, 1).Refusal().Sentence);
        var extended = Extend(life, 31).Only<ComplaintMilestone.Extended>();
        Splits(extended, ["ENG-CMP-02"], [own]);

        // Told with the reason and how to reach the Ombudsman.
        var message = ResidentMessages.Of(Policy(landlord), life.Take(extended).Complaint, extended, Now)!;
        Assert.Equal(("complaint.extended", "A survey is needed.", "2026-03-31"), (message.Template, message.Facts["reason"], message.Facts["new-day"]));
        Assert.Contains("0300 111 3000", message.Facts["ombudsman"], StringComparison.Ordinal);
    }

    [Fact]
    public void The_laws_limit_is_counted_from_its_own_day_however_often_it_is_extended()
    {
        var life = Received("rosebery").Assigned().At("2026-03-05T12:00Z").Acknowledged();      // ENG-CMP-02 is due by 19 March
        life.Take(Extend(life, 25)).Take(Extend(life, 30));
        Assert.Equal("The latest day that would do is 2026-04-02.", ExtendIn(life, 4, 3).Refusal().Sentence);
        life.Take(ExtendIn(life, 4, 2));
        Assert.Equal(Instant("2026-04-02T23:00Z"), life.Promise("ENG-CMP-02").DueAt);
    }

    [Fact]
    public void HAV_CMP_18_ENG_CMP_09_Stage_two_may_take_longer_if_the_resident_hears_it_in_time()
    {
        var life = In(Stage.Two).Acknowledged();      // due by 31 March, both of them
        Assert.Equal("EXTENSION_TOO_LATE", ExtendIn(In(Stage.Two).Acknowledged().At("2026-04-01T00:00Z"), 4, 20).Refusal().Code);
        var extended = ExtendIn(life, 4, 30).Only<ComplaintMilestone.Extended>();      // twenty working days more, over Easter
        Assert.Equal(2, extended.Stage);
        Splits(extended, ["ENG-CMP-04", "HAV-CMP-16"], []);
        life.Take(extended);
        Assert.Equal(Instant("2026-04-30T23:00Z"), life.Promise("ENG-CMP-04").DueAt);
        Assert.NotNull(ResidentMessages.Of(Policy("havering"), life.Complaint, extended, Now));
        var beyond = ExtendIn(life, 5, 1).Only<ComplaintMilestone.Extended>();
        Splits(beyond, ["HAV-CMP-16"], ["ENG-CMP-04"]);
    }

    [Fact]
    public void A_day_by_which_the_answer_is_due_anyway_is_none()
    {
        var life = Received().Assigned().Acknowledged();
        Assert.Equal(["new_day"], Extend(life, 17).Refusal().Fields());
        Assert.Equal(["new_day"], Extend(life, 2).Refusal().Fields());
        Assert.Equal(["new_day"], ExtensionDecision.Decide(life.File, new(null, "More.", null), life.As()).Refusal().Fields());
    }

    private static void Splits(ComplaintMilestone.Extended extended, string[] promises, string[] staying)
    {
        Assert.Equal(promises, extended.Promises);
        Assert.Equal(staying, extended.Staying);
    }

    private static Decision<ComplaintMilestone> Extend(Life life, int day, Agreement? agreement = null, string reason = "A survey is needed.") =>
        ExtensionDecision.Decide(life.File, new(new(2026, 3, day), reason, agreement), life.As());

    private static Decision<ComplaintMilestone> ExtendIn(Life life, int month, int day) =>
        ExtensionDecision.Decide(life.File, new(new(2026, month, day), "A survey is needed.", null), life.As());
}
