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

    [Fact]
    public void What_was_opened_for_a_dropped_promise_ends_with_its_appointment_and_what_was_not_goes_on()
    {
        var work = Work("havering", "stuck-tap");
        Assert.Equal(["repair.promise-dropped", "repair.closed"], Dropped(Opened(work), work));
        var booked = Opened(work).With(new RepairMilestone.Appointed(Guid.CreateVersion7(Now), Now.AddHours(1), Now.AddHours(2), Now));
        Assert.Equal(["repair.promise-dropped", "repair.appointment-cancelled", "repair.closed"], Dropped(booked, work));
        Assert.Equal(["repair.promise-dropped"], Dropped(booked, work, Now.AddHours(1)));       // somebody is on the way
        Assert.Equal(["repair.promise-dropped"], Dropped(Opened(work).With(new RepairMilestone.MadeSafe(Now)), work));
        Assert.Equal(["repair.promise-dropped"], Dropped(Reported().With(new RepairMilestone.Promised(work, Now)), work));
        Assert.Equal(["repair.promise-dropped"], Dropped(Opened(work).With(new RepairMilestone.Promised(Work("havering", "stuck-tap"), Now)), work));
        Assert.Equal(["repair.promise-dropped"], Dropped(Opened(work).With(HazardDecision.Notice(Opened(work), new("damp-and-mould", HazardLevel.Significant), Now, Now, Tolerance).Only<RepairMilestone.HazardStep>()), work));
        var completed = Opened(work).With(new RepairMilestone.MadeSafe(Now), new RepairMilestone.Completed("New washer", Now));
        Assert.Null(Assert.IsType<RepairMilestone.PromiseDropped>(Assert.Single(Decided(completed, work, Now))).GoesOn);
        Assert.Empty(Decided(completed.With(new RepairMilestone.PromiseDropped(work.CauseId, "No.", null, Now)), work, Now));
    }

    [Fact]
    public void Of_two_promises_by_different_days_the_one_that_stands_says_by_when()
    {
        var (first, second) = (Work("havering", "stuck-tap"), Work("havering", "stuck-tap") with { DueOn = London.DayOf(Now).AddDays(20) });
        var repair = Opened(first).With(new RepairMilestone.Promised(second, Now));
        Assert.Equal(first.DueOn, repair.PromisedBy);
        repair.With(new RepairMilestone.PromiseDropped(first.CauseId, "No.", null, Now));
        Assert.Equal(second.DueOn, repair.PromisedBy);
        Assert.True(repair.IsOfDropped(first.CauseId, London.EndOf(first.DueOn)));
        Assert.False(repair.IsOfDropped(first.CauseId, London.EndOf(second.DueOn)));
    }

    private static Repair Opened(PromisedWork work)
    {
        var decided = PromisedWorkDecision.Decide(Policy("havering"), work, about: null, Now).Milestones;
        var repair = Repair.Open((RepairMilestone.Reported)decided[0], Recorder.Complaints, Now);
        repair.Apply(decided[1], Recorder.Complaints, Now);
        return repair;
    }

    private static IReadOnlyList<RepairMilestone> Decided(Repair repair, PromisedWork work, DateTimeOffset now) =>
        DroppedWorkDecision.Decide(repair, repair.Promised.Single(p => p.CauseId == work.CauseId), "No.", now, now);

    private static IEnumerable<string> Dropped(Repair repair, PromisedWork work, DateTimeOffset? at = null) => Decided(repair, work, at ?? Now).Select(m => m.Name);

    private static PromisedWork Work(string landlord, string fault, Repair? at = null) => new(
        Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), "H4T9-K2MX", landlord, at?.HomeId ?? Guid.CreateVersion7(Now), Family.HouseholdId, fault, "We mend it.",
        London.DayOf(Now).AddDays(10), at?.Id, Now.AddHours(-1));
}
