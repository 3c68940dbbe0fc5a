using Housing.Standards;

namespace Housing.Complaints;

/// <summary>A comment, praise, or what a member of parliament or a councillor asks.</summary>
public sealed record RecordFeedback(FeedbackKind? Kind, Channel? Channel, string Words, string Subject)
{
    public Guid? HouseholdId { get; init; }
    public string ForPerson { get; init; } = "";
    public string Team { get; init; } = "";
    public string Enquirer { get; init; } = "";
}

/// <summary>Everything is kept; praise is for a person, or for the team that does such things (HPG-CMP-07).</summary>
internal static class FeedbackDecision
{
    private const int Longest = 200;

    public static Decision<FeedbackItem> Decide(ComplaintPolicy policy, string landlord, RecordFeedback command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.Kind is null)
            fields.Fault("kind", "must be FEEDBACK_KIND_COMMENT, FEEDBACK_KIND_COMPLIMENT or FEEDBACK_KIND_ENQUIRY.");
        if (command.Channel is null)
            fields.Fault("channel", "must be set: how it was said.");
        if (Text.Fault(command.Words) is { } fault)
            fields.Fault("words", fault);
        if (policy.Subject(command.Subject) is null)
            fields.Fault("subject", $"must be one of {string.Join(", ", policy.Subjects.Select(s => s.Key))}.");
        if (command.Team is not "" && !policy.Teams.Any(t => t.Key == command.Team))
            fields.Fault("team", $"must be one of {string.Join(", ", policy.Teams.Select(t => t.Key))}.");
        if (command.ForPerson is not "")
            fields.Line("for_person", command.ForPerson, Longest);
        if (command.ForPerson is not "" && command.Kind is not FeedbackKind.Compliment)
            fields.Fault("for_person", "must be unset unless it is praise.");
        if (command.Kind == FeedbackKind.Enquiry)
            fields.Line("enquirer", command.Enquirer, Longest);
        else if (command.Enquirer is not "")
            fields.Fault("enquirer", "must be unset unless it is an enquiry.");
        return fields.FoundFaults
            ? fields.Refuse("FEEDBACK_INVALID")
            : new FeedbackItem(landlord, command, command.Team is "" ? TeamDecision.Decide(policy, command.Subject) : command.Team, now);
    }
}
