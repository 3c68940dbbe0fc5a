using Housing.Complaints.Contracts.V1;

namespace Housing.Portal;

/// <summary>Complaints in a resident's words.</summary>
public static class ComplaintWords
{
    private static readonly Dictionary<string, string> Milestones = new(StringComparer.Ordinal)
    {
        ["complaint.service-request"] = "You told us, and we first try to put it right",
        ["complaint.received"] = "Received as a complaint",
        ["complaint.acknowledged"] = "We wrote that we have it, and how we understand it",
        ["complaint.handler-assigned"] = "Given to somebody who had no part in it",
        ["complaint.contacted"] = "We spoke about it",
        ["complaint.contact-tried"] = "We tried to reach you",
        ["complaint.extended"] = "Another day agreed",
        ["complaint.answered"] = "Answered at stage one",
        ["complaint.escalated"] = "Taken to stage two",
        ["complaint.escalation-acknowledged"] = "We wrote that stage two has begun",
        ["complaint.escalation-refused"] = "Stage two refused, with reasons",
        ["complaint.final-answered"] = "Answered at stage two",
        ["complaint.action-done"] = "Something we promised was done",
        ["complaint.works-ordered"] = "Work was ordered",
        ["complaint.excluded"] = "Not looked into, with reasons",
        ["complaint.reopened"] = "Taken up again",
        ["complaint.withdrawn"] = "You withdrew it",
        ["complaint.closed"] = "Closed",
    };

    public static string? Of(Milestone milestone) => Milestones.GetValueOrDefault(milestone.Name);

    public static string Of(Stage stage) => stage switch
    {
        Stage.ServiceRequest => "We are putting it right",
        Stage.One => "Stage one: being looked into",
        Stage.OneAnswered => "Answered",
        Stage.Two => "Stage two: being looked into again",
        Stage.FinalAnswered => "Finally answered",
        Stage.Excluded => "Not looked into",
        Stage.Withdrawn => "Withdrawn",
        Stage.Closed => "Closed",
        _ => "",
    };

    public static string Tag(Stage stage) => stage switch
    {
        Stage.One or Stage.Two => "govuk-tag govuk-tag--blue",
        Stage.OneAnswered or Stage.FinalAnswered => "govuk-tag govuk-tag--green",
        Stage.ServiceRequest => "govuk-tag govuk-tag--yellow",
        _ => "govuk-tag govuk-tag--grey",
    };

    public static string Of(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Upheld => "You were right",
        FindingOutcome.PartlyUpheld => "You were right in part",
        FindingOutcome.NotUpheld => "We did not find that we were wrong",
        _ => "",
    };
}
