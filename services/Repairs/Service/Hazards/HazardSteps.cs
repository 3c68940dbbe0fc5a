using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Repairs;

/// <summary>One step about a hazard, as it is kept. Never changed.</summary>
public sealed class KeptHazardStep
{
    public Guid RepairId { get; private set; }
    public int Number { get; private set; }
    public HazardStepKind Step { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Text { get; private set; } = "";
    public Investigation? Investigation { get; private set; }
    public string? Kind { get; private set; }
    public HazardLevel? Level { get; private set; }

    private KeptHazardStep() { }

    internal KeptHazardStep(Guid repairId, int number, RepairMilestone.HazardStep step) =>
        (RepairId, Number, Step, At, Text, Investigation, Kind, Level) =
        (repairId, number, step.Step, step.At, step.Text, step.Investigation, step.Hazard?.Kind, step.Hazard?.Level);

    /// <summary>As it was said.</summary>
    public RepairMilestone.HazardStep Milestone => new(Step, Level is { } level ? new Hazard(Kind!, level) : null, Text, Investigation, At);
}

public sealed partial class Repair
{
    private readonly List<KeptHazardStep> _hazardSteps = [];

    public string? HazardKind { get; private set; }

    /// <summary>As it was noticed.</summary>
    public HazardLevel? HazardLevel { get; private set; }

    public DateTimeOffset? HazardNoticedAt { get; private set; }

    public IReadOnlyList<KeptHazardStep> HazardSteps => _hazardSteps;

    /// <summary>When work began that is still to be finished: the law gives it no days, so that it stands here until it is (ENG-HAZ-10).</summary>
    public DateTimeOffset? HazardWorkUnfinishedSince => _hazardSteps.Exists(s => s.Step == HazardStepKind.WorkFinished)
        ? null
        : _hazardSteps.Find(s => s.Step == HazardStepKind.WorkBegun)?.At;

    public Hazard? Hazard => HazardLevel is { } level ? new(HazardKind!, level) : null;

    private void Take(RepairMilestone.HazardStep step)
    {
        if (step is { Step: HazardStepKind.Noticed, Hazard: { } hazard })
            (HazardKind, HazardLevel, HazardNoticedAt) = (hazard.Kind, hazard.Level, step.At);
        _hazardSteps.Add(new KeptHazardStep(Id, _hazardSteps.Count + 1, step));
    }
}

internal sealed class HazardMapping : IEntityTypeConfiguration<KeptHazardStep>, IEntityTypeConfiguration<Repair>
{
    public void Configure(EntityTypeBuilder<Repair> repair)
    {
        repair.Property(r => r.HazardKind).HasColumnName("hazard_kind");
        repair.Property(r => r.HazardLevel).HasColumnName("hazard_level").HasConversion<string>();
        repair.Property(r => r.HazardNoticedAt).HasColumnName("hazard_noticed_at");
        repair.Ignore(r => r.Hazard).Ignore(r => r.HazardWorkUnfinishedSince);
        repair.HasMany(r => r.HazardSteps).WithOne().HasForeignKey(s => s.RepairId);
        repair.Navigation(r => r.HazardSteps).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<KeptHazardStep> step)
    {
        step.ToTable("hazard_step");
        step.HasKey(s => new { s.RepairId, s.Number });
        step.Property(s => s.RepairId).HasColumnName("repair_id");
        step.Property(s => s.Number).HasColumnName("number").ValueGeneratedNever();
        step.Property(s => s.Step).HasColumnName("step").HasConversion<string>();
        step.Property(s => s.At).HasColumnName("at");
        step.Property(s => s.Text).HasColumnName("text");
        step.Property(s => s.Investigation).HasColumnName("investigation").HasConversion<string>();
        step.Property(s => s.Kind).HasColumnName("kind");
        step.Property(s => s.Level).HasColumnName("level").HasConversion<string>();
        step.Ignore(s => s.Milestone);
    }
}
