using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Performance;

/// <summary>One promise on one case, as the service that owns the case last said. Read here; <see cref="KeptPromises"/> writes many at once.</summary>
public sealed class KeptPromise
{
    public Guid CommitmentId { get; private set; }

    public string Service { get; private set; } = "";

    public string Landlord { get; private set; } = "";

    public Guid CaseId { get; private set; }

    /// <summary>Empty where the case's milestones name none.</summary>
    public string Estate { get; private set; } = "";

    public string StandardId { get; private set; } = "";

    public int StandardVersion { get; private set; }

    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>The first instant that is too late.</summary>
    public DateTimeOffset DueAt { get; private set; }

    public DateTimeOffset OriginalDueAt { get; private set; }

    /// <summary>open, met, missed, cancelled</summary>
    public string Outcome { get; private set; } = "";

    public DateTimeOffset? DoneAt { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>What was last said of it: opened, warned, met, …</summary>
    public string Change { get; private set; } = "";

    public bool MetByExtension { get; private set; }
}

internal sealed class KeptPromiseMapping : IEntityTypeConfiguration<KeptPromise>
{
    public void Configure(EntityTypeBuilder<KeptPromise> promise)
    {
        promise.ToTable("kept_promise");
        promise.HasKey(p => p.CommitmentId);
        promise.Property(p => p.CommitmentId).HasColumnName("commitment_id");
        promise.Property(p => p.Service).HasColumnName("service");
        promise.Property(p => p.Landlord).HasColumnName("landlord");
        promise.Property(p => p.CaseId).HasColumnName("case_id");
        promise.Property(p => p.Estate).HasColumnName("estate");
        promise.Property(p => p.StandardId).HasColumnName("standard_id");
        promise.Property(p => p.StandardVersion).HasColumnName("standard_version");
        promise.Property(p => p.StartedAt).HasColumnName("started_at");
        promise.Property(p => p.DueAt).HasColumnName("due_at");
        promise.Property(p => p.OriginalDueAt).HasColumnName("original_due_at");
        promise.Property(p => p.Outcome).HasColumnName("outcome");
        promise.Property(p => p.DoneAt).HasColumnName("done_at");
        promise.Property(p => p.Reason).HasColumnName("reason");
        promise.Property(p => p.Change).HasColumnName("change");
        promise.Property(p => p.MetByExtension).HasColumnName("met_by_extension");
    }
}
