using Housing.Standards;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests;

public class VisitDecisionTests
{
    private static readonly RecordVisit AnHour = new(Now.AddMinutes(-90), Now.AddMinutes(-30));
    private static readonly VisitReport Mended = new() { Fixed = true }, Unmended = new() { Fixed = false };
    private static readonly BookAppointment Tomorrow = new(Now.AddDays(1), Now.AddDays(1).AddHours(2));

    [Theory]
    [InlineData(Stage.Reported)]
    [InlineData(Stage.InProgress)]
    public void Somebody_may_come_unbooked(Stage stage)
    {
        var repair = In(stage);
        var visited = Decide(repair, new RecordVisit(Now)).Only<RepairMilestone.Visited>();
        repair.With(visited);
        Assert.Equal((null, Stage.InProgress, Now), (visited.AppointmentId, repair.Stage, repair.LastVisitedAt));
    }

    [Fact]
    public void Nobody_comes_unbooked_to_what_is_not_the_landlords()
    {
        var theirs = Reported("one-housing", "dripping-tap", "routine", Family with { Tenure = "leasehold" });
        var refusal = VisitDecision.Decide(Policy("one-housing"), theirs, new RecordVisit(Now), Now, Tolerance).Refusal();
        Assert.Equal(("NOT_OURS", "OHO-LSE-04"), (refusal.Code, refusal.Clause));
    }

    [Fact]
    public void A_finished_repair_takes_no_visit() => Assert.Equal(RepairRefusals.Finished, Decide(Completed(), new RecordVisit(Now)).Refusal());

    [Fact]
    public void Arriving_keeps_one_promise_and_leaving_starts_another_F2()
    {
        var repair = Appointed();
        var milestones = Decide(repair, AnHour with { Report = Mended }).Milestones;
        Assert.Equal([("repair.arrived", Now.AddMinutes(-90)), ("repair.visited", Now.AddMinutes(-30))], milestones.Select(m => (m.Name, m.At)));
        repair.With([.. milestones]);
        var visit = Assert.Single(repair.Visits);
        Assert.Equal((Now.AddMinutes(-90), Now.AddMinutes(-30), true, repair.Appointments[0].Id), (visit.StartsAt, visit.EndsAt, visit.Fixed, visit.AppointmentId));
        Assert.Equal(AppointmentState.Attended, repair.Appointments[0].State);
    }

    [Fact]
    public void All_that_is_said_of_a_visit_is_kept()
    {
        var report = new VisitReport
        {
            Note = "The valve is worn.", Materials = [new("Valve", 2, 1_250), new("Tape", 1, 99)], LabourPence = 4_000, PhotosBefore = ["p-1"], PhotosAfter = ["p-2", "p-3"],
            NoFollowUpBecause = "The valve has to be ordered.",
        };
        var visit = Assert.Single(Reported().With([.. Decide(Reported(), AnHour with { Report = report }).Milestones]).Visits);
        Assert.Equal(("The valve is worn.", null, 4_000L, "The valve has to be ordered.", 5_349L), (visit.Note, visit.Fixed, visit.LabourPence, visit.NoFollowUpBecause, visit.CostPence));
        Assert.Equal(report.Materials, visit.Materials);
        Assert.Equal(["p-1"], visit.PhotosBefore);
        Assert.Equal(["p-2", "p-3"], visit.PhotosAfter);
    }

    [Fact]
    public void The_same_visit_said_again_does_nothing_even_with_the_next_one_booked()
    {
        var repair = Reported();
        var visit = AnHour with { Report = Unmended, FollowUp = Tomorrow };
        repair.With([.. Decide(repair, visit).Milestones]);
        Assert.NotNull(repair.Booked);
        Decide(repair, visit).IsNothing();
    }

    [Fact]
    public void A_visit_that_did_not_mend_it_brings_the_next_one_HAV_REP_11()
    {
        var refusal = Decide(Appointed(), AnHour with { Report = Unmended }).Refusal();
        Assert.Equal(("FOLLOW_UP_MISSING", "HAV-REP-11"), (refusal.Code, refusal.Clause));

        var repair = Appointed();
        repair.With([.. Decide(repair, AnHour with { Report = Unmended, FollowUp = Tomorrow }).Milestones]);
        Assert.Equal((Stage.Appointed, Tomorrow.StartsAt, Tomorrow.EndsAt), (repair.Stage, repair.Booked!.StartsAt, repair.Booked.EndsAt));

        Assert.Equal(2, Decide(Appointed(), AnHour with { Report = Unmended with { NoFollowUpBecause = "A part has to be made." } }).Milestones.Count);
    }

    [Fact]
    public void Where_the_landlord_did_not_promise_it_the_next_visit_may_wait() =>
        Assert.NotEmpty(VisitDecision.Decide(Policy("rosebery"), Appointed(), AnHour with { Report = Unmended }, Now, Tolerance).Milestones);

    [Fact]
    public void Who_does_not_say_whether_it_is_mended_is_asked_for_no_next_visit() => Assert.NotEmpty(Decide(Appointed(), AnHour).Milestones);

    public static TheoryData<string, RecordVisit> Wrong => new()
    {
        { "ended_at", AnHour with { EndedAt = Now.AddMinutes(-91) } },
        { "ended_at", AnHour with { EndedAt = Now.AddMinutes(3) } },
        { "ended_at", new RecordVisit(null, ReportedAt.AddMinutes(-1)) },
        { "note", AnHour with { Report = new() { Note = "tap\0" } } },
        { "materials[0].what", AnHour with { Report = new() { Materials = [new(" ", 1, 1)] } } },
        { "materials[1].quantity", AnHour with { Report = new() { Materials = [new("Tape", 1, 1), new("Tape", 0, 1)] } } },
        { "materials[0].pence", AnHour with { Report = new() { Materials = [new("Tape", 1, -1)] } } },
        { "materials", AnHour with { Report = new() { Materials = [.. Enumerable.Repeat(new Material("Tape", 1, 1), 101)] } } },
        { "labour_pence", AnHour with { Report = new() { LabourPence = 10_000_001 } } },
        { "photos_before", AnHour with { Report = new() { PhotosBefore = [.. Enumerable.Repeat("p", 21)] } } },
        { "photos_after[0]", AnHour with { Report = new() { PhotosAfter = [new string('p', 201)] } } },
        { "follow_up", AnHour with { Report = Mended, FollowUp = Tomorrow } },
        { "follow_up.none_because", AnHour with { Report = Unmended with { NoFollowUpBecause = "A part." }, FollowUp = Tomorrow } },
        { "follow_up.starts_at", AnHour with { Report = Unmended, FollowUp = new(Now.AddMinutes(-31), Now) } },
        { "follow_up.slot_key", AnHour with { Report = Unmended, FollowUp = Tomorrow, FollowUpSlot = "s" } },
        { "follow_up", AnHour with { Report = Mended, FollowUpSlot = "s" } },
        { "follow_up.ends_at", AnHour with { Report = Unmended, FollowUp = new(Now.AddDays(1), Now.AddDays(1)) } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_cannot_be_right_is_named(string field, RecordVisit visit) => Assert.Equal(field, Decide(Reported(), visit).Refusal().Field());

    [Fact]
    public void The_work_of_a_visit_is_checked_once_OHO_PER_11()
    {
        var repair = InProgress();
        var check = new CheckVisit(repair.Visits[0].Id, Passed: true, "Neat.", ByPhoto: false);
        repair.With(VisitCheckDecision.Decide(repair, check, Now).Only<RepairMilestone.VisitChecked>());
        Assert.Equal((true, "Neat.", Now), (repair.Visits[0].CheckPassed, repair.Visits[0].CheckFindings, repair.Visits[0].CheckedAt));
        VisitCheckDecision.Decide(repair, check, Now.AddHours(1)).IsNothing();
        Assert.Equal(RepairRefusals.CheckedAlready, VisitCheckDecision.Decide(repair, check with { Passed = false }, Now).Refusal());
        Assert.Equal("findings", VisitCheckDecision.Decide(repair, check with { Findings = "" }, Now).Refusal().Field());
        Assert.Equal(RepairRefusals.VisitUnknown, VisitCheckDecision.Decide(repair, check with { VisitId = Guid.CreateVersion7() }, Now).Refusal());
    }

    [Fact]
    public void Work_without_photographs_cannot_be_checked_by_them()
    {
        var repair = InProgress();
        Assert.Equal("by_photo", VisitCheckDecision.Decide(repair, new CheckVisit(repair.Visits[0].Id, Passed: true, "Neat.", ByPhoto: true), Now).Refusal().Field());
    }

    [Fact]
    public void Work_found_wanting_is_looked_at_when_it_is_done_whatever_the_sample_OHO_PER_11()
    {
        var repair = InProgress();
        repair.With(VisitCheckDecision.Decide(repair, new CheckVisit(repair.Visits[0].Id, Passed: false, "Crooked.", ByPhoto: false), Now).Only<RepairMilestone.VisitChecked>());
        Assert.True(PostInspectionDecision.IsDue(Policy("havering") with { PostInspection = null }, repair));

        var done = Completed();
        done.With(VisitCheckDecision.Decide(done, new CheckVisit(done.Visits[0].Id, Passed: false, "Crooked.", ByPhoto: false), Now).Only<RepairMilestone.VisitChecked>());
        Assert.Equal(PostInspection.Waiting, done.PostInspection);
    }

    private static Decision<RepairMilestone> Decide(Repair repair, RecordVisit visit) => VisitDecision.Decide(Policy("havering"), repair, visit, Now, Tolerance);
}
