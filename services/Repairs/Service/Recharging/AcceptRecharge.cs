using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>A signature for a sum.</summary>
/// <param name="TotalPence">What the signer was shown.</param>
/// <param name="SignedBy">Who signed.</param>
/// <param name="Means">Null for a way this version has not heard of.</param>
/// <param name="SignedAt">Null for now.</param>
/// <param name="ByResident">The resident sends it with their own sign-in.</param>
public sealed record AcceptRecharge(long TotalPence, string SignedBy, SignatureMeans? Means, DateTimeOffset? SignedAt, bool ByResident);

/// <summary>Takes the signature that recharged work waits for (HAV-REP-45). From then on the landlord mends (HAV-REP-47: on request, at a charge).</summary>
public static class AcceptanceDecision
{
    private const int LongestName = 200;

    public static Decision<RepairMilestone> Decide(RechargeTerms terms, Repair repair, Recharge recharge, AcceptRecharge command, DateTimeOffset now, TimeSpan tolerance)
    {
        var fields = new FieldReader();
        var signedBy = fields.Line("signed_by", command.SignedBy, LongestName);
        if (command.Means is null)
            fields.Fault("means", "must be SIGNATURE_MEANS_IN_PERSON or SIGNATURE_MEANS_ONLINE.");
        if (command.TotalPence != recharge.TotalPence)
            fields.Fault("total_pence", $"must be {recharge.TotalPence}, the total of this estimate, and what the signer was shown.");
        if (command.SignedAt > now + tolerance)
            fields.Fault("signed_at", "must not be in the future; leave it unset for now.");
        if (command.SignedAt < recharge.EstimatedAt)
            fields.Fault("signed_at", "must not be before the estimate.");
        if (fields.FoundFaults)
            return fields.Refuse("SIGNATURE_INVALID");

        var signature = new Signature(signedBy, command.Means!.Value, command.SignedAt ?? now);
        return recharge switch
        {
            { Signature: { } given, State: RechargeState.Accepted or RechargeState.Agreed } when given == signature with { At = command.SignedAt ?? given.At } => Decision<RepairMilestone>.Nothing,
            _ when command.Means == SignatureMeans.Phone => RepairRefusals.NoSignature(terms),
            _ when command.ByResident != (command.Means == SignatureMeans.Online) => RepairRefusals.OnlyTheResidentSignsOnline,
            { State: RechargeState.Expired } => RepairRefusals.EstimateExpired(recharge),
            { State: not RechargeState.Estimated } => RepairRefusals.RechargeSettled(recharge),
            _ when repair.Stage == Stage.Completed => RepairRefusals.WorkDoneUnsigned,
            _ when repair.HouseholdId != recharge.HouseholdId => RepairRefusals.HouseholdChanged,
            _ when signature.At >= recharge.ExpiresAt => RepairRefusals.EstimateExpired(recharge),
            _ => (RepairMilestone[])[new RepairMilestone.RechargeAccepted(recharge.Id, signature), .. RechargeAgreement.TakingOn(repair, terms, signature.At)],
        };
    }
}

internal sealed partial class RechargesGrpc
{
    public override Task<AcceptRechargeResponse> AcceptRecharge(AcceptRechargeRequest request, ServerCallContext call)
    {
        var command = new AcceptRecharge(
            request.TotalPence, request.SignedBy, Read(request.Means), Precise.Instant(request.SignedAt, "signed_at"), call.Caller().Role == Role.Resident);
        return Change(
            call, request, request.RequestId, request.RechargeId,
            (repair, recharge, now) => AcceptanceDecision.Decide(Terms(repair), repair, recharge, command, now, settings.Value.ClockTolerance),
            recharge => new AcceptRechargeResponse { Recharge = recharge });
    }

    private static SignatureMeans? Read(Wire.SignatureMeans means) => means switch
    {
        Wire.SignatureMeans.InPerson => SignatureMeans.InPerson,
        Wire.SignatureMeans.Online => SignatureMeans.Online,
        Wire.SignatureMeans.Phone => SignatureMeans.Phone,
        _ => null,
    };
}
