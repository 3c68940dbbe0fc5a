namespace Housing.Complaints;

/// <summary>Which promises are about the answer of a stage, rather than about a first word that an answer would be as well (HAV-CMP-08).</summary>
internal static class AnswerPromise
{
    /// <summary>The milestone that answers the stage that it is in.</summary>
    public static string Milestone(Complaint complaint) => complaint.StageNumber == 1 ? ComplaintMilestone.AnsweredName : ComplaintMilestone.FinalAnsweredName;

    public static bool Is(IEnumerable<string> until, Complaint complaint) =>
        until.Contains(Milestone(complaint), StringComparer.Ordinal) && !until.Any(m => m is "complaint.acknowledged" or "complaint.escalation-acknowledged");
}
