using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

/// <summary>Who has how much to do, and what happens to it when somebody is away. Each test has a landlord of its own.</summary>
public sealed class CaseloadTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    private static readonly Date ThirdOfMarch = new() { Year = 2026, Month = 3, Day = 3 };
    private static readonly Date SixthOfMarch = new() { Year = 2026, Month = 3, Day = 6 };

    [Fact]
    public async Task A_handlers_and_a_teams_work_is_counted_by_what_is_due()
    {
        service.Reset();
        var (late, _, _) = await service.Receive("rosebery");
        var (answered, _, _) = await service.Receive("rosebery", "rent-and-charges");
        await service.Receive("rosebery", "rent-and-charges");
        await service.Assign(late.ComplaintId, "rosebery");
        await service.Assign(answered.ComplaintId, "rosebery");
        await service.Looking("officer@rosebery").ProposeRemedyAsync(new()
        {
            RequestId = NewId(), ComplaintId = answered.ComplaintId, Kind = Wire.RemedyKind.Action, Words = "We write.", Owner = "bell", DueOn = new() { Year = 2026, Month = 3, Day = 18 },
        });
        await service.Acknowledge(late.ComplaintId, "rosebery");
        await service.Acknowledge(answered.ComplaintId, "rosebery");
        await service.Answer(answered.ComplaintId, "rosebery");

        // The answer is due at the end of Tuesday 17 March; the third was never acknowledged.
        service.Host.Clock.Now = Examples.Instant("2026-03-17T12:00Z");
        var load = (await Work(new())).Handlers.Single(h => h.Handler.Subject == "ames").Load;
        Assert.Equal((1L, 0L, 1L, 1L, 1L, 0L, 0L), (load.StageOne, load.StageTwo, load.Answered, load.DueToday, load.AtRisk, load.Overdue, load.ActionsDue));
        service.Host.Clock.Now = Examples.Instant("2026-03-18T12:00Z");
        var all = await Work(new());
        Assert.Equal(["", "ames"], all.Handlers.Select(h => h.Handler.Subject).Order());
        load = all.Handlers.Single(h => h.Handler.Subject == "ames").Load;
        Assert.Equal((1L, 1L), (load.Overdue, load.ActionsDue));
        Assert.Equal(["income", "repairs"], all.Teams.Select(t => t.Team).Order());
        Assert.Equal((1L, 1L, 1L), (all.Teams.Single(t => t.Team == "income").Load.StageOne, all.Teams.Single(t => t.Team == "income").Load.Answered, all.Teams.Single(t => t.Team == "income").Load.Overdue));
        Assert.Equal(["ames"], (await Work(new() { Team = "repairs" })).Handlers.Select(h => h.Handler.Subject));
        Assert.Equal(["ames"], (await Work(new() { Handler = "ames" })).Handlers.Select(h => h.Handler.Subject));

        async Task<GetWorkloadResponse> Work(GetWorkloadRequest request)
        {
            request.Landlord = "rosebery";
            return await service.Sharing("auditor@rosebery").GetWorkloadAsync(request);
        }
    }

    [Fact]
    public async Task Nothing_is_assigned_to_somebody_who_is_away_until_they_are_back()
    {
        service.Reset();
        var (first, _, _) = await service.Receive("havering");
        var (second, _, _) = await service.Receive("havering");
        await service.Assign(first.ComplaintId, "havering", "bell");
        var asked = new RecordAbsenceRequest { RequestId = NewId(), Landlord = "havering", Handler = "ames", From = ThirdOfMarch, Through = SixthOfMarch };
        var absence = (await service.Sharing("officer@havering").RecordAbsenceAsync(asked)).Absence;
        asked.RequestId = NewId();
        Assert.Equal(absence, (await service.Sharing("officer@havering").RecordAbsenceAsync(asked)).Absence);
        Assert.Equal([absence], (await service.Sharing("auditor@havering").ListAbsencesAsync(new() { Landlord = "havering" })).Absences);

        var (status, sentence, _, reason) = await Refusal(() => service.As("officer@havering").AssignHandlerAsync(new()
        {
            RequestId = NewId(), ComplaintId = second.ComplaintId, Handler = new() { Subject = "ames", Name = "J. Ames", Rank = "officer" }, NoPartInEvents = true,
        }));
        Assert.Equal((StatusCode.FailedPrecondition, "HANDLER_AWAY"), (status, reason));
        Assert.Contains("bell", sentence, StringComparison.Ordinal);

        await service.Sharing("officer@havering").EndAbsenceAsync(new() { RequestId = NewId(), AbsenceId = absence.AbsenceId });
        Assert.Empty((await service.Sharing("auditor@havering").ListAbsencesAsync(new() { Landlord = "havering" })).Absences);
        await service.Assign(second.ComplaintId, "havering");
        Assert.Equal("ABSENCE_UNKNOWN", (await Refusal(() => service.Sharing("officer@havering").EndAbsenceAsync(new() { RequestId = NewId(), AbsenceId = NewId() }))).Reason);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Sharing("officer@rosebery").EndAbsenceAsync(new() { RequestId = NewId(), AbsenceId = absence.AbsenceId }))).Status);
        Assert.Equal(["handler", "from", "through"], (await Refusal(() => service.Sharing("officer@havering").RecordAbsenceAsync(new() { RequestId = NewId(), Landlord = "havering" }))).Fields);
    }

    [Fact]
    public async Task What_somebody_handles_goes_to_others_and_what_none_of_them_may_take_stays()
    {
        service.Reset();
        var (home, _) = service.Neighbours.Let("one-housing");
        var about = Said(home);
        (about.AboutService, about.AboutCaseId, about.Insist) = ("repairs", service.Neighbours.Repair(home, Noon.AddDays(5)).ToString(), true);
        var conflict = (await service.As("officer@one-housing").ReceiveComplaintAsync(about)).Complaint;
        var (free, _, _) = await service.Receive("one-housing");
        foreach (var id in (string[])[conflict.ComplaintId, free.ComplaintId])
            await service.Assign(id, "one-housing");
        service.Neighbours.TookPart(Guid.Parse(about.AboutCaseId), "carr");      // meanwhile

        var request = new ReassignAllRequest
        {
            RequestId = NewId(), Landlord = "one-housing", From = "ames", To = { new Wire.Handler { Subject = "carr", Name = "T. Carr", Rank = "officer" } }, NoPartInEvents = true, Reason = "On leave.",
        };
        var answer = await service.Sharing("officer@one-housing").ReassignAllAsync(request);
        Assert.Equal((free.ComplaintId, "carr"), (Assert.Single(answer.Moved).ComplaintId, answer.Moved[0].To));
        Assert.Equal((conflict.Reference, "carr", "HANDLER_CONFLICT"), (Assert.Single(answer.Stayed).Reference, Assert.Single(answer.Stayed[0].Refusals).Handler, answer.Stayed[0].Refusals[0].Code));
        Assert.Equal(("carr", "ames"), ((await service.Get(free.ComplaintId, "officer@one-housing")).Handler.Subject, (await service.Get(conflict.ComplaintId, "officer@one-housing")).Handler.Subject));
        Assert.Equal(answer, await service.Sharing("officer@one-housing").ReassignAllAsync(request));

        request.RequestId = NewId();
        request.Team = "income";
        Assert.Equal(new ReassignAllResponse(), await service.Sharing("officer@one-housing").ReassignAllAsync(request));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Sharing("officer@rosebery").ReassignAllAsync(request))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Sharing("auditor@one-housing").ReassignAllAsync(request))).Status);
        (request.NoPartInEvents, request.Reason) = (false, "");
        Assert.Equal(["no_part_in_events", "reason"], (await Refusal(() => service.Sharing("officer@one-housing").ReassignAllAsync(request))).Fields);
    }
}
