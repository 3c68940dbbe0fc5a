namespace Housing.Complaints;

/// <summary>What a complaint knows of what it taught.</summary>
public sealed partial class Complaint
{
    /// <summary>When it was upheld; null once there is a lesson or the reason why there is none, and where nothing was wrong.</summary>
    public DateTimeOffset? ToLearnSince { get; private set; }

    /// <summary>When the first lesson was drawn from it.</summary>
    public DateTimeOffset? LearntAt { get; private set; }

    /// <summary>Why it teaches nothing new.</summary>
    public string? NoLessonReason { get; private set; }

    private void Take(ComplaintMilestone.OfLearning learning)
    {
        switch (learning)
        {
            case ComplaintMilestone.LessonDrawn drawn:
                (ToLearnSince, LearntAt, NoLessonReason) = (null, LearntAt ?? drawn.At, null);
                break;
            case ComplaintMilestone.NothingLearnt nothing:
                (ToLearnSince, NoLessonReason) = (null, nothing.Reason);
                break;
            default:
                throw new InvalidOperationException($"A complaint cannot take in {learning.GetType().Name}.");
        }
    }

    /// <summary>An answer that finds something wrong asks for a lesson (HPG-CMP-05). What was answered in another system was that one's to learn from.</summary>
    private void AskForLesson(ComplaintMilestone.Answered answered)
    {
        if (answered.Reply.Outcome != FindingOutcome.NotUpheld && !(answered.At < _timeline.Find(t => t.Name == ComplaintMilestone.ImportedName)?.At))
            AskForLesson(answered.At);
    }

    /// <summary>Unless there is a lesson; the reason why there was none, given before this was known, does not do.</summary>
    private void AskForLesson(DateTimeOffset at)
    {
        if (LearntAt is null)
            (ToLearnSince, NoLessonReason) = (ToLearnSince ?? at, null);
    }
}
