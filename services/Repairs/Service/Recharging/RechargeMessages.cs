using Google.Protobuf.WellKnownTypes;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>A recharge as callers see it.</summary>
internal static class RechargeMessages
{
    public static Wire.Recharge ToMessage(this Recharge recharge)
    {
        var message = new Wire.Recharge
        {
            RechargeId = recharge.Id.ToString(),
            RepairId = recharge.RepairId.ToString(),
            Landlord = recharge.Landlord,
            HomeId = recharge.HomeId.ToString(),
            HouseholdId = recharge.HouseholdId.ToString(),
            State = recharge.State switch
            {
                RechargeState.Estimated => Wire.RechargeState.Estimated,
                RechargeState.Accepted => Wire.RechargeState.Accepted,
                RechargeState.Disputed => Wire.RechargeState.Disputed,
                RechargeState.Waived => Wire.RechargeState.Waived,
                RechargeState.Withdrawn => Wire.RechargeState.Withdrawn,
                RechargeState.Agreed => Wire.RechargeState.Agreed,
                RechargeState.Replaced => Wire.RechargeState.Replaced,
                RechargeState.Declined => Wire.RechargeState.Declined,
                RechargeState.Expired => Wire.RechargeState.Expired,
            },
            AdministrationPence = recharge.AdministrationPence,
            TotalPence = recharge.TotalPence,
            Clause = recharge.Clause ?? "",
            EstimatedAt = recharge.EstimatedAt.ToTimestamp(),
            ExpiresAt = recharge.ExpiresAt.ToTimestamp(),
            Signature = recharge.Signature is { } signature ? ToMessage(signature) : null,
            DisputeReason = recharge.DisputeReason ?? "",
            DecisionReason = recharge.DecisionReason ?? "",
            DeclineReason = recharge.DeclineReason ?? "",
            Waiver = recharge.Waiver ?? "",
            WaiverNote = recharge.WaiverNote ?? "",
            AgreedAt = recharge.AgreedAt?.ToTimestamp(),
        };
        message.Lines.AddRange(recharge.Lines.Select(line => new Wire.RechargeLine { What = line.What, Pence = line.Pence }));
        return message;
    }

    /// <summary>As everybody sees it who sees the repair, contractors too: what is to be paid and where it stands, but not what was said of it or by whom.</summary>
    public static Wire.Recharge ToSummary(this Recharge recharge)
    {
        var message = recharge.ToMessage();
        (message.Signature, message.DisputeReason, message.DecisionReason, message.DeclineReason, message.Waiver, message.WaiverNote) = (null, "", "", "", "", "");
        return message;
    }

    private static Wire.RechargeSignature ToMessage(Signature signature) => new()
    {
        SignedBy = signature.By,
        Means = signature.Means switch
        {
            SignatureMeans.InPerson => Wire.SignatureMeans.InPerson,
            SignatureMeans.Online => Wire.SignatureMeans.Online,
            SignatureMeans.Phone => Wire.SignatureMeans.Phone,
        },
        SignedAt = signature.At.ToTimestamp(),
    };
}
