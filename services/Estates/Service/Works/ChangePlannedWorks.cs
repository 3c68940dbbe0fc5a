using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Estates.Contracts.V1;

namespace Housing.Estates;

/// <summary>What becomes of planned works.</summary>
public abstract record ChangeWorks
{
    public sealed record Move(GivenDay? From, GivenDay? To, string Reason) : ChangeWorks;

    /// <summary>They are done; on a day that is null for today.</summary>
    public sealed record Finish(GivenDay? On) : ChangeWorks;

    public sealed record Drop(string Reason) : ChangeWorks;
}

public static class WorksChangeDecision
{
    private const int LongestReason = 200;

    public static Decision<WorksMilestone> Decide(PlannedWorks works, ChangeWorks command, DateOnly today, DateTimeOffset now)
    {
        var fields = new FieldReader();
        WorksMilestone milestone = command switch
        {
            ChangeWorks.Move move => Move(fields, move, today, now),
            ChangeWorks.Finish finish => new WorksMilestone.Done(finish.On is { } on ? fields.Day("done.on", on, today.AddYears(-PlanningDecision.YearsBack), today) ?? today : today, now),
            ChangeWorks.Drop drop => new WorksMilestone.Dropped(fields.Line("dropped.reason", drop.Reason, LongestReason), now),
            _ => throw new InvalidOperationException($"Planned works know no {command.GetType().Name}."),
        };
        if (fields.FoundFaults)
            return fields.Refuse("WORKS_INVALID");
        return (works.State, milestone) switch
        {
            (WorksState.Planned, WorksMilestone.Moved moved) when (moved.From, moved.To, moved.Reason) == (works.From, works.To, works.Reason) => Decision<WorksMilestone>.Nothing,
            (WorksState.Planned, _) => milestone,
            (WorksState.Done, WorksMilestone.Done done) when done.On == works.DoneOn || ((ChangeWorks.Finish)command).On is null => Decision<WorksMilestone>.Nothing,
            (WorksState.Dropped, WorksMilestone.Dropped dropped) when dropped.Reason == works.Reason => Decision<WorksMilestone>.Nothing,
            (WorksState.Done or WorksState.Dropped, _) => EstatesRefusals.WorksOver(works),
        };
    }

    private static WorksMilestone.Moved Move(FieldReader fields, ChangeWorks.Move move, DateOnly today, DateTimeOffset now)
    {
        var days = PlanningDecision.Days(fields, "moved.", move.From, move.To, today);
        return new(days?.From ?? today, days?.To ?? today, fields.Line("moved.reason", move.Reason, LongestReason), now);
    }
}

internal sealed partial class EstatesGrpc
{
    public override Task<Wire.ChangePlannedWorksResponse> ChangePlannedWorks(Wire.ChangePlannedWorksRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.WorksId, "works_id");
        ChangeWorks command = request.ChangeCase switch
        {
            Wire.ChangePlannedWorksRequest.ChangeOneofCase.Moved => new ChangeWorks.Move(Given(request.Moved.From), Given(request.Moved.To), request.Moved.Reason),
            Wire.ChangePlannedWorksRequest.ChangeOneofCase.Done => new ChangeWorks.Finish(Given(request.Done.On)),
            Wire.ChangePlannedWorksRequest.ChangeOneofCase.Dropped => new ChangeWorks.Drop(request.Dropped.Reason),
            _ => throw EstatesRefusals.ChangeMissing.ToRpcException(),
        };
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var works = await db.PlannedWorks.Include(w => w.History).SingleOrDefaultAsync(w => w.Id == id, call.CancellationToken)
                ?? throw EstatesRefusals.WorksUnknown.ToRpcException();
            call.Caller().RequireAct(works.Landlord);
            var now = clock.Now();
            var decision = WorksChangeDecision.Decide(works, command, London.DayOf(now), now);
            if (decision is Decision<WorksMilestone>.Refused refused)
                throw refused.Why.ToRpcException();
            foreach (var milestone in decision.Milestones)
                works.Apply(milestone, call.Caller().RoleName, call.Caller().Subject);
            return new Wire.ChangePlannedWorksResponse { Works = ToWire(works) };
        });
    }
}
