using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>"You said, we did": written by whoever learnt it, published by a manager once it is done, withdrawn with the reason (OHC-PER-08, HPG-CMP-06).</summary>
internal static class ImprovementDecision
{
    public static Decision<LessonMilestone> Write(Lesson lesson, string youSaid, string weDid, KnownAs known, DateTimeOffset now)
    {
        if (lesson.State == LessonState.Dropped)
            return ComplaintRefusals.LessonDropped;
        var last = lesson.Improvements.LastOrDefault();
        if (last is { State: ImprovementState.Published })
            return (last.YouSaid, last.WeDid) == (youSaid, weDid) ? Decision<LessonMilestone>.Nothing : ComplaintRefusals.PublishedAlready;
        if (Check(youSaid, weDid, known) is { } refusal)
            return refusal;
        var draft = last is { State: ImprovementState.Written } ? last : null;
        return (draft?.YouSaid, draft?.WeDid) == (youSaid, weDid)
            ? Decision<LessonMilestone>.Nothing
            : new LessonMilestone.ImprovementWritten(draft?.Id ?? Guid.CreateVersion7(now), youSaid, weDid, now);
    }

    public static Decision<LessonMilestone> Publish(Lesson lesson, Guid improvementId, bool nobodyRecognisable, KnownAs known, DateTimeOffset now) => lesson.Find(improvementId) switch
    {
        null => ComplaintRefusals.ImprovementUnknown,
        { State: ImprovementState.Published } => Decision<LessonMilestone>.Nothing,
        { State: ImprovementState.Withdrawn } => ComplaintRefusals.ImprovementWithdrawn,
        _ when !nobodyRecognisable => ComplaintRefusals.Field("nobody_recognisable", "must be true: whoever publishes has read it, and nobody can be recognised."),
        _ when lesson.State != LessonState.Done => ComplaintRefusals.LessonNotDone,       // what was not done was not "we did"
        { } written => Check(written.YouSaid, written.WeDid, known) is { } refusal ? refusal : new LessonMilestone.ImprovementPublished(improvementId, now),
    };

    public static Decision<LessonMilestone> Withdraw(Lesson lesson, Guid improvementId, string reason, DateTimeOffset now) => lesson.Find(improvementId) switch
    {
        null => ComplaintRefusals.ImprovementUnknown,
        { State: ImprovementState.Withdrawn } => Decision<LessonMilestone>.Nothing,
        _ => Text.Fault(reason) is { } fault ? ComplaintRefusals.Field("reason", fault) : new LessonMilestone.ImprovementWithdrawn(improvementId, reason, now),
    };

    private static Refusal? Check(string youSaid, string weDid, KnownAs known)
    {
        var fields = new FieldReader();
        PublicText.Check(fields, "you_said", youSaid, known);
        PublicText.Check(fields, "we_did", weDid, known);
        return fields.FoundFaults ? fields.Refuse("IMPROVEMENT_INVALID") : null;
    }
}

internal sealed partial class LearningGrpc
{
    public override Task<WriteImprovementResponse> WriteImprovement(WriteImprovementRequest request, ServerCallContext call) =>
        desk.Change(
            call, request, request.RequestId, request.LessonId,
            async lesson => ImprovementDecision.Write(lesson, request.YouSaid, request.WeDid, await names.Of(lesson, call.CancellationToken), clock.Now()),
            lesson => Task.FromResult(new WriteImprovementResponse { Improvement = lesson.Improvements[^1].ToMessage(staff: true) }));

    public override Task<PublishImprovementResponse> PublishImprovement(PublishImprovementRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.ImprovementId, "improvement_id");
        return desk.Change(
            call, request, request.RequestId, request.LessonId,
            async lesson => ImprovementDecision.Publish(lesson, id, request.NobodyRecognisable, await names.Of(lesson, call.CancellationToken), clock.Now()),
            lesson => Task.FromResult(new PublishImprovementResponse { Improvement = lesson.Find(id)!.ToMessage(staff: true) }));
    }

    public override Task<WithdrawImprovementResponse> WithdrawImprovement(WithdrawImprovementRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.ImprovementId, "improvement_id");
        return desk.Change(
            call, request, request.RequestId, request.LessonId,
            lesson => Task.FromResult(ImprovementDecision.Withdraw(lesson, id, request.Reason, clock.Now())),
            lesson => Task.FromResult(new WithdrawImprovementResponse { Improvement = lesson.Find(id)!.ToMessage(staff: true) }));
    }

    public override async Task<ListImprovementsResponse> ListImprovements(ListImprovementsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household);       // what is published is for everybody of the landlord
        var staff = caller.Role != Role.Resident;
        if (request.All && !staff)
            throw ComplaintRefusals.Field("all", "must be unset: it is for the landlord's people.").ToRpcException();
        var improvements = db.Improvements.AsNoTracking().Where(i => i.Landlord == request.Landlord);
        improvements = request.All ? improvements.OrderByDescending(i => i.Id) : improvements.Where(i => i.State == ImprovementState.Published).OrderByDescending(i => i.PublishedAt).ThenByDescending(i => i.Id);
        if (request.All && page.AfterId is { } after)
            improvements = improvements.Where(i => i.Id < after);
        if (!request.All && page.After is { } key)
        {
            var (at, id) = InstantKey.Parse(key);
            improvements = improvements.Where(i => i.PublishedAt <= at && (i.PublishedAt < at || i.Id < id));
        }

        var rows = await improvements.Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var last = rows.Count > page.Size ? rows[page.Size - 1] : null;
        return new()
        {
            Improvements = { rows.Take(page.Size).Select(i => i.ToMessage(staff)) },
            NextPageToken = Paging.Token(last is null ? null : request.All ? last.Id.ToString() : InstantKey.Of(last.PublishedAt!.Value, last.Id)),
        };
    }
}
