using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record RecordAdaptationNeeds(bool Needed, string Needs);

/// <summary>Minor ones are fitted for whoever needs them (OHO-REP-21): this is where it is said that they do, or why not.</summary>
public static class NeedsDecision
{
    public static Decision<AdaptationMilestone> Decide(Adaptation adaptation, RecordAdaptationNeeds command, DateTimeOffset now) => adaptation switch
    {
        { Size: AdaptationSize.Major } => RepairRefusals.NotMinor,
        { State: AdaptationState.Needed } when command.Needed && adaptation.Needs == command.Needs => Decision<AdaptationMilestone>.Nothing,
        { State: AdaptationState.Closed } when !command.Needed && adaptation.Reason == command.Needs => Decision<AdaptationMilestone>.Nothing,
        { State: not AdaptationState.Requested } => RepairRefusals.NotNow(adaptation),
        _ when Text.Fault(command.Needs) is { } fault => RepairRefusals.Field("needs", fault),
        _ when command.Needed => new AdaptationMilestone.Needed(command.Needs, now),
        _ => new AdaptationMilestone.Closed(command.Needs, now),
    };
}

internal sealed partial class AdaptationsGrpc
{
    public override Task<RecordAdaptationNeedsResponse> RecordAdaptationNeeds(RecordAdaptationNeedsRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.AdaptationId, (adaptation, now) => NeedsDecision.Decide(adaptation, new(request.Needed, request.Needs), now),
            adaptation => new RecordAdaptationNeedsResponse { Adaptation = adaptation });
}
