using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>What an assessment came to.</summary>
/// <param name="Assessor">Null for one this version has not heard of.</param>
/// <param name="Recommended">Whether it is to be made.</param>
/// <param name="Findings">What was found.</param>
public sealed record AssessAdaptation(Assessor? Assessor, bool Recommended, string Findings);

/// <summary>A major one begins with what an occupational therapist or the council found (OHO-REP-22, HPG-REP-19).</summary>
public static class AssessmentDecision
{
    public static Decision<AdaptationMilestone> Decide(Adaptation adaptation, AssessAdaptation command, DateTimeOffset now) => adaptation switch
    {
        { Size: AdaptationSize.Minor } => RepairRefusals.NotMajor,
        { State: AdaptationState.Assessed } when command.Recommended && (adaptation.Assessor, adaptation.Needs) == (command.Assessor, command.Findings) => Decision<AdaptationMilestone>.Nothing,
        { State: AdaptationState.Closed } when !command.Recommended && adaptation.Reason == command.Findings => Decision<AdaptationMilestone>.Nothing,
        { State: not AdaptationState.Requested } => RepairRefusals.NotNow(adaptation),
        _ when command.Assessor is null => RepairRefusals.Field("assessor", "must be ASSESSOR_OCCUPATIONAL_THERAPIST or ASSESSOR_COUNCIL."),
        _ when Text.Fault(command.Findings) is { } fault => RepairRefusals.Field("findings", fault),
        _ when command.Recommended => new AdaptationMilestone.Assessed(command.Assessor.Value, command.Findings, now),
        _ => new AdaptationMilestone.Closed(command.Findings, now),
    };
}

internal sealed partial class AdaptationsGrpc
{
    public override Task<AssessAdaptationResponse> AssessAdaptation(AssessAdaptationRequest request, ServerCallContext call)
    {
        var command = new AssessAdaptation(
            request.Assessor switch { Wire.Assessor.OccupationalTherapist => Assessor.OccupationalTherapist, Wire.Assessor.Council => Assessor.Council, _ => null },
            request.Recommended, request.Findings);
        return Change(
            call, request, request.RequestId, request.AdaptationId, (adaptation, now) => AssessmentDecision.Decide(adaptation, command, now),
            adaptation => new AssessAdaptationResponse { Adaptation = adaptation });
    }
}
