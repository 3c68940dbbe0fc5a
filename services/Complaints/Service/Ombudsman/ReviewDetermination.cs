using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>The landlord asks the Ombudsman to look at its determination again.</summary>
/// <param name="AcceptedLate">The Ombudsman takes it although its time has passed.</param>
public sealed record AskForReview(string Reasons, DateTimeOffset? AskedAt, bool AcceptedLate);

/// <summary>What came of it. A changed determination is recorded as another.</summary>
public sealed record RecordReview(bool Changed, string Words, DateTimeOffset? DecidedAt);

/// <summary>A review is asked for once, within the time that the Ombudsman gives for it (ENG-CMP-17). What was ordered runs on until the determination is changed.</summary>
internal static class ReviewDecision
{
    public const string Clause = "ENG-CMP-17";

    public static Decision<ComplaintMilestone> Ask(OmbudsmanCase taken, AskForReview command, Circumstances c)
    {
        if (taken.DeterminedAt is not { } determinedAt)
            return ComplaintRefusals.NotDetermined;
        if (taken.ReviewAskedAt is not null)
            return taken.ReviewReasons == command.Reasons ? Decision<ComplaintMilestone>.Nothing : ComplaintRefusals.ReviewAskedAlready;
        var fields = new FieldReader();
        if (Text.Fault(command.Reasons) is { } fault)
            fields.Fault("reasons", fault);
        var at = fields.Past("asked_at", command.AskedAt, determinedAt, "the determination", c);
        if (fields.FoundFaults)
            return fields.Refuse("REVIEW_INVALID");
        return !command.AcceptedLate && c.LimitOf(Clause)?.Due(determinedAt, c.Landlord.Calendar) is { } until && at >= until
            ? ComplaintRefusals.ReviewTooLate(until, Clause)
            : new ComplaintMilestone.ReviewAsked(taken.Id, command.Reasons, at);
    }

    public static Decision<ComplaintMilestone> Record(OmbudsmanCase taken, RecordReview command, Circumstances c)
    {
        if (taken.ReviewAskedAt is not { } askedAt)
            return ComplaintRefusals.ReviewNotAsked;
        if (taken.ReviewDecidedAt is not null)
            return (taken.ReviewChanged, taken.ReviewWords) == (command.Changed, command.Words) ? Decision<ComplaintMilestone>.Nothing : ComplaintRefusals.ReviewDecidedAlready;
        var fields = new FieldReader();
        if (Text.Fault(command.Words) is { } fault)
            fields.Fault("words", fault);
        var at = fields.Past("decided_at", command.DecidedAt, askedAt, "the review was asked for", c);
        return fields.FoundFaults ? fields.Refuse("REVIEW_INVALID") : new ComplaintMilestone.ReviewDecided(taken.Id, command.Changed, command.Words, at);
    }
}

internal sealed partial class OmbudsmanGrpc
{
    public override Task<AskForReviewResponse> AskForReview(AskForReviewRequest request, ServerCallContext call)
    {
        var command = new AskForReview(request.Reasons, Precise.Instant(request.AskedAt, "asked_at"), request.AcceptedLate);
        return ChangeCase(
            call, request, request.RequestId, request.ComplaintId, request.CaseId, (_, taken, c) => ReviewDecision.Ask(taken, command, c), taken => new AskForReviewResponse { Case = taken });
    }

    public override Task<RecordReviewResponse> RecordReview(RecordReviewRequest request, ServerCallContext call)
    {
        var command = new RecordReview(request.Changed, request.Words, Precise.Instant(request.DecidedAt, "decided_at"));
        return ChangeCase(
            call, request, request.RequestId, request.ComplaintId, request.CaseId, (_, taken, c) => ReviewDecision.Record(taken, command, c), taken => new RecordReviewResponse { Case = taken });
    }
}
