using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Repairs;

/// <summary>Work that another service promised to a household, and that Repairs is to have done.</summary>
/// <param name="CauseId">The promise's id there: it is ordered once, however often it is heard.</param>
/// <param name="CaseId">The case there that it was promised in, a complaint.</param>
/// <param name="Reference">That case's, as the household knows it.</param>
/// <param name="Fault">A key of the landlord's list.</param>
/// <param name="Words">As the household reads it.</param>
/// <param name="DueOn">By when it was promised.</param>
/// <param name="AboutRepairId">The repair that the case is about; null when it is about none.</param>
/// <param name="PromisedAt">When the household was told.</param>
public sealed record PromisedWork(
    Guid CauseId, Guid CaseId, string Reference, string Landlord, Guid HomeId, Guid? HouseholdId, string Fault, string Words, DateOnly DueOn, Guid? AboutRepairId, DateTimeOffset PromisedAt)
{
    /// <summary>The Ombudsman ordered it, rather than the landlord promising it.</summary>
    public bool OrderedByOmbudsman { get; init; }
}

/// <summary>A promise as it is kept with the repair that does it. It never changes, but can be dropped.</summary>
public sealed class WorkPromise
{
    public Guid CauseId { get; private set; }
    public Guid RepairId { get; private set; }
    public Guid CaseId { get; private set; }
    public string Reference { get; private set; } = "";
    public string Words { get; private set; } = "";
    public DateOnly DueOn { get; private set; }
    public Guid? AboutRepairId { get; private set; }
    public DateTimeOffset PromisedAt { get; private set; }

    /// <summary>Why it is not wanted any more, and since when; null while it is.</summary>
    public string? DroppedReason { get; private set; }
    public DateTimeOffset? DroppedAt { get; private set; }

    private WorkPromise() { }

    internal void Drop(RepairMilestone.PromiseDropped dropped) => (DroppedReason, DroppedAt) = (dropped.Reason, dropped.At);

    internal WorkPromise(Guid repairId, PromisedWork work) =>
        (CauseId, RepairId, CaseId, Reference, Words, DueOn, AboutRepairId, PromisedAt) =
        (work.CauseId, repairId, work.CaseId, work.Reference, work.Words, work.DueOn, work.AboutRepairId, work.PromisedAt);
}

public sealed partial class Repair
{
    private readonly List<WorkPromise> _promised = [];

    /// <summary>The first day by which it was promised to somebody; null when it was not.</summary>
    public DateOnly? PromisedBy { get; private set; }

    /// <summary>What was promised that this repair does.</summary>
    public IReadOnlyList<WorkPromise> Promised => _promised;

    /// <summary>The ids of those promises as events tell them; null when there are none.</summary>
    public IReadOnlyList<Guid>? Causes => _promised.Count == 0 ? null : [.. _promised.Select(p => p.CauseId)];

    /// <summary>It is there because it was promised: nobody had reported it.</summary>
    public bool OpenedForPromise => _timeline.MinBy(t => t.Number) is { } first && (first.ByRole, first.BySubject) == (Recorder.Complaints.Role, Recorder.Complaints.Subject);

    /// <summary>Whether a clock that runs to this instant is that of a dropped promise, and of no other.</summary>
    public bool IsOfDropped(Guid causeId, DateTimeOffset due) =>
        Standards.London.EndOf(_promised.Find(p => p.CauseId == causeId)!.DueOn) == due && !_promised.Exists(p => p.DroppedAt is null && Standards.London.EndOf(p.DueOn) == due);

    private void Take(RepairMilestone.PromiseDropped dropped)
    {
        _promised.Find(p => p.CauseId == dropped.CauseId)!.Drop(dropped);
        PromisedBy = _promised.Where(p => p.DroppedAt is null).Min(p => (DateOnly?)p.DueOn) ?? PromisedBy;      // that there was one says that its rows are to be read
    }

    private void Take(RepairMilestone.Promised promised)
    {
        _promised.Add(new WorkPromise(Id, promised.Work));
        PromisedBy = PromisedBy < promised.Work.DueOn ? PromisedBy : promised.Work.DueOn;
    }
}

/// <summary>A promise that was dropped before it was heard: it is not ordered any more.</summary>
public sealed record DroppedPromise(Guid CauseId, string Reason, DateTimeOffset DroppedAt);

internal sealed class DroppedPromiseMapping : IEntityTypeConfiguration<DroppedPromise>
{
    public void Configure(EntityTypeBuilder<DroppedPromise> promise)
    {
        promise.ToTable("dropped_promise");
        promise.HasKey(p => p.CauseId);
        promise.Property(p => p.CauseId).HasColumnName("cause_id").ValueGeneratedNever();
        promise.Property(p => p.Reason).HasColumnName("reason");
        promise.Property(p => p.DroppedAt).HasColumnName("dropped_at");
    }
}

internal sealed class WorkPromiseMapping : IEntityTypeConfiguration<WorkPromise>, IEntityTypeConfiguration<Repair>
{
    public void Configure(EntityTypeBuilder<Repair> repair)
    {
        repair.Property(r => r.PromisedBy).HasColumnName("promised_by");
        repair.Ignore(r => r.Causes).Ignore(r => r.OpenedForPromise);
        repair.HasMany(r => r.Promised).WithOne().HasForeignKey(p => p.RepairId);
        repair.Navigation(r => r.Promised).HasField("_promised").UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<WorkPromise> promise)
    {
        promise.ToTable("promised_work");
        promise.HasKey(p => p.CauseId);
        promise.Property(p => p.CauseId).HasColumnName("cause_id").ValueGeneratedNever();
        promise.Property(p => p.RepairId).HasColumnName("repair_id");
        promise.Property(p => p.CaseId).HasColumnName("case_id");
        promise.Property(p => p.Reference).HasColumnName("reference");
        promise.Property(p => p.Words).HasColumnName("words");
        promise.Property(p => p.DueOn).HasColumnName("due_on");
        promise.Property(p => p.AboutRepairId).HasColumnName("about_repair_id");
        promise.Property(p => p.PromisedAt).HasColumnName("promised_at");
        promise.Property(p => p.DroppedReason).HasColumnName("dropped_reason");
        promise.Property(p => p.DroppedAt).HasColumnName("dropped_at");
    }
}
