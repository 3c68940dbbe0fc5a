using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class PromisedWorkDecisionTests
{
    [Theory]
    [InlineData("havering")]
    [InlineData("one-housing")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public void What_was_promised_is_the_landlords_to_mend_whosever_the_fault_is_otherwise_ENG_CMP_14(string landlord)
    {
        var policy = Policy(landlord);
        foreach (var fault in policy.Faults)
        {
            var decided = PromisedWorkDecision.Decide(policy, Work(landlord, fault.Key), about: null, Now);
            var repair = Repair.Open(Assert.IsType<RepairMilestone.Reported>(decided.Milestones[0]), Officer, Now).With(decided.Milestones[1]);
            Assert.Equal((Party.Landlord, LandlordPart.Mends, Work(landlord, fault.Key).DueOn), (repair.Responsible, repair.LandlordPart, repair.PromisedBy));

            // Who turns out to live there changes nothing of that.
            var known = FactsDecision.Decide(policy, repair, Family with { Tenure = "leasehold" }, Now).Milestones;
            Assert.DoesNotContain(known, m => m is RepairMilestone.ResponsibilityDecided);
        }
    }

    [Fact]
    public void What_is_open_and_was_the_residents_is_taken_on()
    {
        var open = Reported(fault: "stuck-tap", circumstances: Circumstances.Plain with { Cause = Cause.Resident });
        Assert.NotEqual(LandlordPart.Mends, open.LandlordPart);
        var decided = PromisedWorkDecision.Decide(Policy("havering"), Work("havering", open.Fault, open), open, Now);
        Assert.Equal(["repair.taken-on", "repair.promised"], decided.Milestones.Select(m => m.Name));
    }

    [Fact]
    public void What_is_open_and_nobody_could_say_whose_it_is_is_the_landlords_and_stays_it()
    {
        var open = Reported(landlord: "one-housing", fault: "dripping-tap", priority: "routine", pending: true);
        Assert.Null(open.Responsibility);
        var decided = PromisedWorkDecision.Decide(Policy("one-housing"), Work("one-housing", open.Fault, open), open, Now);
        Assert.Equal(["repair.responsibility-decided", "repair.promised"], decided.Milestones.Select(m => m.Name));
        open.With([.. decided.Milestones]);
        Assert.DoesNotContain(FactsDecision.Decide(Policy("one-housing"), open, Family with { Tenure = "leasehold" }, Now).Milestones, m => m is RepairMilestone.ResponsibilityDecided);
    }

    [Fact]
    public void What_was_mended_before_the_promise_is_mended_again_as_a_recall_and_once()
    {
        var done = Completed();
        var work = Work("havering", done.Fault, done) with { PromisedAt = Now };
        Assert.Equal(done.Id, ((RepairMilestone.Reported)PromisedWorkDecision.Decide(Policy("havering"), work, done, Now).Milestones[0]).RecallOf);
        Assert.Null(((RepairMilestone.Reported)PromisedWorkDecision.Decide(Policy("havering"), work with { Fault = "pipe-leak" }, done, Now).Milestones[0]).RecallOf);
        done.With(new RepairMilestone.Recalled(Guid.CreateVersion7(Now), Now));
        Assert.Null(((RepairMilestone.Reported)PromisedWorkDecision.Decide(Policy("havering"), work, done, Now).Milestones[0]).RecallOf);
    }

    [Fact]
    public void Another_homes_repair_or_one_that_was_done_before_the_promise_is_not_the_one_that_does_it()
    {
        var (open, done) = (Reported(), Completed());
        Assert.Equal("repair.promised", Assert.Single(PromisedWorkDecision.Decide(Policy("havering"), Work("havering", open.Fault, open), open, Now).Milestones).Name);
        Assert.Equal(2, PromisedWorkDecision.Decide(Policy("havering"), Work("havering", open.Fault), open, Now).Milestones.Count);
        Assert.Equal(2, PromisedWorkDecision.Decide(Policy("havering"), Work("havering", done.Fault, done) with { PromisedAt = Now }, done, Now).Milestones.Count);
        Assert.Single(PromisedWorkDecision.Decide(Policy("havering"), Work("havering", done.Fault, done), done, Now).Milestones);
    }

    [Fact]
    public void Long_words_are_cut_for_the_repair_and_stay_whole_with_the_promise()
    {
        var work = Work("havering", "stuck-tap") with { Words = new string('a', 4_000) };
        var decided = PromisedWorkDecision.Decide(Policy("havering"), work, about: null, Now).Milestones;
        Assert.Null(Text.Fault(((RepairMilestone.Reported)decided[0]).Description));
        Assert.Equal(4_000, ((RepairMilestone.Promised)decided[1]).Work.Words.Length);
    }

    [Fact]
    public void A_fault_that_the_landlord_does_not_have_is_refused() =>
        Assert.Equal("INVALID_FIELD", PromisedWorkDecision.Decide(Policy("havering"), Work("havering", "no-such-fault"), about: null, Now).Refusal().Code);

    private static PromisedWork Work(string landlord, string fault, Repair? at = null) => new(
        Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), "H4T9-K2MX", landlord, at?.HomeId ?? Guid.CreateVersion7(Now), Family.HouseholdId, fault, "We mend it.",
        London.DayOf(Now).AddDays(10), at?.Id, Now.AddHours(-1));
}
