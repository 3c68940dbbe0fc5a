using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

public enum GrantStep
{
    Applied,
    Approved,
    Refused,
}

/// <summary>Where a grant stands.</summary>
/// <param name="Step">Null for one this version has not heard of.</param>
/// <param name="Pence">Applied for, or approved; 0 when refused.</param>
/// <param name="Reason">Why it was refused; empty otherwise.</param>
public sealed record RecordAdaptationGrant(GrantStep? Step, long Pence, string Reason);

/// <summary>Where the grant for a major one stands, so that whoever waits can be told (OHO-REP-22).</summary>
public static class GrantDecision
{
    private const long LargestPence = 100_000_000;

    public static Decision<AdaptationMilestone> Decide(Adaptation adaptation, RecordAdaptationGrant command, DateTimeOffset now)
    {
        if (adaptation.Size == AdaptationSize.Minor)
            return RepairRefusals.NotMajor;
        var fields = new FieldReader();
        if (command.Step is null)
            fields.Fault("step", "must be GRANT_STEP_APPLIED, GRANT_STEP_APPROVED or GRANT_STEP_REFUSED.");
        else if (command.Step == GrantStep.Refused ? command.Pence != 0 : command.Pence is < 1 or > LargestPence)
            fields.Fault("pence", $"must be 1 to {LargestPence}, and unset when the grant is refused.");
        if (command.Step == GrantStep.Refused && Text.Fault(command.Reason) is { } fault)
            fields.Fault("reason", fault);
        else if (command.Step != GrantStep.Refused && command.Reason is not "")
            fields.Fault("reason", "must be empty unless the grant is refused.");
        if (fields.FoundFaults)
            return fields.Refuse("GRANT_INVALID");

        return (command.Step!.Value, adaptation.State) switch
        {
            (GrantStep.Applied, AdaptationState.GrantApplied) when adaptation.GrantAppliedPence == command.Pence => Decision<AdaptationMilestone>.Nothing,
            (GrantStep.Approved, AdaptationState.GrantApproved) when adaptation.GrantApprovedPence == command.Pence => Decision<AdaptationMilestone>.Nothing,
            (GrantStep.Refused, AdaptationState.GrantRefused) when adaptation.Reason == command.Reason => Decision<AdaptationMilestone>.Nothing,
            (GrantStep.Applied, AdaptationState.Referred or AdaptationState.GrantRefused) => new AdaptationMilestone.GrantApplied(command.Pence, now),
            (GrantStep.Approved, AdaptationState.GrantApplied) => new AdaptationMilestone.GrantApproved(command.Pence, now),
            (GrantStep.Refused, AdaptationState.GrantApplied) => new AdaptationMilestone.GrantRefused(command.Reason, now),
            _ => RepairRefusals.NotNow(adaptation),
        };
    }
}

internal sealed partial class AdaptationsGrpc
{
    public override Task<RecordAdaptationGrantResponse> RecordAdaptationGrant(RecordAdaptationGrantRequest request, ServerCallContext call)
    {
        GrantStep? step = request.Step switch
        {
            Wire.GrantStep.Applied => GrantStep.Applied,
            Wire.GrantStep.Approved => GrantStep.Approved,
            Wire.GrantStep.Refused => GrantStep.Refused,
            _ => null,
        };
        return Change(
            call, request, request.RequestId, request.AdaptationId, (adaptation, now) => GrantDecision.Decide(adaptation, new(step, request.Pence, request.Reason), now),
            adaptation => new RecordAdaptationGrantResponse { Adaptation = adaptation });
    }
}
