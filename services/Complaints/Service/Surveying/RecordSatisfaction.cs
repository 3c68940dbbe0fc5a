using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What the household said.</summary>
public sealed record RecordSatisfaction(int Score, string Words);

/// <summary>Answered once, by the household or for it by somebody who did not handle the complaint, and changed by nobody.</summary>
internal static class SatisfactionDecision
{
    /// <summary>The answer, or why it cannot be taken.</summary>
    /// <param name="survey">What was asked last; null when nothing was.</param>
    /// <param name="command">What was said.</param>
    /// <param name="handlers">The subjects of all who handled the complaint.</param>
    /// <param name="caller">Who records it.</param>
    /// <param name="now">When.</param>
    public static Decision<SatisfactionGiven> Decide(Survey? survey, RecordSatisfaction command, IEnumerable<string> handlers, Caller caller, DateTimeOffset now)
    {
        if (survey is null)
            return ComplaintRefusals.NotAsked;
        var fields = new FieldReader();
        if (command.Score is < Survey.Worst or > Survey.Best)
            fields.Fault("score", $"must be {Survey.Worst}, very dissatisfied, to {Survey.Best}, very satisfied; it is {command.Score}.");
        if (command.Words is not "" && Text.Fault(command.Words) is { } fault)
            fields.Fault("words", fault);
        if (fields.FoundFaults)
            return fields.Refuse("SATISFACTION_INVALID");

        var words = command.Words is "" ? null : command.Words;
        if (survey.AnsweredAt is not null)
            return survey.Score == command.Score && survey.Words == words ? Decision<SatisfactionGiven>.Nothing : ComplaintRefusals.SatisfactionGiven;
        return caller.Role != Role.Resident && handlers.Contains(caller.Subject, StringComparer.Ordinal)
            ? ComplaintRefusals.SatisfactionByHandler
            : new SatisfactionGiven(command.Score, words, caller.RoleName, now);
    }
}

/// <summary>What households think of how their complaints were dealt with. Each rpc sits in its operation's file.</summary>
internal sealed partial class SatisfactionGrpc(ComplaintsDb db, StandardsBook standards, TimeProvider clock, ILogger<SatisfactionGrpc> log) : Wire.Satisfaction.SatisfactionBase
{
    public override Task<Wire.RecordSatisfactionResponse> RecordSatisfaction(Wire.RecordSatisfactionRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.ComplaintId, "complaint_id");
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var (caller, cancellationToken) = (call.Caller(), call.CancellationToken);
            CaseTrace.Case(id);
            var complaint = await db.Complaints.AsNoTracking().Include(c => c.Issues).Include(c => c.Handlers).AsSplitQuery().SingleOrDefaultAsync(c => c.Id == id, cancellationToken)
                ?? throw ComplaintRefusals.Unknown.ToRpcException();
            caller.RequireAct(complaint.Landlord, complaint.HouseholdId);
            var survey = await db.Surveys.Where(s => s.ComplaintId == id).OrderByDescending(s => s.Stage).FirstOrDefaultAsync(cancellationToken);
            var decision = SatisfactionDecision.Decide(survey, new(request.Score, request.Words), complaint.Handlers.Select(h => h.Subject), caller, clock.Now());
            if (decision is Decision<SatisfactionGiven>.Refused refused)
                throw refused.Why.ToRpcException();
            foreach (var given in decision.Milestones)
                survey!.Take(given);
            return new Wire.RecordSatisfactionResponse { Answer = Message(survey!, complaint, named: true) };
        });
    }

    private static Wire.SatisfactionAnswer Message(Survey survey, Complaint complaint, bool named)
    {
        var day = London.DayOf(survey.AnsweredAt!.Value);
        return new()
        {
            ComplaintId = named ? complaint.Id.ToString() : "",
            Reference = named ? complaint.Reference : "",
            Stage = survey.Stage,
            Score = survey.Score!.Value,
            Words = survey.Words ?? "",
            Month = new DateOnly(day.Year, day.Month, 1).ToMessage(),
            AnsweredAt = named ? survey.AnsweredAt.Value.ToTimestamp() : null,
            Subject = complaint.Issues.MinBy(i => i.Number)!.Subject,
            Team = complaint.Team,
        };
    }
}
