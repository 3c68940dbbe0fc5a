namespace Housing.Repairs;

public sealed partial class Repair
{
    private readonly List<Recharge> _recharges = [];

    /// <summary>How the latest recharge stands; null when none was estimated.</summary>
    public RechargeState? RechargeState { get; private set; }

    /// <summary>When the landlord took on what was the resident's to mend.</summary>
    public DateTimeOffset? TakenOnAt { get; private set; }

    /// <summary>What was the landlord's part until it took it on: the report's promises go by it.</summary>
    public LandlordPart? PartAtReport { get; private set; }

    /// <summary>In the order they were estimated.</summary>
    public IReadOnlyList<Recharge> Recharges => _recharges;

    public Recharge? Recharge => _recharges.MaxBy(r => r.Number);

    private void Take(RepairMilestone.RechargeStep step)
    {
        if (step is RepairMilestone.RechargeEstimated estimated)
        {
            if (Recharge is { State: Housing.Repairs.RechargeState.Estimated } unsigned)
                unsigned.Replace();
            _recharges.Add(Housing.Repairs.Recharge.Open(this, _recharges.Count + 1, estimated));
        }
        else
        {
            _recharges.Single(r => r.Id == step.RechargeId).Apply(step);
        }

        RechargeState = Recharge!.State;
    }

    private void Take(RepairMilestone.TakenOn taken)
    {
        (PartAtReport, LandlordPart, ResponsibleSentence) = (LandlordPart, Housing.Repairs.LandlordPart.Mends, taken.Sentence);
        TakenOnAt = taken.At;
    }
}
