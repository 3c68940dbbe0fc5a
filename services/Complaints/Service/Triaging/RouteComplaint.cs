using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Whose a subject is to answer (HAV-CMP-07).</summary>
internal static class TeamDecision
{
    public static string Decide(ComplaintPolicy policy, string subject) => policy.Subject(subject)?.Team ?? policy.Triage.Team;
}

/// <summary>To which team it goes; empty for that of its first subject.</summary>
public sealed record RouteComplaint(string Team, string Reason);

internal static class RoutingDecision
{
    public static Decision<ComplaintMilestone> Decide(ComplaintPolicy policy, Complaint complaint, RouteComplaint command, DateTimeOffset now)
    {
        var team = command.Team is "" ? TeamDecision.Decide(policy, complaint.Issues[0].Subject) : command.Team;
        return complaint switch
        {
            { HasEnded: true } => ComplaintRefusals.Ended(complaint),
            _ when !policy.Teams.Any(t => t.Key == team) => ComplaintRefusals.Field("team", $"must be one of {string.Join(", ", policy.Teams.Select(t => t.Key))}."),
            _ when complaint.Team == team => Decision<ComplaintMilestone>.Nothing,
            _ when Text.Fault(command.Reason) is { } fault => ComplaintRefusals.Field("reason", fault),
            _ => new ComplaintMilestone.Routed(team, command.Reason, now),
        };
    }
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<RouteComplaintResponse> RouteComplaint(RouteComplaintRequest request, ServerCallContext call)
    {
        var command = new RouteComplaint(request.Team, request.Reason);
        return Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => RoutingDecision.Decide(c.Policy, file.Complaint, command, c.Now),
            complaint => new RouteComplaintResponse { Complaint = complaint });
    }
}
