using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What a complaint says about itself with each milestone; the promises ask for these by name.</summary>
internal static class ComplaintFacts
{
    public static Facts Of(Complaint complaint, ComplaintMilestone milestone) =>
        milestone.Facts.With(complaint.Estate is { } estate ? Facts.Of(("estate", estate)) : Facts.None).With(Facts.Of(
            ("subject", complaint.Issues[0].Subject), ("channel", Keys.Of(complaint.Channel)), ("team", complaint.Team), ("stage", complaint.StageNumber), ("issues", complaint.Issues.Count),
            ("extended", complaint.Extensions.Any(e => e.Stage == complaint.StageNumber))));
}
