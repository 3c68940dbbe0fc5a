using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record ReferAdaptation(string Agency, string Reference);

/// <summary>The landlord passes a major one on to whoever arranges or pays for it (OHO-REP-22; HPG-REP-19: together with the agencies concerned).</summary>
public static class ReferralDecision
{
    private const int LongestName = 200, LongestReference = 100;

    public static Decision<AdaptationMilestone> Decide(Adaptation adaptation, ReferAdaptation command, DateTimeOffset now)
    {
        if (adaptation.Size == AdaptationSize.Minor)
            return RepairRefusals.NotMajor;
        var fields = new FieldReader();
        var agency = fields.Line("agency", command.Agency, LongestName);
        var reference = command.Reference is "" ? "" : fields.Line("agency_reference", command.Reference, LongestReference);
        if (fields.FoundFaults)
            return fields.Refuse("REFERRAL_INVALID");
        return adaptation.State switch
        {
            AdaptationState.Referred when (adaptation.Agency, adaptation.AgencyReference) == (agency, reference) => Decision<AdaptationMilestone>.Nothing,
            AdaptationState.Assessed => new AdaptationMilestone.Referred(agency, reference, now),
            _ => RepairRefusals.NotNow(adaptation),
        };
    }
}

internal sealed partial class AdaptationsGrpc
{
    public override Task<ReferAdaptationResponse> ReferAdaptation(ReferAdaptationRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.AdaptationId, (adaptation, now) => ReferralDecision.Decide(adaptation, new(request.Agency, request.AgencyReference), now),
            adaptation => new ReferAdaptationResponse { Adaptation = adaptation });
}
