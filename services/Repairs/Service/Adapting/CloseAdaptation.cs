using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record CloseAdaptation(string Reason);

/// <summary>It comes to nothing: withdrawn, moved away, or arranged in another way.</summary>
public static class AdaptationClosingDecision
{
    public static Decision<AdaptationMilestone> Decide(Adaptation adaptation, CloseAdaptation command, DateTimeOffset now) => adaptation switch
    {
        { State: AdaptationState.Closed } when adaptation.Reason == command.Reason => Decision<AdaptationMilestone>.Nothing,
        { State: AdaptationState.Closed or AdaptationState.Fitted } => RepairRefusals.NotNow(adaptation),
        _ when Text.Fault(command.Reason) is { } fault => RepairRefusals.Field("reason", fault),
        _ => new AdaptationMilestone.Closed(command.Reason, now),
    };
}

internal sealed partial class AdaptationsGrpc
{
    public override Task<CloseAdaptationResponse> CloseAdaptation(CloseAdaptationRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.AdaptationId, (adaptation, now) => AdaptationClosingDecision.Decide(adaptation, new(request.Reason), now),
            adaptation => new CloseAdaptationResponse { Adaptation = adaptation });
}
