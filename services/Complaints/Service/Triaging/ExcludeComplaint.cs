using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Why the law lets a complaint be refused (ENG-CMP-11).</summary>
public enum ExclusionReason
{
    TooOld,
    AtCourt,
    ConsideredBefore,
}

/// <summary>It is not taken.</summary>
/// <param name="KnownOn">For one that is too old: the last day of what it is about, or the later one on which the resident learnt of it.</param>
/// <param name="Reference">The court's, or that of the complaint considered before.</param>
public sealed record ExcludeComplaint(ExclusionReason? Reason, string Explanation, GivenDay? KnownOn, string Reference);

/// <summary>A complaint is refused only for a reason of the law, which the resident is told with the right to go to the Ombudsman (ENG-CMP-10, ENG-CMP-11).</summary>
internal static class ExclusionDecision
{
    private const string HowOld = "ENG-CMP-10";
    private const int LongestReference = 200;

    public static Decision<ComplaintMilestone> Decide(Complaint complaint, ExcludeComplaint command, Circumstances c)
    {
        if (complaint.Stage == Stage.Excluded)
            return complaint.EndedReason == command.Explanation ? Decision<ComplaintMilestone>.Nothing : ComplaintRefusals.Ended(complaint);
        if (complaint.Stage is not (Stage.One or Stage.ServiceRequest))
            return ComplaintRefusals.NotBeingHandled(complaint) ?? ComplaintRefusals.AnsweredAlready;

        var fields = new FieldReader();
        DateOnly? known = null;
        if (command.Reason is null)
            fields.Fault("reason", "must be EXCLUSION_REASON_TOO_OLD, EXCLUSION_REASON_AT_COURT or EXCLUSION_REASON_CONSIDERED_BEFORE; no other reason refuses a complaint.");
        if (Text.Fault(command.Explanation) is { } fault)
            fields.Fault("explanation", fault);
        if (command is { Reason: ExclusionReason.TooOld, KnownOn: null })
            fields.Fault("known_on", "must be set: the last day of what it is about, or the later one on which the resident learnt of it.");
        else if (command is { Reason: ExclusionReason.TooOld, KnownOn: { } given })
            known = fields.Day("known_on", given, London.FirstDay, c.Today);
        if (command.Reason is ExclusionReason.AtCourt or ExclusionReason.ConsideredBefore)
            fields.Line("reference", command.Reference, LongestReference);
        if (fields.FoundFaults)
            return fields.Refuse("EXCLUSION_INVALID");

        if (known is { } day && c.LimitOf(HowOld) is { } limit && c.Landlord.Calendar is var calendar && complaint.ReceivedAt < limit.Due(London.StartOf(day), calendar))
            return ComplaintRefusals.TooRecent(London.DayOf(limit.DueBefore(complaint.ReceivedAt, calendar).AddTicks(-1)), HowOld);
        return new ComplaintMilestone.Excluded(command.Reason!.Value, command.Explanation, command.Reference is "" ? null : command.Reference.Trim(), c.Now);
    }
}

/// <summary>It should have been taken after all.</summary>
public sealed record ReopenComplaint(string Reason, string OmbudsmanReference);

/// <summary>Another case takes it up again with the same words, and its own clocks from now on; the first one stays as it was (OHO-CMP-04).</summary>
internal static class ReopeningDecision
{
    /// <summary>The case that takes it up again, or why not; nothing when that has happened.</summary>
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, ReopenComplaint command, DateTimeOffset now) => complaint switch
    {
        { ReopenedAs: not null } => Decision<ComplaintMilestone>.Nothing,
        { Stage: not Stage.Excluded } => ComplaintRefusals.NotExcluded,
        _ when Text.Fault(command.Reason) is { } fault => ComplaintRefusals.Field("reason", fault),
        _ => new ComplaintMilestone.Opened(
            Guid.CreateVersion7(now), complaint.Landlord, complaint.HomeId, complaint.HouseholdId, complaint.Channel, complaint.Words, complaint.OutcomeWanted,
            [.. complaint.Issues.Select(i => new NewIssue(i.Subject, i.Text))], complaint.Team, IsRequest: false, now)
        {
            FactsPending = complaint.FactsPending,
            Estate = complaint.Estate,
            Tenure = complaint.Tenure,
            About = complaint.AboutService is { } service ? new(service, complaint.AboutCaseId!.Value) : null,
            JointWith = complaint.JointWith,
            Reopens = complaint.Id,
            Representative = complaint.RepresentativeName is { } name ? new(name, complaint.RepresentativeAuthority!) : null,
            Concerned = complaint.Concerned,
        },
    };
}

internal sealed partial class ComplaintsGrpc
{
    public override Task<ExcludeComplaintResponse> ExcludeComplaint(ExcludeComplaintRequest request, ServerCallContext call)
    {
        var command = Read(request);
        return Change(
            call, request, request.RequestId, request.ComplaintId, (file, c) => ExclusionDecision.Decide(file.Complaint, command, c),
            complaint => new ExcludeComplaintResponse { Complaint = complaint });
    }

    public override Task<ReopenComplaintResponse> ReopenComplaint(ReopenComplaintRequest request, ServerCallContext call)
    {
        var reason = request.OmbudsmanReference is "" ? request.Reason : $"{request.Reason} (the Ombudsman's reference: {request.OmbudsmanReference.Trim()})";
        CaseFile? again = null;
        return desk.Change(
            call, request, request.RequestId, request.ComplaintId,
            async (file, c) =>
            {
                if (file.Complaint.ReopenedAs is { } reopened)
                    again = await desk.Load(reopened, call.CancellationToken);
                var decision = ReopeningDecision.Decide(file.Complaint, new(reason, request.OmbudsmanReference), c.Now);
                if (decision.Milestones is not [ComplaintMilestone.Opened opened])
                    return decision;
                again = files.Open(opened, CaseDesk.By(c.Caller), c.Now);
                return new ComplaintMilestone.Reopened(opened.ComplaintId, reason, c.Now);
            },
            (_, c) => new ReopenComplaintResponse { Complaint = again!.ToMessage(c) });
    }

    internal static ExcludeComplaint Read(ExcludeComplaintRequest request) => new(Read(request.Reason), request.Explanation, Precise.Day(request.KnownOn), request.Reference);

    private static ExclusionReason? Read(Wire.ExclusionReason reason) => reason switch
    {
        Wire.ExclusionReason.TooOld => ExclusionReason.TooOld,
        Wire.ExclusionReason.AtCourt => ExclusionReason.AtCourt,
        Wire.ExclusionReason.ConsideredBefore => ExclusionReason.ConsideredBefore,
        _ => null,
    };
}
