using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record RecordAdaptationFitted(DateTimeOffset? FittedAt);

public static class FittingDecision
{
    public static Decision<AdaptationMilestone> Decide(Adaptation adaptation, RecordAdaptationFitted command, DateTimeOffset now, TimeSpan tolerance) => adaptation switch
    {
        { State: AdaptationState.Fitted } when adaptation.FittedAt == (command.FittedAt ?? adaptation.FittedAt) => Decision<AdaptationMilestone>.Nothing,
        { State: not AdaptationState.Ordered } => RepairRefusals.NotNow(adaptation),
        _ when command.FittedAt > now + tolerance => RepairRefusals.InTheFuture("fitted_at", now),
        _ when command.FittedAt < adaptation.RequestedAt => RepairRefusals.Field("fitted_at", "must not be before it was asked for."),
        _ => new AdaptationMilestone.Fitted(command.FittedAt ?? now),
    };
}

internal sealed partial class AdaptationsGrpc
{
    public override Task<RecordAdaptationFittedResponse> RecordAdaptationFitted(RecordAdaptationFittedRequest request, ServerCallContext call)
    {
        var command = new RecordAdaptationFitted(Precise.Instant(request.FittedAt, "fitted_at"));
        return Change(
            call, request, request.RequestId, request.AdaptationId, (adaptation, now) => FittingDecision.Decide(adaptation, command, now, settings.Value.ClockTolerance),
            adaptation => new RecordAdaptationFittedResponse { Adaptation = adaptation });
    }
}
