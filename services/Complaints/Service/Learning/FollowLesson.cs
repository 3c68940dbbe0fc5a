using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What becomes of a lesson: another owner or day, done with proof, dropped with the reason, and whether the service is better for it (OHO-PER-08).</summary>
internal static class FollowLessonDecision
{
    public static Decision<LessonMilestone> Change(Lesson lesson, string owner, GivenDay? dueOn, string reason, DateTimeOffset now)
    {
        if (lesson.State != LessonState.Open)
            return Over(lesson);
        var fields = new FieldReader();
        var newOwner = owner is "" ? lesson.Owner : fields.Line("owner", owner, LessonDecision.LongestLine);
        var newDay = dueOn is null ? lesson.DueOn : fields.Day("due_on", dueOn, London.DayOf(now), London.LastDay) ?? lesson.DueOn;
        if (owner is "" && dueOn is null)
            fields.Fault("owner", "must be set, or due_on: what changes.");
        if (Text.Fault(reason) is { } fault)
            fields.Fault("reason", fault);
        if (fields.FoundFaults)
            return fields.Refuse("LESSON_INVALID");
        return newOwner == lesson.Owner && newDay == lesson.DueOn ? Decision<LessonMilestone>.Nothing : new LessonMilestone.Changed(newOwner, newDay, reason, now);
    }

    public static Decision<LessonMilestone> Complete(Lesson lesson, string proof, DateTimeOffset? doneAt, DateTimeOffset now, TimeSpan tolerance)
    {
        if (lesson.State == LessonState.Done && lesson.Proof == proof && (doneAt is null || doneAt == lesson.DoneAt))
            return Decision<LessonMilestone>.Nothing;
        if (lesson.State != LessonState.Open)
            return Over(lesson);
        var fields = new FieldReader();
        if (Text.Fault(proof) is { } fault)
            fields.Fault("proof", fault);
        if (doneAt > now + tolerance)
            fields.Fault("done_at", "must not be in the future; leave it unset for now.");
        if (doneAt < lesson.DrawnAt)
            fields.Fault("done_at", "must not be before the lesson was drawn.");
        return fields.FoundFaults ? fields.Refuse("LESSON_INVALID") : new LessonMilestone.Done(proof, doneAt < now ? doneAt.Value : now);
    }

    public static Decision<LessonMilestone> Drop(Lesson lesson, string reason, DateTimeOffset now) => lesson.State switch
    {
        LessonState.Dropped when lesson.DroppedBecause == reason => Decision<LessonMilestone>.Nothing,
        LessonState.Dropped or LessonState.Done => Over(lesson),
        LessonState.Open => Text.Fault(reason) is { } fault ? ComplaintRefusals.Field("reason", fault) : new LessonMilestone.Dropped(reason, now),
    };

    public static Decision<LessonMilestone> Review(Lesson lesson, LessonEffect? effect, string words, string evidence, DateTimeOffset now)
    {
        if (lesson.State != LessonState.Done)
            return ComplaintRefusals.LessonNotDone;
        var fields = new FieldReader();
        if (effect is null)
            fields.Fault("effect", "must be LESSON_EFFECT_BETTER, LESSON_EFFECT_NO_CHANGE or LESSON_EFFECT_TOO_EARLY.");
        if (Text.Fault(words) is { } fault)
            fields.Fault("words", fault);
        var seen = fields.Line("evidence", evidence, LessonDecision.LongestLine);
        if (fields.FoundFaults)
            return fields.Refuse("LESSON_INVALID");
        return lesson.Reviews is [.., var last] && (last.Effect, last.Words, last.Evidence) == (effect, words, seen)
            ? Decision<LessonMilestone>.Nothing
            : new LessonMilestone.Reviewed(effect!.Value, words, seen, now);
    }

    private static Refusal Over(Lesson lesson) => lesson.State == LessonState.Dropped ? ComplaintRefusals.LessonDropped : ComplaintRefusals.LessonDone;
}

internal sealed partial class LearningGrpc
{
    public override Task<ChangeLessonResponse> ChangeLesson(ChangeLessonRequest request, ServerCallContext call)
    {
        var dueOn = Precise.Day(request.DueOn);
        return Change(call, request, request.RequestId, request.LessonId, lesson => FollowLessonDecision.Change(lesson, request.Owner, dueOn, request.Reason, clock.Now()), lesson => new ChangeLessonResponse { Lesson = lesson });
    }

    public override Task<CompleteLessonResponse> CompleteLesson(CompleteLessonRequest request, ServerCallContext call)
    {
        var doneAt = Precise.Instant(request.DoneAt, "done_at");
        return Change(
            call, request, request.RequestId, request.LessonId, lesson => FollowLessonDecision.Complete(lesson, request.Proof, doneAt, clock.Now(), settings.Value.ClockTolerance),
            lesson => new CompleteLessonResponse { Lesson = lesson });
    }

    public override Task<DropLessonResponse> DropLesson(DropLessonRequest request, ServerCallContext call) =>
        Change(call, request, request.RequestId, request.LessonId, lesson => FollowLessonDecision.Drop(lesson, request.Reason, clock.Now()), lesson => new DropLessonResponse { Lesson = lesson });

    public override Task<ReviewLessonResponse> ReviewLesson(ReviewLessonRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.LessonId, lesson => FollowLessonDecision.Review(lesson, LessonMessages.Read(request.Effect), request.Words, request.Evidence, clock.Now()),
            lesson => new ReviewLessonResponse { Lesson = lesson });
}
