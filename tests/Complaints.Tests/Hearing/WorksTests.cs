using Housing.Complaints.Contracts.V1;
using Housing.Complaints.Tests.Serving;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Hearing;

/// <summary>What Repairs says of works that an answer promised.</summary>
public sealed class WorksTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task Promised_works_are_done_once_their_repair_is_however_often_that_is_heard_ENG_CMP_12()
    {
        var (complaint, works) = await Promised();
        var (ordered, completed) = (Ordered(works), Completed(works));

        await Task.WhenAll(service.Host.PublishAsync(ordered), service.Host.PublishAsync(ordered));
        await Eventually.Holds(async () => Assert.Equal(ordered.RepairId.ToString(), (await Works(complaint)).RepairId));
        Assert.Equal(Wire.RemedyState.Promised, (await Works(complaint)).State);

        await Task.WhenAll(service.Host.PublishAsync(completed), service.Host.PublishAsync(completed), service.Host.PublishAsync(completed with { RepairId = Guid.CreateVersion7(), Causes = null }));
        await Eventually.Holds(async () => Assert.Equal((Wire.RemedyState.Done, $"Done by repair {completed.RepairId}"), await Works(complaint) is var w ? (w.State, w.Proof) : default));
        Assert.Equal((1L, 1L), (await Said(complaint, "complaint.works-ordered"), await Said(complaint, "complaint.action-done")));
    }

    [Fact]
    public async Task Heard_in_the_other_order_it_is_done_all_the_same_and_has_its_repair()
    {
        var (complaint, works) = await Promised();

        await service.Host.PublishAsync(Completed(works));
        await Eventually.Holds(async () => Assert.Equal(Wire.RemedyState.Done, (await Works(complaint)).State));
        await service.Host.PublishAsync(Ordered(works));

        await Eventually.Holds(async () => Assert.Equal((Wire.RemedyState.Done, Repair(works)), await Works(complaint) is var w ? (w.State, w.RepairId) : default));
        Assert.Equal(1L, await Said(complaint, "complaint.action-done"));
    }

    [Fact]
    public async Task Done_before_Repairs_heard_of_the_promise_one_word_says_both()
    {
        var (complaint, works) = await Promised();

        await service.Host.PublishAsync(Ordered(works) with { CompletedAt = service.Host.Clock.Now });

        await Eventually.Holds(async () => Assert.Equal((Wire.RemedyState.Done, Repair(works)), await Works(complaint) is var w ? (w.State, w.RepairId) : default));
    }

    [Fact]
    public async Task Of_a_complaint_that_has_ended_since_it_is_done_as_well()
    {
        var (complaint, works) = await Promised();
        var officer = service.As("officer@havering");
        await officer.EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint, Words = "" });
        await officer.WithdrawComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint, Words = "Never mind." });

        await service.Host.PublishAsync(Completed(works));

        await Eventually.Holds(async () => Assert.Equal(Wire.RemedyState.Done, (await Works(complaint)).State));
        Assert.Equal(Wire.Stage.Withdrawn, (await service.Get(complaint, "officer@havering")).Stage);
    }

    [Fact]
    public async Task Works_that_do_not_go_on_are_shown_to_the_landlords_people_until_somebody_has_seen_to_them()
    {
        var (complaint, works) = await Promised();
        var (other, refused) = await Promised();
        await service.Host.PublishAsync(Ordered(works));
        await Eventually.Holds(async () => Assert.Equal(Repair(works), (await Works(complaint)).RepairId));

        var closed = new RepairClosed { RepairId = Guid.Parse(Repair(works)), Landlord = "havering", HomeId = Guid.CreateVersion7(), Reason = "There is no such home.", ClosedAt = service.Host.Clock.Now, Causes = [works] };
        await Task.WhenAll(service.Host.PublishAsync(closed), service.Host.PublishAsync(closed));
        await service.Host.PublishAsync(new WorksNotOrdered { CauseId = refused, Landlord = "havering", HomeId = Guid.CreateVersion7(), Reason = "There is no such fault.", RecordedAt = service.Host.Clock.Now });

        await Eventually.Holds(async () => Assert.Equal(["There is no such fault.", "There is no such home."], await Stopped(complaint, other)));
        Assert.Equal((Wire.RemedyState.Promised, 1L), ((await Works(complaint)).State, await Said(complaint, "complaint.works-stopped")));
        var (status, _, _, reason) = await Refusal(() => service.As("officer@havering").CloseComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint }));
        Assert.Equal((Grpc.Core.StatusCode.FailedPrecondition, "ACTIONS_UNDONE"), (status, reason));

        await service.Looking("officer@havering").CompleteActionAsync(new() { RequestId = NewId(), ComplaintId = complaint, RemedyId = works.ToString(), Proof = "Another contractor did it: job 12" });
        Assert.Equal(["There is no such fault."], await Stopped(complaint, other));
    }

    [Fact]
    public async Task Works_that_Repairs_would_not_take_are_refused_when_they_are_proposed_and_taken_while_it_cannot_be_asked()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        await service.Assign(complaint.ComplaintId, "havering");
        var works = new ProposeRemedyRequest
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, Kind = Wire.RemedyKind.Works, Fault = "moon", Owner = "Repairs", Words = "We mend it.", DueOn = new() { Year = 2026, Month = 3, Day = 30 },
        };
        var (status, sentence, fields, _) = await Refusal(() => service.Looking("officer@havering").ProposeRemedyAsync(works));
        Assert.Equal((Grpc.Core.StatusCode.InvalidArgument, "fault"), (status, Assert.Single(fields)));
        Assert.Contains("stuck-tap", sentence, StringComparison.Ordinal);

        service.Neighbours.Away = true;
        works.RequestId = NewId();
        Assert.Equal("moon", (await service.Looking("officer@havering").ProposeRemedyAsync(works)).Remedy.Fault);
        service.Reset();
    }

    [Fact]
    public async Task A_resident_reads_which_repair_does_it_and_not_why_it_stopped()
    {
        var (complaint, household, works) = await PromisedTo();
        await service.Host.PublishAsync(new WorksNotOrdered { CauseId = works, Landlord = "havering", HomeId = Guid.CreateVersion7(), Reason = "There is no such fault.", RecordedAt = service.Host.Clock.Now });
        await Eventually.Holds(async () => Assert.NotEmpty((await Works(complaint)).StoppedReason));

        var seen = (await service.As("resident@havering", household).GetComplaintAsync(new() { ComplaintId = complaint })).Complaint;
        Assert.Equal("", seen.Remedies.Single(r => r.Kind == Wire.RemedyKind.Works).StoppedReason);
        Assert.DoesNotContain(seen.Timeline, t => t.Name == "complaint.works-stopped");
    }

    [Fact]
    public async Task Stage_two_takes_back_works_that_stage_one_promised_Repairs_and_the_household_are_told_and_what_goes_on_is_shown()
    {
        var (dropped, messages) = (await service.Host.ListenAsync<WorksDropped>(), await service.Host.ListenAsync<Housing.Standards.Contracts.V1.ResidentMessageDue>());
        var (complaint, household, works) = await PromisedTo();
        var drop = new DropRemedyRequest { RequestId = NewId(), ComplaintId = complaint, RemedyId = works.ToString(), Reason = "The whole kitchen is replaced instead." };
        Assert.Equal("PROMISED_ALREADY", (await Refusal(() => service.Looking("manager@havering").DropRemedyAsync(drop))).Reason);       // stage one said it

        await service.As("resident@havering", household).EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint });
        await service.Assign(complaint, "havering", "bell", "head-of-service");
        drop.RequestId = NewId();
        Assert.Equal(Wire.RemedyState.Dropped, (await service.Looking("manager@havering").DropRemedyAsync(drop)).Remedy.State);
        await Eventually.Holds(() => Assert.Equal(("The whole kitchen is replaced instead.", complaint), Assert.Single(dropped.Events, e => e.CauseId == works) is var e ? (e.Reason, e.ComplaintId.ToString()) : default));
        await Eventually.Holds(() => Assert.Equal(
            ("We mend the tap.", "The whole kitchen is replaced instead."), Assert.Single(messages.Events, m => m.CaseId.ToString() == complaint && m.Template == "complaint.remedy-dropped") is var m ? (m.Facts["action"], m.Facts["reason"]) : default));

        var goesOn = new WorksGoOn { CauseId = works, RepairId = Guid.Parse(Repair(works)), Landlord = "havering", HomeId = Guid.CreateVersion7(), Reason = "The work has begun.", RecordedAt = service.Host.Clock.Now };
        await Task.WhenAll(service.Host.PublishAsync(goesOn), service.Host.PublishAsync(goesOn));
        await Eventually.Holds(async () => Assert.Equal("The work has begun.", (await Works(complaint)).GoesOnReason));
        Assert.Equal(1L, await Said(complaint, "complaint.works-go-on"));
        var seen = (await service.As("resident@havering", household).GetComplaintAsync(new() { ComplaintId = complaint })).Complaint;
        Assert.DoesNotContain(seen.Timeline, t => t.Name == "complaint.works-go-on");
        Assert.All(seen.Remedies, r => Assert.Equal("", r.GoesOnReason));
    }

    [Fact]
    public async Task Works_that_somebody_else_did_are_taken_back_and_those_that_Repairs_did_are_not()
    {
        var dropped = await service.Host.ListenAsync<WorksDropped>();
        var (complaint, works) = await Promised();
        var (other, done) = await Promised();
        await service.Host.PublishAsync(Completed(done));
        await Eventually.Holds(async () => Assert.Equal(Wire.RemedyState.Done, (await Works(other)).State));
        await service.Looking("officer@havering").CompleteActionAsync(new() { RequestId = NewId(), ComplaintId = complaint, RemedyId = works.ToString(), Proof = "Another contractor did it: job 12" });

        await Eventually.Holds(() => Assert.Equal("It was done otherwise.", Assert.Single(dropped.Events, e => e.CauseId == works).Reason));
        Assert.DoesNotContain(dropped.Events, e => e.CauseId == done);
    }

    private async Task<(string Complaint, Guid Works)> Promised()
    {
        var (complaint, _, works) = await PromisedTo();
        return (complaint, works);
    }

    private async Task<(string Complaint, Guid Household, Guid Works)> PromisedTo()
    {
        service.Reset();
        var (complaint, _, household) = await service.Receive();
        await service.Assign(complaint.ComplaintId, "havering");
        await service.Acknowledge(complaint.ComplaintId, "havering");
        var works = (await service.Looking("officer@havering").ProposeRemedyAsync(new()
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, Kind = Wire.RemedyKind.Works, Fault = "stuck-tap", Owner = "Repairs", Words = "We mend the tap.", DueOn = new() { Year = 2026, Month = 3, Day = 30 },
        })).Remedy;
        await service.Answer(complaint.ComplaintId, "havering");
        return (complaint.ComplaintId, household, Guid.Parse(works.RemedyId));
    }

    private WorksOrdered Ordered(Guid works) => new()
    {
        CauseId = works, RepairId = Guid.Parse(Repair(works)), Landlord = "havering", HomeId = Guid.CreateVersion7(), DueOn = new DateOnly(2026, 3, 30), OrderedAt = service.Host.Clock.Now,
    };

    private RepairCompleted Completed(Guid works) => new()
    {
        RepairId = Guid.Parse(Repair(works)), Landlord = "havering", HomeId = Guid.CreateVersion7(), CompletedAt = service.Host.Clock.Now, Causes = [works],
    };

    /// <summary>One repair for each promise, the same each time it is asked for.</summary>
    private static string Repair(Guid works)
    {
        var bytes = works.ToByteArray();
        bytes[15] ^= 1;
        return new Guid(bytes).ToString();
    }

    private async Task<Wire.Remedy> Works(string complaint) => (await service.Get(complaint, "officer@havering")).Remedies.Single(r => r.Kind == Wire.RemedyKind.Works);

    private async Task<IEnumerable<string>> Stopped(params string[] complaints) =>
        (await service.Looking("manager@havering").ListActionsAsync(new() { Landlord = "havering", StoppedOnly = true, PageSize = 200 })).Actions
            .Where(a => complaints.Contains(a.ComplaintId)).Select(a => a.Remedy.StoppedReason).Order(StringComparer.Ordinal);

    private Task<long> Said(string complaint, string name) => service.Host.Database.Scalar<long>($"select count(*) from timeline where complaint_id = '{complaint}' and name = '{name}'");
}
