using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>What Income is told of a recharge.</summary>
internal static class RechargeEvents
{
    public static object? Of(Repair repair, RepairMilestone.RechargeStep step)
    {
        var recharge = repair.Recharges.Single(r => r.Id == step.RechargeId);
        return step switch
        {
            RepairMilestone.RechargeAgreed agreed => new Wire.RechargeAgreed
            {
                RechargeId = recharge.Id,
                RepairId = repair.Id,
                Landlord = repair.Landlord,
                HomeId = repair.HomeId ?? Guid.Empty,
                HouseholdId = recharge.HouseholdId,
                AmountPence = recharge.TotalPence,
                Clause = recharge.Clause,
                AgreedAt = agreed.At,
            },
            RepairMilestone.RechargeWithdrawn { WasCharged: true } withdrawn => new Wire.RechargeWithdrawn
            {
                RechargeId = recharge.Id,
                RepairId = repair.Id,
                Landlord = repair.Landlord,
                HouseholdId = recharge.HouseholdId,
                AmountPence = recharge.TotalPence,
                WithdrawnAt = withdrawn.At,
            },
            _ => null,
        };
    }
}
