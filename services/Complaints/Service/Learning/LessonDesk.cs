using Google.Protobuf;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>The one way in which a lesson is changed.</summary>
internal sealed class LessonDesk(ComplaintsDb db)
{
    /// <summary>Loads, checks the caller, decides, and applies what was decided; saved once, with the answer to this request_id.</summary>
    public Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string lessonId, Func<Lesson, Task<Decision<LessonMilestone>>> decide, Func<Lesson, Task<TResponse>> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        Once.Answer(db, call, requestId, request, async () =>
        {
            var caller = call.Caller();
            var lesson = await Load(lessonId, call.CancellationToken);
            caller.RequireAct(lesson.Landlord);
            foreach (var milestone in Accepted(await decide(lesson)))
                lesson.Apply(milestone, CaseDesk.By(caller));
            return await answer(lesson);
        });

    public async Task<Lesson> Load(string lessonId, CancellationToken cancellationToken)
    {
        var id = Ids.Parse(lessonId, "lesson_id");
        CaseTrace.Case(id);
        var lesson = await db.Lessons.Include(l => l.Sources).Include(l => l.Reviews).Include(l => l.Improvements).Include(l => l.Timeline)
            .AsSplitQuery().SingleOrDefaultAsync(l => l.Id == id, cancellationToken) ?? throw ComplaintRefusals.LessonUnknown.ToRpcException();
        lesson.InOrder();
        return lesson;
    }

    public static IReadOnlyList<LessonMilestone> Accepted(Decision<LessonMilestone> decision) =>
        decision is Decision<LessonMilestone>.Refused refused ? throw refused.Why.ToRpcException() : decision.Milestones;
}
