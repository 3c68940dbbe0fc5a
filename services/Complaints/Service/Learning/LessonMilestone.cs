namespace Housing.Complaints;

/// <summary>Something that happened to a lesson, as a decision returned it. <see cref="Lesson.Apply"/> is the one place that takes it in.</summary>
public abstract record LessonMilestone(string Name, DateTimeOffset At)
{
    /// <summary>What was said of it, for the timeline.</summary>
    public virtual string? Note => null;

    public sealed record Drawn(Guid LessonId, string Landlord, NewLesson Lesson, IReadOnlyList<NewSource> Sources, DateTimeOffset At) : LessonMilestone("lesson.drawn", At);

    /// <summary>More was said that teaches the same.</summary>
    public sealed record SourcesAdded(IReadOnlyList<NewSource> Sources, DateTimeOffset At) : LessonMilestone("lesson.sources-added", At);

    public sealed record Changed(string Owner, DateOnly DueOn, string Reason, DateTimeOffset At) : LessonMilestone("lesson.changed", At)
    {
        public override string Note => Reason;
    }

    public sealed record Done(string Proof, DateTimeOffset At) : LessonMilestone("lesson.done", At)
    {
        public override string Note => Proof;
    }

    public sealed record Dropped(string Reason, DateTimeOffset At) : LessonMilestone("lesson.dropped", At)
    {
        public override string Note => Reason;
    }

    public sealed record Reviewed(LessonEffect Effect, string Words, string Evidence, DateTimeOffset At) : LessonMilestone("lesson.reviewed", At)
    {
        public override string Note => Words;
    }

    public sealed record ImprovementWritten(Guid ImprovementId, string YouSaid, string WeDid, DateTimeOffset At) : LessonMilestone("improvement.written", At);

    public sealed record ImprovementPublished(Guid ImprovementId, DateTimeOffset At) : LessonMilestone("improvement.published", At);

    public sealed record ImprovementWithdrawn(Guid ImprovementId, string Reason, DateTimeOffset At) : LessonMilestone("improvement.withdrawn", At)
    {
        public override string Note => Reason;
    }
}

/// <summary>A lesson as it begins.</summary>
/// <param name="Estate">Null where it is about no estate in particular.</param>
public sealed record NewLesson(string Learnt, string Action, string Owner, DateOnly DueOn, string Subject, string RootCause, string Team, string? Estate);

/// <summary>What it came from: a complaint or a piece of feedback.</summary>
public sealed record NewSource(Guid? ComplaintId, Guid? FeedbackId);
