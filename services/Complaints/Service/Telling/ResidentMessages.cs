using System.Globalization;
using Housing.Standards.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What a household is told of its complaint, at each step and by every landlord. Contact has the words, under the milestone's own name.</summary>
internal static class ResidentMessages
{
    /// <summary>What goes with a complaint that is recorded as a request (E10).</summary>
    public const string Offer = "What you asked for is still within its time, so we have recorded it as a request for service. If you want to complain about it all the same, tell us, and it is a complaint from then on.";

    /// <summary>What a household is asked after its complaint is closed, with the same scale as the regulator's survey.</summary>
    public const string Question = "How satisfied or dissatisfied are you with how we dealt with your complaint? Answer from 1, very dissatisfied, to 5, very satisfied, and tell us why if you like.";

    /// <summary>The message, or null when the household is told nothing of such a change or is not known.</summary>
    /// <param name="policy">The landlord's.</param>
    /// <param name="complaint">The complaint, which has taken it in.</param>
    /// <param name="milestone">What happened.</param>
    /// <param name="now">When it is told.</param>
    /// <param name="letterId">The letter of the step, which GetLetter has; null for a step without one.</param>
    public static ResidentMessageDue? Of(ComplaintPolicy policy, Complaint complaint, ComplaintMilestone milestone, DateTimeOffset now, Guid? letterId = null) =>
        complaint.HouseholdId is not { } household || Own(policy, complaint, milestone) is not { } own
            ? null
            : Message(complaint, household, milestone.Name, [.. own, .. letterId is { } letter ? [("letter-id", letter.ToString())] : (List<(string, string)>)[]], milestone.At, now);

    /// <summary>The question of a survey; once, when the complaint is closed.</summary>
    public static ResidentMessageDue Asking(Complaint complaint, Survey survey, DateTimeOffset now) =>
        Message(complaint, complaint.HouseholdId!.Value, "complaint.satisfaction-asked", [("question", Question), ("stage", survey.Stage.ToString(CultureInfo.InvariantCulture))], survey.AskedAt, now);

    private static ResidentMessageDue Message(Complaint complaint, Guid household, string template, List<(string, string)> own, DateTimeOffset at, DateTimeOffset now) => new()
    {
        MessageId = Guid.CreateVersion7(now),
        Service = "complaints",
        Landlord = complaint.Landlord,
        CaseId = complaint.Id,
        HouseholdId = household,
        Template = template,
        Facts = own.Prepend(("reference", complaint.Reference)).ToDictionary(f => f.Item1, f => f.Item2, StringComparer.Ordinal),
        OccurredAt = at.ToUniversalTime(),
    };

    /// <summary>What the words need of this step; null where there is no message.</summary>
    private static List<(string, string)>? Own(ComplaintPolicy policy, Complaint complaint, ComplaintMilestone milestone) => milestone switch
    {
        ComplaintMilestone.Opened { IsRequest: true } => [("offer", Offer)],
        ComplaintMilestone.Opened or ComplaintMilestone.Insisted or ComplaintMilestone.Repeated => [("team", policy.NameOfTeam(complaint.Team)), .. NextDue(complaint)],
        ComplaintMilestone.HandlerAssigned assigned when complaint.Handlers.Count > 1 => [("handler", assigned.Handler.Name)],
        ComplaintMilestone.Acknowledged acknowledged =>
        [
            ("handler", complaint.HandlerName!), ("team", policy.NameOfTeam(complaint.Team)), ("understanding", acknowledged.Understanding), ("next-steps", acknowledged.NextSteps), ("decide-by", Day(acknowledged.DecideBy)),
        ],
        ComplaintMilestone.Extended extended => [("reason", extended.Reason), ("new-day", Day(extended.NewDay)), ("ombudsman", policy.Ombudsman.Sentence)],
        ComplaintMilestone.Excluded excluded => [("reason", excluded.Explanation), ("ombudsman", policy.Ombudsman.Sentence)],
        ComplaintMilestone.NotOurs stranger => [("reason", stranger.Why), ("ombudsman", policy.Ombudsman.Sentence)],
        ComplaintMilestone.Answered answered =>
        [
            ("outcome", Keys.Of(answered.Reply.Outcome)), ("text", answered.Reply.Text), .. answered.Reply.Escalation is { } escalation ? [("escalation", escalation)] : (List<(string, string)>)[],
            ("ombudsman", answered.Reply.Ombudsman), ("compensation-pence", answered.Reply.CompensationPence.ToString(CultureInfo.InvariantCulture)),
        ],
        ComplaintMilestone.Escalated => [.. NextDue(complaint)],
        ComplaintMilestone.EscalationRefused refused => [("reason", refused.Reasons), ("ombudsman", policy.Ombudsman.Sentence)],
        ComplaintMilestone.ActionDone done => [("action", complaint.Find(done.RemedyId)!.Words)],
        ComplaintMilestone.RemedyDropped { WasPromised: true } dropped => [("action", complaint.Find(dropped.RemedyId)!.Words), ("reason", dropped.Reason)],
        ComplaintMilestone.Complied complied => [("action", complaint.FindOrder(complied.OrderId)!.Value.Order.Words)],
        ComplaintMilestone.Withdrawn or ComplaintMilestone.Closed => [("ombudsman", policy.Ombudsman.Sentence)],
        _ => null,
    };

    private static IEnumerable<(string, string)> NextDue(Complaint complaint) => complaint.NextDueAt is { } due ? [("next-due-at", Instant(due))] : [];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Instant(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
