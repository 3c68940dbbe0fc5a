using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>What was learnt, and what is done about it. What is empty is that of the first source.</summary>
/// <param name="EstateOnly">It is about the estate of the first complaint alone.</param>
public sealed record DrawLesson(string Learnt, string Action, string Owner, GivenDay? DueOn, string Subject, string Team, string RootCause, bool EstateOnly);

/// <summary>A lesson comes from complaints, from comments, praise or enquiries (ROS-CMP-01), or from several of them at once; it has an owner and a day (HPG-CMP-05).</summary>
internal static class LessonDecision
{
    public const int LongestLine = 200;

    public static Decision<LessonMilestone> Draw(ComplaintPolicy policy, DrawLesson command, IReadOnlyList<Complaint> complaints, IReadOnlyList<FeedbackItem> feedback, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (complaints.Count + feedback.Count == 0)
            fields.Fault("complaint_ids", "must name at least one complaint, or feedback_ids a piece of feedback, that it came from.");
        Requests(fields, complaints);
        foreach (var (field, text) in (ReadOnlySpan<(string, string)>)[("learnt", command.Learnt), ("action", command.Action)])
        {
            if (Text.Fault(text) is { } fault)
                fields.Fault(field, fault);
        }

        var owner = fields.Line("owner", command.Owner, LongestLine);
        var dueOn = command.DueOn is { } given ? fields.Day("due_on", given, London.DayOf(now), London.LastDay) : null;
        if (command.DueOn is null)
            fields.Fault("due_on", "must be set: the day by which it is done.");
        var subject = command.Subject is "" ? complaints.FirstOrDefault()?.Issues[0].Subject ?? feedback.FirstOrDefault()?.Subject ?? "" : command.Subject;
        var team = command.Team is "" ? complaints.FirstOrDefault()?.Team ?? feedback.FirstOrDefault()?.Team ?? "" : command.Team;
        var rootCause = command.RootCause is "" ? complaints.SelectMany(c => c.Findings.Reverse()).FirstOrDefault(f => f.RootCause is not null)?.RootCause ?? "" : command.RootCause;
        if (policy.Subject(subject) is null)
            fields.Fault("subject", $"must be one of {string.Join(", ", policy.Subjects.Select(s => s.Key))}.");
        Among(fields, "team", team, policy.Teams);
        Among(fields, "root_cause", rootCause, policy.RootCauses);
        var estate = command.EstateOnly ? complaints.FirstOrDefault()?.Estate : null;
        if (command.EstateOnly && estate is null)
            fields.Fault("estate_only", "must be unset: the first complaint is about no estate.");
        return fields.FoundFaults
            ? fields.Refuse("LESSON_INVALID")
            : new LessonMilestone.Drawn(
                Guid.CreateVersion7(now), complaints.FirstOrDefault()?.Landlord ?? feedback[0].Landlord, new(command.Learnt, command.Action, owner, dueOn!.Value, subject, rootCause, team, estate),
                Sources(complaints, feedback), now);
    }

    /// <summary>More that teaches the same, without what is among its sources already.</summary>
    public static Decision<LessonMilestone> Add(Lesson lesson, IReadOnlyList<Complaint> complaints, IReadOnlyList<FeedbackItem> feedback, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (complaints.Count + feedback.Count == 0)
            fields.Fault("complaint_ids", "must name at least one complaint, or feedback_ids a piece of feedback, that teaches the same.");
        Requests(fields, complaints);
        if (fields.FoundFaults)
            return fields.Refuse("LESSON_INVALID");
        if (lesson.State == LessonState.Dropped)
            return ComplaintRefusals.LessonDropped;
        var added = Sources(complaints, feedback).Where(s => !lesson.Sources.Any(known => known.ComplaintId == s.ComplaintId && known.FeedbackId == s.FeedbackId)).ToList();
        return added.Count == 0 ? Decision<LessonMilestone>.Nothing : new LessonMilestone.SourcesAdded(added, now);
    }

    private static IReadOnlyList<NewSource> Sources(IEnumerable<Complaint> complaints, IEnumerable<FeedbackItem> feedback) =>
        [.. complaints.Select(c => new NewSource(c.Id, null)), .. feedback.Select(f => new NewSource(null, f.Id))];

    private static void Requests(FieldReader fields, IReadOnlyList<Complaint> complaints)
    {
        for (var i = 0; i < complaints.Count; i++)
        {
            if (complaints[i].Stage == Stage.ServiceRequest)
                fields.Fault($"complaint_ids[{i}]", "must be a complaint; this is recorded as a request for service.");
        }
    }

    private static void Among(FieldReader fields, string field, string key, IReadOnlyList<Keyed> rows)
    {
        if (!rows.Any(r => r.Key == key))
            fields.Fault(field, $"must be one of {string.Join(", ", rows.Select(r => r.Key))}.");
    }
}

internal sealed partial class LearningGrpc
{
    private const int MostSources = 50;

    public override Task<DrawLessonResponse> DrawLesson(DrawLessonRequest request, ServerCallContext call)
    {
        var command = new DrawLesson(request.Learnt, request.Action, request.Owner, Precise.Day(request.DueOn), request.Subject, request.Team, request.RootCause, request.EstateOnly);
        return Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var (files, feedback) = await Sources(request.ComplaintIds, request.FeedbackIds, call);
            var landlord = files.FirstOrDefault()?.Complaint.Landlord ?? feedback.FirstOrDefault()?.Landlord;
            if (landlord is null)
                throw ComplaintRefusals.Field("complaint_ids", "must name at least one complaint, or feedback_ids a piece of feedback, that it came from.").ToRpcException();
            var (by, now) = (CaseDesk.By(call.Caller()), clock.Now());
            var drawn = (LessonMilestone.Drawn)LessonDesk.Accepted(LessonDecision.Draw(policies.For(landlord), command, [.. files.Select(f => f.Complaint)], feedback, now))[0];
            var lesson = Lesson.Draw(drawn, by);
            db.Lessons.Add(lesson);
            Learnt(lesson, files, by, now);
            return new DrawLessonResponse { Lesson = lesson.ToMessage(await References(lesson, call.CancellationToken), London.DayOf(now)) };
        });
    }

    public override Task<AddToLessonResponse> AddToLesson(AddToLessonRequest request, ServerCallContext call) =>
        desk.Change(
            call, request, request.RequestId, request.LessonId,
            async lesson =>
            {
                var (files, feedback) = await Sources(request.ComplaintIds, request.FeedbackIds, call);
                foreach (var strange in files.Select(f => f.Complaint.Landlord).Concat(feedback.Select(f => f.Landlord)).Where(l => l != lesson.Landlord))
                    call.Caller().RequireAct(strange);
                var decision = LessonDecision.Add(lesson, [.. files.Select(f => f.Complaint)], feedback, clock.Now());
                if (decision.Milestones is [LessonMilestone.SourcesAdded added])
                    Learnt(lesson, files.Where(f => added.Sources.Any(s => s.ComplaintId == f.Complaint.Id)), CaseDesk.By(call.Caller()), clock.Now());
                return decision;
            },
            async lesson => new AddToLessonResponse { Lesson = lesson.ToMessage(await References(lesson, call.CancellationToken), London.DayOf(clock.Now())) });

    /// <summary>The complaints say on their timelines what they taught.</summary>
    private void Learnt(Lesson lesson, IEnumerable<CaseFile> taught, Recorder by, DateTimeOffset now)
    {
        foreach (var file in taught)
            cases.Record(file, [new ComplaintMilestone.LessonDrawn(lesson.Id, lesson.Learnt, now)], by, now);
    }

    /// <summary>What a lesson comes from, each once; whoever asks may act on all of it.</summary>
    private async Task<(List<CaseFile> Complaints, List<FeedbackItem> Feedback)> Sources(IReadOnlyCollection<string> complaintIds, IReadOnlyCollection<string> feedbackIds, ServerCallContext call)
    {
        foreach (var (field, ids) in (IEnumerable<(string, IReadOnlyCollection<string>)>)[("complaint_ids", complaintIds), ("feedback_ids", feedbackIds)])
        {
            if (ids.Count > MostSources)
                throw ComplaintRefusals.Field(field, $"must be at most {MostSources} at once; add the others with AddToLesson.").ToRpcException();
        }

        var (caller, files) = (call.Caller(), new List<CaseFile>());
        foreach (var id in complaintIds.Select((id, i) => Ids.Parse(id, $"complaint_ids[{i}]")).Distinct().ToList())
        {
            var file = await cases.Find(id, call.CancellationToken) ?? throw ComplaintRefusals.Unknown.ToRpcException();
            caller.RequireAct(file.Complaint.Landlord);
            files.Add(file);
        }

        var wanted = feedbackIds.Select((id, i) => Ids.Parse(id, $"feedback_ids[{i}]")).Distinct().ToList();
        var feedback = await db.Feedback.Where(f => wanted.Contains(f.Id)).OrderBy(f => f.Id).ToListAsync(call.CancellationToken);
        if (feedback.Count < wanted.Count)
            throw ComplaintRefusals.FeedbackUnknown.ToRpcException();
        foreach (var item in feedback)
            caller.RequireAct(item.Landlord);
        return (files, feedback);
    }
}
