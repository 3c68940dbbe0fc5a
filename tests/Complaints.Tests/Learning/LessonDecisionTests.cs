using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests.Learning;

public class LessonDecisionTests
{
    private static readonly KnownAs Nobody = new([], []);

    [Theory]
    [InlineData(FindingOutcome.Upheld, true)]
    [InlineData(FindingOutcome.PartlyUpheld, true)]
    [InlineData(FindingOutcome.NotUpheld, false)]
    public void HPG_CMP_05_Every_complaint_that_was_justified_waits_for_a_lesson_or_for_the_reason_why_there_is_none(FindingOutcome outcome, bool waits)
    {
        foreach (var landlord in Book.Landlords)
        {
            var life = Received(landlord).Assigned().Acknowledged().Answered(outcome);
            Assert.Equal(waits, life.Complaint.ToLearnSince is not null);
            var nothing = NothingLearntDecision.Decide(life.Complaint, "The rule is right, and was known.", life.Now);
            if (!waits)
            {
                Assert.Equal(ComplaintRefusals.NothingToLearn, nothing.Refusal());
                continue;
            }

            Assert.Equal(["reason"], NothingLearntDecision.Decide(life.Complaint, " ", life.Now).Refusal().Fields());
            life.Take(nothing);
            Assert.Null(life.Complaint.ToLearnSince);
            NothingLearntDecision.Decide(life.Complaint, "The rule is right, and was known.", life.Now).IsNothing();
            // Another reason takes its place; a lesson takes the place of both, and then there is one.
            life.Take(NothingLearntDecision.Decide(life.Complaint, "It was learnt before.", life.Now)).Take(new ComplaintMilestone.LessonDrawn(Guid.CreateVersion7(), "Look at the list.", life.Now));
            Assert.Equal((life.Now, null), (life.Complaint.LearntAt, life.Complaint.NoLessonReason));
            Assert.Equal(ComplaintRefusals.LessonDrawnAlready, NothingLearntDecision.Decide(life.Complaint, "No.", life.Now).Refusal());
        }
    }

    [Fact]
    public void What_was_settled_at_once_is_learnt_from_too_and_stage_two_asks_again_unless_there_is_a_lesson()
    {
        var early = Received().Assigned().Sorry();
        early.Take(EarlySettlementDecision.Decide(early.Complaint, "Mended.", new(Channel.Phone, Now, "call/1"), early.As()));
        Assert.Equal(early.Now, early.Complaint.ToLearnSince);

        var again = In(Stage.OneAnswered);
        again.Take(NothingLearntDecision.Decide(again.Complaint, "Known.", again.Now)).Escalated().Assigned(Bell).Acknowledged().Answered();
        Assert.NotNull(again.Complaint.ToLearnSince);

        var learnt = In(Stage.OneAnswered);
        learnt.Take(new ComplaintMilestone.LessonDrawn(Guid.CreateVersion7(), "Look.", learnt.Now)).Escalated().Assigned(Bell).Acknowledged().Answered();
        Assert.Null(learnt.Complaint.ToLearnSince);
    }

    [Theory]
    [InlineData("severe-maladministration", true)]
    [InlineData("no-maladministration", false)]
    public void Severe_maladministration_is_learnt_from_whatever_the_answers_found(string outcome, bool waits)
    {
        var life = Closed(Received().Assigned().Acknowledged().Answered(FindingOutcome.NotUpheld)).Taken().Determined(found: [new(1, "The tap", outcome)]);
        Assert.Equal(waits, life.Complaint.ToLearnSince is not null);
    }

    [Fact]
    public void What_was_answered_in_another_system_was_that_ones_to_learn_from()
    {
        var life = Received().Assigned().Acknowledged();
        life.Take(new ComplaintMilestone.Imported("old", "C-1", life.Now.AddDays(1))).Answered();
        Assert.Null(life.Complaint.ToLearnSince);
        life.At("2026-03-10T12:00Z").Escalated().Assigned(Bell).Acknowledged().Answered();
        Assert.Equal(life.Now, life.Complaint.ToLearnSince);
    }

    [Fact]
    public void ROS_CMP_01_Complaints_and_comments_teach_alone_and_together()
    {
        var complaint = In(Stage.OneAnswered, "rosebery").Complaint;
        var comment = FeedbackDecision.Decide(Policy("rosebery"), "rosebery", new(FeedbackKind.Comment, Channel.Email, "Nobody says when they come.", "communication"), Now).Milestones[0];
        var drawn = Draw(Asked(), [complaint], [comment]);
        Assert.Equal(("rosebery", "repairs", "repairs", "late", (string?)null), (drawn.Landlord, drawn.Lesson.Subject, drawn.Lesson.Team, drawn.Lesson.RootCause, drawn.Lesson.Estate));
        Assert.Equal([new(complaint.Id, null), new(null, comment.Id)], drawn.Sources);
        Assert.Equal("communication", Draw(Asked() with { RootCause = "communication" }, [], [comment]).Lesson.Subject);

        var lesson = Lesson.Draw(drawn, Officer);
        Assert.Same(Decision<LessonMilestone>.Nothing, LessonDecision.Add(lesson, [complaint], [comment], Now));
        var other = In(Stage.FinalAnswered, "rosebery").Complaint;
        lesson.Apply(LessonDecision.Add(lesson, [complaint, other], [], Now).Milestones[0], Officer);
        Assert.Equal([complaint.Id, null, other.Id], lesson.Sources.Select(s => s.ComplaintId));
    }

    [Fact]
    public void A_lesson_has_what_was_learnt_what_is_done_an_owner_and_a_day_to_come()
    {
        var complaint = In(Stage.OneAnswered).Complaint;
        Assert.Equal(["complaint_ids", "learnt", "action", "owner", "due_on", "subject", "team", "root_cause"], Refused(new("", "", "", null, "", "", "", false), []).Fields());
        Assert.Equal(["due_on"], Refused(Asked() with { DueOn = new(2026, 3, 2) }, [complaint]).Fields());
        Assert.Equal(["subject", "team", "root_cause"], Refused(Asked() with { Subject = "weather", Team = "nobody", RootCause = "fate" }, [complaint]).Fields());
        Assert.Equal(["estate_only"], Refused(Asked() with { EstateOnly = true }, [complaint]).Fields());
        Assert.Equal(["complaint_ids[1]"], Refused(Asked(), [complaint, In(Stage.ServiceRequest).Complaint]).Fields());
    }

    [Fact]
    public void Another_owner_or_day_needs_a_reason_and_what_is_done_needs_proof()
    {
        var lesson = Open();
        Assert.Equal(["owner", "reason"], Fields(FollowLessonDecision.Change(lesson, "", null, "", Now)));
        Assert.Equal(["due_on"], Fields(FollowLessonDecision.Change(lesson, "", new(2026, 2, 1), "Earlier.", Now)));
        Assert.Same(Decision<LessonMilestone>.Nothing, FollowLessonDecision.Change(lesson, "bell", new(2026, 5, 1), "The same.", Now));
        Take(lesson, FollowLessonDecision.Change(lesson, "carr", new(2026, 6, 1), "Bell is away.", Now));
        Assert.Equal(("carr", new DateOnly(2026, 6, 1), "Bell is away."), (lesson.Owner, lesson.DueOn, lesson.Timeline[^1].Note));
        Assert.False(lesson.OverdueOn(new(2026, 6, 1)));
        Assert.True(lesson.OverdueOn(new(2026, 6, 2)));

        Assert.Equal(["proof", "done_at"], Fields(FollowLessonDecision.Complete(lesson, "", Now.AddDays(1), Now, Tolerance)));
        Assert.Equal(["done_at"], Fields(FollowLessonDecision.Complete(lesson, "minutes/7", Now.AddDays(-1), Now, Tolerance)));
        Take(lesson, FollowLessonDecision.Complete(lesson, "minutes/7", null, Now.AddDays(3), Tolerance));
        Assert.Equal((LessonState.Done, Now.AddDays(3)), (lesson.State, lesson.DoneAt!.Value));
        Assert.False(lesson.OverdueOn(new(2027, 1, 1)));
        Assert.Same(Decision<LessonMilestone>.Nothing, FollowLessonDecision.Complete(lesson, "minutes/7", null, Now.AddDays(4), Tolerance));
        Assert.Equal(ComplaintRefusals.LessonDone, Why(FollowLessonDecision.Complete(lesson, "minutes/8", null, Now.AddDays(4), Tolerance)));
        Assert.Equal(ComplaintRefusals.LessonDone, Why(FollowLessonDecision.Change(lesson, "bell", null, "Back.", Now)));
        Assert.Equal(ComplaintRefusals.LessonDone, Why(FollowLessonDecision.Drop(lesson, "No.", Now)));
    }

    [Fact]
    public void OHO_PER_08_Whether_the_service_is_better_for_it_is_looked_at_once_it_is_done()
    {
        var lesson = Open();
        Assert.Equal(ComplaintRefusals.LessonNotDone, Why(FollowLessonDecision.Review(lesson, LessonEffect.Better, "Fewer are late.", "report/3", Now)));
        Take(lesson, FollowLessonDecision.Complete(lesson, "minutes/7", null, Now, Tolerance));
        Assert.Equal(["effect", "words", "evidence"], Fields(FollowLessonDecision.Review(lesson, null, "", "", Now)));
        Take(lesson, FollowLessonDecision.Review(lesson, LessonEffect.TooEarly, "Two weeks only.", "report/3", Now));
        Assert.Same(Decision<LessonMilestone>.Nothing, FollowLessonDecision.Review(lesson, LessonEffect.TooEarly, "Two weeks only.", "report/3", Now.AddDays(1)));
        Take(lesson, FollowLessonDecision.Review(lesson, LessonEffect.Better, "Half as many are late.", "report/4", Now.AddDays(90)));
        Assert.Equal([LessonEffect.TooEarly, LessonEffect.Better], lesson.Reviews.Select(r => r.Effect));
        Assert.Equal(LessonEffect.Better, lesson.LastEffect);
    }

    [Fact]
    public void A_lesson_that_is_not_followed_says_why_and_takes_nothing_more()
    {
        var lesson = Open();
        Assert.Equal(["reason"], Fields(FollowLessonDecision.Drop(lesson, "", Now)));
        Take(lesson, FollowLessonDecision.Drop(lesson, "The contract ended.", Now));
        Assert.Same(Decision<LessonMilestone>.Nothing, FollowLessonDecision.Drop(lesson, "The contract ended.", Now));
        Assert.Equal(ComplaintRefusals.LessonDropped, Why(FollowLessonDecision.Complete(lesson, "minutes/7", null, Now, Tolerance)));
        Assert.Equal(ComplaintRefusals.LessonDropped, Why(LessonDecision.Add(lesson, [In(Stage.OneAnswered).Complaint], [], Now)));
        Assert.Equal(ComplaintRefusals.LessonDropped, Why(ImprovementDecision.Write(lesson, "You said.", "We did.", Nobody, Now)));
    }

    [Fact]
    public void OHC_PER_08_HPG_CMP_06_What_was_done_is_published_once_it_is_done_and_nobody_can_be_recognised()
    {
        var lesson = Open();
        Take(lesson, ImprovementDecision.Write(lesson, "You said that we come late.", "We call before we come.", Nobody, Now));
        var id = lesson.Improvements[0].Id;
        Assert.Same(Decision<LessonMilestone>.Nothing, ImprovementDecision.Write(lesson, "You said that we come late.", "We call before we come.", Nobody, Now));
        Take(lesson, ImprovementDecision.Write(lesson, "You said that we come late.", "We call an hour before we come.", Nobody, Now));
        Assert.Equal((id, "We call an hour before we come."), (Assert.Single(lesson.Improvements).Id, lesson.Improvements[0].WeDid));

        Assert.Equal(["nobody_recognisable"], Fields(ImprovementDecision.Publish(lesson, id, false, Nobody, Now)));
        Assert.Equal(ComplaintRefusals.LessonNotDone, Why(ImprovementDecision.Publish(lesson, id, true, Nobody, Now)));
        Take(lesson, FollowLessonDecision.Complete(lesson, "minutes/7", null, Now, Tolerance));
        Take(lesson, ImprovementDecision.Publish(lesson, id, true, Nobody, Now));
        Assert.Same(Decision<LessonMilestone>.Nothing, ImprovementDecision.Publish(lesson, id, true, Nobody, Now));
        Assert.Equal(ComplaintRefusals.PublishedAlready, Why(ImprovementDecision.Write(lesson, "Another.", "Text.", Nobody, Now)));

        Assert.Equal(["reason"], Fields(ImprovementDecision.Withdraw(lesson, id, "", Now)));
        Take(lesson, ImprovementDecision.Withdraw(lesson, id, "It reads as a promise.", Now));
        Assert.Equal(ComplaintRefusals.ImprovementWithdrawn, Why(ImprovementDecision.Publish(lesson, id, true, Nobody, Now)));
        Take(lesson, ImprovementDecision.Write(lesson, "Another.", "Text.", Nobody, Now));
        Assert.Equal([ImprovementState.Withdrawn, ImprovementState.Written], lesson.Improvements.Select(i => i.State));
        Assert.Equal(ComplaintRefusals.ImprovementUnknown, Why(ImprovementDecision.Publish(lesson, Guid.CreateVersion7(), true, Nobody, Now)));
    }

    [Theory]
    [InlineData("We call before we come.", "")]
    [InlineData("Mrs Adaeze Osei had to wait.", "Mrs Adaeze Osei")]
    [InlineData("adaeze osei had to wait.", "Mrs Adaeze Osei")]
    [InlineData("The Osei family had to wait.", "Mrs Adaeze Osei")]
    [InlineData("Her brother, R. Green, wrote to us.", "R. Green")]
    [InlineData("We keep a green list of homes.", "")]
    [InlineData("The tap at 12 High Street dripped.", "12 High Street")]
    [InlineData("The tap at 112 High Street dripped.", "")]
    [InlineData("A home in rm3 9ab was cold.", "RM3 9AB")]
    [InlineData("A home in SW1A 1AA was cold.", "SW1A 1AA")]
    [InlineData("Write to a.osei@example.org.", "a.osei@example.org")]
    [InlineData("Ring 020 7946 0123 at any time.", "020 7946 0123")]
    [InlineData("In 2026 we mended 1,024 taps in 10 days.", "")]
    public void A_public_text_names_nobody_whose_words_it_came_from_and_not_where_they_live(string text, string found)
    {
        var fields = new FieldReader();
        PublicText.Check(fields, "you_said", text, new(["Mrs Adaeze Osei", "R. Green", ""], ["12 High Street", "RM3 9AB"]));
        if (found is "")
            Assert.Empty(fields.Faults);
        else
            Assert.Contains(fields.Faults, f => f.Fault.Contains(found, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_reference_of_a_complaint_is_in_no_public_text()
    {
        var reference = In(Stage.OneAnswered).Complaint.Reference;
        var lesson = Open();
        Assert.Equal(["you_said", "we_did"], Fields(ImprovementDecision.Write(lesson, $"As in {reference}.", reference.ToLowerInvariant(), Nobody, Now)));
    }

    private static DrawLesson Asked() => new("Nobody calls before they come.", "Call an hour before.", "bell", new(2026, 5, 1), "", "", "", false);

    private static Lesson Open() => Lesson.Draw(Draw(Asked(), [In(Stage.OneAnswered).Complaint], []), Officer);

    private static LessonMilestone.Drawn Draw(DrawLesson command, IReadOnlyList<Complaint> complaints, IReadOnlyList<FeedbackItem> feedback)
    {
        var decision = LessonDecision.Draw(Policy("rosebery"), command, complaints, feedback, Now);
        if (decision is Decision<LessonMilestone>.Refused { Why: var why })
            Assert.Fail($"{why.Code}: {why.Sentence}");
        return Assert.IsType<LessonMilestone.Drawn>(Assert.Single(decision.Milestones));
    }

    private static Refusal Refused(DrawLesson command, IReadOnlyList<Complaint> complaints) => Why(LessonDecision.Draw(Policy("havering"), command, complaints, [], Now));

    private static void Take(Lesson lesson, Decision<LessonMilestone> decision)
    {
        if (decision is Decision<LessonMilestone>.Refused { Why: var why })
            Assert.Fail($"{why.Code}: {why.Sentence}");
        foreach (var milestone in decision.Milestones)
            lesson.Apply(milestone, Officer);
    }

    private static Refusal Why(Decision<LessonMilestone> decision) => Assert.IsType<Decision<LessonMilestone>.Refused>(decision).Why;

    private static IEnumerable<string> Fields(Decision<LessonMilestone> decision) => Why(decision).Fields();
}
