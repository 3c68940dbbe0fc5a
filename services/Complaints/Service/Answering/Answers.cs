namespace Housing.Complaints;

/// <summary>What the resident is answered. How to go on and the Ombudsman's details are the service's own words.</summary>
public sealed record NewReply(int Stage, FindingOutcome Outcome, string Text, string? Escalation, string Ombudsman, bool Early, long CompensationPence);

/// <summary>What a complaint knows of its answers and of the way from one stage to the other.</summary>
public sealed partial class Complaint
{
    private readonly List<Reply> _replies = [];

    public DateTimeOffset? AnsweredAt { get; private set; }
    public DateTimeOffset? EscalatedAt { get; private set; }
    public DateTimeOffset? FinalAnsweredAt { get; private set; }

    /// <summary>What remained, in the resident's words.</summary>
    public string? EscalationWords { get; private set; }

    /// <summary>Why stage two was refused.</summary>
    public string? EscalationRefused { get; private set; }

    public IReadOnlyList<Reply> Replies => _replies;

    private void Take(ComplaintMilestone.OfAnswer answer)
    {
        switch (answer)
        {
            case ComplaintMilestone.Answered answered:
                Stage = answered.Reply.Stage == 1 ? Stage.OneAnswered : Stage.FinalAnswered;
                AnsweredAt = answered.Reply.Stage == 1 ? answered.At : AnsweredAt;
                FinalAnsweredAt = answered.Reply.Stage == 1 ? FinalAnsweredAt : answered.At;
                _replies.Add(new Reply(Id, answered));
                _remedies.ForEach(remedy => remedy.Promise(answered.Reply.Stage, answered.At));
                AskForLesson(answered);
                break;
            case ComplaintMilestone.Escalated escalated:
                (Stage, EscalatedAt, EscalationWords, EscalationRefused) = (Stage.Two, escalated.At, escalated.Words, null);
                (EndedAt, EndedReason) = (null, null);
                LetGo();
                break;
            case ComplaintMilestone.EscalationRefused refused:
                EscalationRefused = refused.Reasons;
                break;
            default:
                throw new InvalidOperationException($"A complaint cannot take in {answer.GetType().Name}.");
        }
    }
}

/// <summary>An answer as it was given. Never changed.</summary>
public sealed class Reply
{
    public Guid ComplaintId { get; private set; }
    public int Stage { get; private set; }
    public FindingOutcome Outcome { get; private set; }
    public string Text { get; private set; } = "";

    /// <summary>How to ask for stage two; null with the final answer.</summary>
    public string? Escalation { get; private set; }

    public string Ombudsman { get; private set; } = "";
    public bool Early { get; private set; }
    public long CompensationPence { get; private set; }
    public DateTimeOffset At { get; private set; }

    private Reply() { }

    internal Reply(Guid complaintId, ComplaintMilestone.Answered answered)
    {
        var reply = answered.Reply;
        (ComplaintId, Stage, Outcome, Text, Escalation) = (complaintId, reply.Stage, reply.Outcome, reply.Text, reply.Escalation);
        (Ombudsman, Early, CompensationPence, At) = (reply.Ombudsman, reply.Early, reply.CompensationPence, answered.At);
    }
}
