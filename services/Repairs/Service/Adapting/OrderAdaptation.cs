using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>An order to have it made.</summary>
/// <param name="Reference">Who makes it, or the order's own number.</param>
/// <param name="PaidBy">Who pays for a major one without a grant; empty otherwise.</param>
public sealed record OrderAdaptation(string Reference, string PaidBy);

/// <summary>Has it made: a minor one that is needed (OHO-REP-21), a major one that somebody pays for.</summary>
public static class AdaptationOrderDecision
{
    private const int LongestReference = 100, LongestPayer = 200;

    public static Decision<AdaptationMilestone> Decide(Adaptation adaptation, OrderAdaptation command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var reference = fields.Line("order_reference", command.Reference, LongestReference);
        var paidBy = command.PaidBy is "" ? "" : fields.Line("paid_by", command.PaidBy, LongestPayer);
        if (paidBy is not "" && (adaptation.Size == AdaptationSize.Minor || adaptation.State == AdaptationState.GrantApproved))
            fields.Fault("paid_by", "must be empty for a minor adaptation, which the landlord pays for, and where a grant is approved.");
        if (fields.FoundFaults)
            return fields.Refuse("ORDER_INVALID");
        return adaptation.State switch
        {
            AdaptationState.Ordered when (adaptation.OrderReference, adaptation.PaidBy ?? "") == (reference, paidBy) => Decision<AdaptationMilestone>.Nothing,
            AdaptationState.Needed or AdaptationState.GrantApproved => new AdaptationMilestone.Ordered(reference, "", now),
            AdaptationState.Assessed or AdaptationState.Referred or AdaptationState.GrantApplied or AdaptationState.GrantRefused => paidBy is ""
                ? RepairRefusals.GrantMissing
                : new AdaptationMilestone.Ordered(reference, paidBy, now),
            _ => RepairRefusals.NotNow(adaptation),
        };
    }
}

internal sealed partial class AdaptationsGrpc
{
    public override Task<OrderAdaptationResponse> OrderAdaptation(OrderAdaptationRequest request, ServerCallContext call) =>
        Change(
            call, request, request.RequestId, request.AdaptationId, (adaptation, now) => AdaptationOrderDecision.Decide(adaptation, new(request.OrderReference, request.PaidBy), now),
            adaptation => new OrderAdaptationResponse { Adaptation = adaptation });
}
