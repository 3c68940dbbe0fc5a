namespace Housing.Repairs;

public enum DefectState
{
    /// <summary>The developer has yet to get in touch.</summary>
    Sent,
    Appointed,

    /// <summary>To be checked with whoever lives there.</summary>
    Fixed,
    Checked,
}

/// <summary>A fault that the developer has to put right, one for each repair. Its state changes only in <see cref="Apply"/>, by a milestone on the repair's timeline.</summary>
public sealed class Defect
{
    public Guid RepairId { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid HomeId { get; private set; }
    public DefectState State { get; private set; }
    public string Developer { get; private set; } = "";

    /// <summary>The developer's own; empty when it gave none.</summary>
    public string Reference { get; private set; } = "";

    public DateTimeOffset SentAt { get; private set; }

    /// <summary>The London day agreed for the job (OHO-LSE-11).</summary>
    public DateOnly AgreedFor { get; private set; }

    /// <summary>The London day by which the developer gets in touch (OHO-LSE-12).</summary>
    public DateOnly ContactBy { get; private set; }

    public DateTimeOffset? AppointmentAt { get; private set; }
    public DateTimeOffset? LastChasedAt { get; private set; }
    public DateTimeOffset? FixedAt { get; private set; }

    /// <summary>What whoever lives there said of the work, last.</summary>
    public string? Note { get; private set; }

    /// <summary>1 at first, one more each time that it went back.</summary>
    public int Round { get; private set; }

    private Defect() { }

    internal static Defect Open(Repair repair, RepairMilestone.DefectSent sent) => new()
    {
        RepairId = repair.Id,
        Landlord = repair.Landlord,
        HomeId = repair.HomeId ?? Guid.Empty,
        State = DefectState.Sent,
        Developer = sent.Developer,
        Reference = sent.Reference,
        SentAt = sent.At,
        Round = 1,
    };

    internal void Apply(RepairMilestone.DefectStep step)
    {
        switch (step)
        {
            case RepairMilestone.DefectPeriodAgreed agreed:
                (AgreedFor, ContactBy) = (agreed.AgreedFor, agreed.ContactBy);
                break;
            case RepairMilestone.DefectAppointed appointed:
                (State, AppointmentAt) = (DefectState.Appointed, appointed.AppointmentAt);
                break;
            case RepairMilestone.DefectChased chased:
                LastChasedAt = chased.At;
                break;
            case RepairMilestone.DefectFixed fixedStep:
                (State, FixedAt) = (DefectState.Fixed, fixedStep.At);
                break;
            case RepairMilestone.DefectChecked { Satisfied: true } good:
                (State, Note) = (DefectState.Checked, good.Note);
                break;
            case RepairMilestone.DefectChecked bad:
                (State, Note, SentAt, AppointmentAt, LastChasedAt, FixedAt) = (DefectState.Sent, bad.Note, bad.At, null, null, null);
                Round++;
                break;
            default:
                throw new InvalidOperationException($"A defect cannot take in {step.GetType().Name}.");
        }
    }
}

public sealed partial class Repair
{
    /// <summary>How it stands with the developer; null when nothing was sent there.</summary>
    public DefectState? DefectState { get; private set; }

    public Defect? Defect { get; private set; }

    private void Take(RepairMilestone.DefectStep step)
    {
        if (step is RepairMilestone.DefectSent sent)
            Defect = Housing.Repairs.Defect.Open(this, sent);
        else
            Defect!.Apply(step);
        DefectState = Defect.State;
    }
}
