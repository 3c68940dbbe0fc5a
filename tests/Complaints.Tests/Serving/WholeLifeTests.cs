using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

public sealed class WholeLifeTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Theory]
    [InlineData("havering")]
    [InlineData("one-housing")]
    [InlineData("housing-plus")]
    [InlineData("rosebery")]
    public async Task A_complaint_goes_from_the_first_word_to_the_final_answer_and_every_step_is_told_once(string landlord)
    {
        service.Reset();
        var resolved = await service.Host.ListenAsync<ComplaintResolved>();
        var messages = await service.Host.ListenAsync<ResidentMessageDue>();
        var (officer, manager) = ($"officer@{landlord}", $"manager@{landlord}");
        var (complaint, home, household) = await service.Receive(landlord, "repairs", "communication");
        var id = complaint.ComplaintId;
        Assert.Equal((Wire.Stage.One, household.ToString(), home.ToString(), "repairs"), (complaint.Stage, complaint.HouseholdId, complaint.HomeId, complaint.Team));
        Assert.Contains(complaint.Commitments, c => c.StandardId == "ENG-CMP-01");

        await service.Assign(id, landlord);
        await service.Acknowledge(id, landlord);
        var evidence = await service.Looking(officer).AddEvidenceAsync(new() { RequestId = NewId(), ComplaintId = id, What = "The repair's record", Reference = "repairs/1" });
        Assert.Equal(1, evidence.Evidence.Number);
        var money = await service.Looking(officer).ProposeRemedyAsync(new()
        {
            RequestId = NewId(), ComplaintId = id, Kind = Wire.RemedyKind.Compensation, Category = "distress", Pence = 15_000, Words = "For the distress.", Evidence = { 1 },
        });
        Assert.Equal(Wire.RemedyState.WaitsForApproval, money.Remedy.State);
        Assert.Equal(Wire.RemedyState.Ready, (await service.Looking(manager).ApproveRemedyAsync(new() { RequestId = NewId(), ComplaintId = id, RemedyId = money.Remedy.RemedyId })).Remedy.State);
        await service.Looking(officer).ProposeRemedyAsync(new()
        {
            RequestId = NewId(), ComplaintId = id, Kind = Wire.RemedyKind.Works, Words = "We mend the tap.", Fault = "stuck-tap", Owner = "Repairs", DueOn = new() { Year = 2026, Month = 3, Day = 30 },
        });
        var reply = await service.Answer(id, landlord, issues: 2);
        Assert.Contains("stage two", reply.Escalation, StringComparison.Ordinal);
        Assert.Contains("Housing Ombudsman", reply.Ombudsman, StringComparison.Ordinal);

        await service.As($"resident@{landlord}", household).EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, Words = "Still not mended.", Channel = Wire.Channel.Portal });
        await service.Assign(id, landlord, "bell", "head-of-service");
        await service.Acknowledge(id, landlord);
        var final = await service.Answer(id, landlord, issues: 2);
        Assert.Equal((2, ""), (final.Stage, final.Escalation));

        Assert.Equal("ACTIONS_UNDONE", (await Refusal(() => service.As(officer).CloseComplaintAsync(new() { RequestId = NewId(), ComplaintId = id }))).Reason);
        foreach (var promised in (await service.Get(id, officer)).Remedies.Where(r => r.State == Wire.RemedyState.Promised))
            await service.Looking(officer).CompleteActionAsync(new() { RequestId = NewId(), ComplaintId = id, RemedyId = promised.RemedyId, Proof = "seen/1" });
        Assert.Equal(Wire.Stage.Closed, (await service.As(officer).CloseComplaintAsync(new() { RequestId = NewId(), ComplaintId = id })).Complaint.Stage);

        await Eventually.Holds(() => Assert.Equal(2, resolved.Events.Count(e => e.ComplaintId.ToString() == id)));
        var first = resolved.Events.Single(e => e.ComplaintId.ToString() == id && e.Stage == 1);
        Assert.Equal((money.Remedy.RemedyId, 15_000L), (Assert.Single(first.Compensations).RemedyId.ToString(), first.Compensations[0].Pence));
        Assert.Equal(("stuck-tap", home), (Assert.Single(first.Works).Fault, first.Works[0].HomeId));
        Assert.Empty(resolved.Events.Single(e => e.ComplaintId.ToString() == id && e.Stage == 2).Compensations);
        foreach (var last in (string[])["complaint.closed", "complaint.satisfaction-asked"])       // both at once, in either order
            await Eventually.Holds(() => Assert.Single(messages.Events, m => m.CaseId.ToString() == id && m.Template == last));
        Assert.Equal(
            ["complaint.received", "complaint.acknowledged", "complaint.answered", "complaint.escalated", "complaint.handler-assigned", "complaint.escalation-acknowledged", "complaint.final-answered",
             "complaint.action-done", "complaint.action-done", "complaint.closed"],
            messages.Events.Where(m => m.CaseId.ToString() == id && m.Template != "complaint.satisfaction-asked").Select(m => m.Template));
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_and_does_nothing_twice()
    {
        service.Reset();
        var (home, _) = service.Neighbours.Let("havering");
        var request = Said(home);
        var first = await service.As("officer@havering").ReceiveComplaintAsync(request);
        Assert.Equal(first, await service.As("officer@havering").ReceiveComplaintAsync(request));
        Assert.Equal(1, await service.Host.Database.Scalar<long>($"select count(*) from complaint where home_id = '{home}'"));

        var remedy = new ProposeRemedyRequest { RequestId = NewId(), ComplaintId = first.Complaint.ComplaintId, Kind = Wire.RemedyKind.Apology, Words = "We are sorry." };
        Assert.Equal(await service.Looking("officer@havering").ProposeRemedyAsync(remedy), await service.Looking("officer@havering").ProposeRemedyAsync(remedy));
        Assert.Single((await service.Get(first.Complaint.ComplaintId, "officer@havering")).Remedies);
    }

    [Fact]
    public async Task Another_day_moves_the_clock_in_the_database_and_both_days_are_kept()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        var extended = await service.As("officer@havering").ExtendComplaintAsync(new()
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, NewDay = new() { Year = 2026, Month = 3, Day = 31 }, Reason = "A survey is needed.",
        });
        Assert.Equal(["HAV-CMP-09"], extended.Extension.Extended);
        var commitment = extended.Complaint.Commitments.Single(c => c.StandardId == "HAV-CMP-09");
        Assert.Equal((Examples.Instant("2026-03-31T23:00Z"), Examples.Instant("2026-03-18T00:00Z")), (commitment.DueAt.ToDateTimeOffset(), commitment.OriginalDueAt.ToDateTimeOffset()));
        var tooLong = await Refusal(() => service.As("officer@havering").ExtendComplaintAsync(new()
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, NewDay = new() { Year = 2026, Month = 4, Day = 30 }, Reason = "More.",
        }));
        Assert.Equal((StatusCode.FailedPrecondition, "EXTENSION_TOO_LONG"), (tooLong.Status, tooLong.Reason));
    }

    [Fact]
    public async Task A_reply_with_no_decision_and_an_agreement_with_no_evidence_are_refused()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive("one-housing");
        Assert.Equal("FINDINGS_MISSING", (await Refusal(() => service.As("officer@one-housing").AnswerComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId, Text = "No." }))).Reason);
        var day = new Date { Year = 2026, Month = 3, Day = 24 };
        Assert.Equal(["agreement.channel"], (await Refusal(() => service.As("officer@one-housing").ExtendComplaintAsync(new()
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, NewDay = day, Reason = "More.", Agreement = new(),
        }))).Fields);
        Assert.Equal("AGREEMENT_MISSING", (await Refusal(() => service.As("officer@one-housing").ExtendComplaintAsync(new()
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, NewDay = day, Reason = "More.",
        }))).Reason);
    }

    [Fact]
    public async Task Works_are_never_promised_at_another_landlords_home()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        Assert.Equal(["home_id"], (await Refusal(() => Propose(service.Neighbours.Let("rosebery").Home))).Fields);
        Assert.Equal("HOME_UNKNOWN", (await Refusal(() => Propose(Guid.CreateVersion7()))).Reason);
        var neighbour = service.Neighbours.Let("havering").Home;
        Assert.Equal(neighbour.ToString(), (await Propose(neighbour)).Remedy.HomeId);
        service.Neighbours.Away = true;
        Assert.Equal((StatusCode.Unavailable, "ESTATES_AWAY"), await Refusal(() => Propose(Guid.CreateVersion7())) is var refused ? (refused.Status, refused.Reason) : default);

        AsyncUnaryCall<ProposeRemedyResponse> Propose(Guid home) => service.Looking("officer@havering").ProposeRemedyAsync(new()
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, Kind = Wire.RemedyKind.Works, Words = "We mend the pipe.", Fault = "stuck-tap", Owner = "Repairs", HomeId = home.ToString(),
            DueOn = new() { Year = 2026, Month = 3, Day = 30 },
        });
    }

    [Fact]
    public async Task A_miss_is_written_down_when_its_time_comes_and_silence_can_be_taken_to_stage_two()
    {
        service.Reset();
        var (complaint, _, household) = await service.Receive();
        Assert.Equal("ANSWER_NOT_DUE", (await Refusal(() => service.As("resident@havering", household).EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId }))).Reason);
        service.Host.Clock.Now = Examples.Instant("2026-03-18T00:00Z");
        await Eventually.Holds(async () => Assert.Equal(
            "Missed", await service.Host.Database.Scalar<string>($"select outcome from commitment where case_id = '{complaint.ComplaintId}' and standard_id = 'HAV-CMP-09'")));
        var escalated = await service.As("resident@havering", household).EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId });
        Assert.Equal(Wire.Stage.Two, escalated.Complaint.Stage);
    }

    [Fact]
    public async Task An_excluded_complaint_is_taken_up_again_as_a_case_of_its_own()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        await service.As("manager@havering").ExcludeComplaintAsync(new()
        {
            RequestId = NewId(), ComplaintId = complaint.ComplaintId, Reason = Wire.ExclusionReason.AtCourt, Explanation = "A court has it.", Reference = "KB-1",
        });
        var request = new ReopenComplaintRequest { RequestId = NewId(), ComplaintId = complaint.ComplaintId, Reason = "It was never filed.", OmbudsmanReference = "202600001" };
        var again = (await service.As("manager@havering").ReopenComplaintAsync(request)).Complaint;
        Assert.Equal((complaint.ComplaintId, Wire.Stage.One, complaint.Words), (again.Reopens, again.Stage, again.Words));
        request.RequestId = NewId();
        Assert.Equal(again.ComplaintId, (await service.As("manager@havering").ReopenComplaintAsync(request)).Complaint.ComplaintId);
        Assert.Equal(again.ComplaintId, (await service.Get(complaint.ComplaintId, "officer@havering")).ReopenedAs);
    }
}
