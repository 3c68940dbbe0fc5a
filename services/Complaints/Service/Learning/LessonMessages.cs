using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>How lessons are said on the wire, and read from it.</summary>
internal static class LessonMessages
{
    public static Wire.Lesson ToMessage(this Lesson lesson, IReadOnlyDictionary<Guid, string> references, DateOnly today)
    {
        var message = lesson.ToSummary(today);
        message.Sources.AddRange(lesson.Sources.Select(s => new Wire.LessonSource
        {
            ComplaintId = s.ComplaintId?.ToString() ?? "",
            Reference = s.ComplaintId is { } complaint ? references.GetValueOrDefault(complaint, "") : "",
            FeedbackId = s.FeedbackId?.ToString() ?? "",
        }));
        message.Reviews.AddRange(lesson.Reviews.Select(r => new Wire.LessonReview { At = r.At.ToTimestamp(), Effect = ToMessage(r.Effect), Words = r.Words, Evidence = r.Evidence }));
        message.Improvements.AddRange(lesson.Improvements.Select(i => i.ToMessage(staff: true)));
        message.Timeline.AddRange(lesson.Timeline.Select(t => new Wire.LessonEntry { Name = t.Name, At = t.At.ToTimestamp(), By = t.ByRole, Note = t.Note ?? "" }));
        return message;
    }

    public static Wire.Lesson ToSummary(this Lesson lesson, DateOnly today) => new()
    {
        LessonId = lesson.Id.ToString(),
        Landlord = lesson.Landlord,
        Learnt = lesson.Learnt,
        Action = lesson.Action,
        Owner = lesson.Owner,
        DueOn = lesson.DueOn.ToMessage(),
        State = lesson.State switch
        {
            LessonState.Open => Wire.LessonState.Open,
            LessonState.Done => Wire.LessonState.Done,
            LessonState.Dropped => Wire.LessonState.Dropped,
        },
        Subject = lesson.Subject,
        RootCause = lesson.RootCause,
        Team = lesson.Team,
        Estate = lesson.Estate ?? "",
        DrawnAt = lesson.DrawnAt.ToTimestamp(),
        DoneAt = lesson.DoneAt?.ToTimestamp(),
        Proof = lesson.Proof ?? "",
        DroppedBecause = lesson.DroppedBecause ?? "",
        Overdue = lesson.OverdueOn(today),
    };

    /// <summary>A resident reads what was said and done, and nothing of how it came about.</summary>
    public static Wire.Improvement ToMessage(this Improvement improvement, bool staff) => new()
    {
        ImprovementId = improvement.Id.ToString(),
        LessonId = staff ? improvement.LessonId.ToString() : "",
        YouSaid = improvement.YouSaid,
        WeDid = improvement.WeDid,
        State = improvement.State switch
        {
            ImprovementState.Written => Wire.ImprovementState.Written,
            ImprovementState.Published => Wire.ImprovementState.Published,
            ImprovementState.Withdrawn => Wire.ImprovementState.Withdrawn,
        },
        PublishedAt = improvement.PublishedAt?.ToTimestamp(),
        WithdrawnBecause = staff ? improvement.WithdrawnBecause ?? "" : "",
    };

    /// <summary>Null for one that is unset or that this version has not heard of.</summary>
    public static LessonEffect? Read(Wire.LessonEffect effect) => effect switch
    {
        Wire.LessonEffect.Better => LessonEffect.Better,
        Wire.LessonEffect.NoChange => LessonEffect.NoChange,
        Wire.LessonEffect.TooEarly => LessonEffect.TooEarly,
        _ => null,
    };

    /// <summary>Null for one that is unset or that this version has not heard of.</summary>
    public static LessonState? Read(Wire.LessonState state) => state switch
    {
        Wire.LessonState.Open => LessonState.Open,
        Wire.LessonState.Done => LessonState.Done,
        Wire.LessonState.Dropped => LessonState.Dropped,
        _ => null,
    };

    private static Wire.LessonEffect ToMessage(LessonEffect effect) => effect switch
    {
        LessonEffect.Better => Wire.LessonEffect.Better,
        LessonEffect.NoChange => Wire.LessonEffect.NoChange,
        LessonEffect.TooEarly => Wire.LessonEffect.TooEarly,
    };
}
