using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>The Ombudsman looks at a complaint.</summary>
/// <param name="Reference">The Ombudsman's.</param>
/// <param name="About">What of it.</param>
public sealed record TakeToOmbudsman(string Reference, string About, DateTimeOffset? TakenAt);

/// <summary>A complaint can be taken to the Ombudsman at any time, whether it is answered, closed or was never taken on.</summary>
internal static class TakingDecision
{
    public static Decision<ComplaintMilestone> Decide(Complaint complaint, TakeToOmbudsman command, Circumstances c)
    {
        if (complaint.Ombudsman.Any(o => o.Reference == command.Reference.Trim() && o.About == command.About))
            return Decision<ComplaintMilestone>.Nothing;
        if (complaint.Stage == Stage.ServiceRequest)
            return ComplaintRefusals.RequestOnly;
        var fields = new FieldReader();
        var reference = fields.Line("ombudsman_reference", command.Reference, OmbudsmanFields.LongestLine);
        if (complaint.Ombudsman.Any(o => o.Reference == reference))
            fields.Fault("ombudsman_reference", "is on record for this complaint, about something else. Record what belongs to it there.");
        if (Text.Fault(command.About) is { } fault)
            fields.Fault("about", fault);
        var at = fields.Past("taken_at", command.TakenAt, complaint.ReceivedAt, "the complaint was received", c);
        return fields.FoundFaults ? fields.Refuse("OMBUDSMAN_CASE_INVALID") : new ComplaintMilestone.Taken(Guid.CreateVersion7(c.Now), reference, command.About, at);
    }
}

/// <summary>Reads what the requests of this folder have in common.</summary>
internal static class OmbudsmanFields
{
    public const int LongestLine = 200;

    /// <summary>When something happened; now when that is not said, or is said by a clock ahead of ours.</summary>
    public static DateTimeOffset Past(this FieldReader fields, string field, DateTimeOffset? given, DateTimeOffset earliest, string what, Circumstances c)
    {
        if (given > c.Now + c.Tolerance)
            fields.Fault(field, "must not be in the future; leave it unset for now.");
        if (given < earliest)
            fields.Fault(field, $"must not be before {what}.");
        return given < c.Now ? given.Value : c.Now;
    }
}

internal sealed partial class OmbudsmanGrpc
{
    public override Task<TakeToOmbudsmanResponse> TakeToOmbudsman(TakeToOmbudsmanRequest request, ServerCallContext call)
    {
        var command = new TakeToOmbudsman(request.OmbudsmanReference, request.About, Precise.Instant(request.TakenAt, "taken_at"));
        return Change(
            call, request, request.RequestId, request.ComplaintId, (complaint, c) => TakingDecision.Decide(complaint, command, c),
            (complaint, seen) => new TakeToOmbudsmanResponse { Case = seen(complaint.Ombudsman.Single(o => o.Reference == command.Reference.Trim())) });
    }
}
