using Google.Protobuf;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What complaints and comments teach. Each rpc sits in its operation's file.</summary>
internal sealed partial class LearningGrpc(
    ComplaintsDb db, LessonDesk desk, CaseDesk complaints, CaseFiles cases, KnownNames names, Themes themes, Policies<ComplaintPolicy> policies, StandardsBook standards, IOptions<ComplaintSettings> settings,
    TimeProvider clock)
    : Wire.Learning.LearningBase
{
    /// <summary>A change that looks nothing up and whose answer is the lesson.</summary>
    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string lessonId, Func<Lesson, Decision<LessonMilestone>> decide, Func<Wire.Lesson, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        desk.Change(
            call, request, requestId, lessonId, lesson => Task.FromResult(decide(lesson)),
            async lesson => answer(lesson.ToMessage(await References(lesson, call.CancellationToken), London.DayOf(clock.Now()))));

    /// <summary>What people call the complaints that it came from.</summary>
    private async Task<IReadOnlyDictionary<Guid, string>> References(Lesson lesson, CancellationToken cancellationToken)
    {
        var ids = lesson.Sources.Select(s => s.ComplaintId).OfType<Guid>().ToList();
        return await db.Complaints.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Reference, cancellationToken);
    }
}
