using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Standards;

public static class PromiseTables
{
    /// <summary>The tables <c>commitment</c>, <c>commitment_change</c> and <c>case_milestone</c>, which every service with promises keeps in its own database.</summary>
    public static ModelBuilder AddPromises(this ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        modelBuilder.ApplyConfiguration(new CommitmentMapping());
        modelBuilder.ApplyConfiguration(new CommitmentChangeMapping());
        modelBuilder.ApplyConfiguration(new CaseMilestoneMapping());
        return modelBuilder;
    }
}

/// <summary>Its SQL is Migrations/commitment.sql, clocks.sql and case_landlord.sql.</summary>
internal sealed class CommitmentMapping : IEntityTypeConfiguration<Commitment>
{
    public void Configure(EntityTypeBuilder<Commitment> commitment)
    {
        commitment.ToTable("commitment");
        commitment.HasKey(c => c.Id);
        commitment.Property(c => c.Id).HasColumnName("id").ValueGeneratedNever();
        commitment.Property(c => c.CaseId).HasColumnName("case_id");
        commitment.Property(c => c.Landlord).HasColumnName("landlord");
        commitment.Property(c => c.StandardId).HasColumnName("standard_id");
        commitment.Property(c => c.StandardVersion).HasColumnName("standard_version");
        commitment.Property(c => c.Summary).HasColumnName("summary");
        commitment.Property(c => c.Source).HasColumnName("source");
        commitment.Property(c => c.StartedBy).HasColumnName("started_by");
        commitment.Property(c => c.StartedAt).HasColumnName("started_at");
        commitment.Property(c => c.Occurrence).HasColumnName("occurrence");
        commitment.Property(c => c.DueAt).HasColumnName("due_at");
        commitment.Property(c => c.OriginalDueAt).HasColumnName("original_due_at");
        commitment.Property(c => c.WarnAt).HasColumnName("warn_at");
        commitment.Property(c => c.Outcome).HasColumnName("outcome").HasConversion<string>();      // readable rows
        commitment.Property(c => c.DoneAt).HasColumnName("done_at");
        commitment.Property(c => c.Reason).HasColumnName("reason");
        commitment.Property(c => c.Withdrawn).HasColumnName("withdrawn");
        commitment.Property(c => c.Until).HasColumnName("until");
        commitment.Property(c => c.Ends).HasColumnName("ends");
        commitment.Property(c => c.RowVersion).IsRowVersion();
        commitment.Ignore(c => c.IsOwed);
        commitment.Ignore(c => c.MetAt);
        commitment.Ignore(c => c.Lateness);
        commitment.Ignore(c => c.OriginalLateness);
        commitment.HasIndex(c => c.CaseId);
    }
}

internal sealed class CommitmentChangeMapping : IEntityTypeConfiguration<CommitmentChange>
{
    public void Configure(EntityTypeBuilder<CommitmentChange> change)
    {
        change.ToTable("commitment_change");
        change.HasKey(c => c.Number);
        change.Property(c => c.Number).HasColumnName("number").ValueGeneratedOnAdd();
        change.Property(c => c.CommitmentId).HasColumnName("commitment_id");
        change.Property(c => c.CaseId).HasColumnName("case_id");
        change.Property(c => c.What).HasColumnName("what").HasConversion<string>();
        change.Property(c => c.RecordedAt).HasColumnName("recorded_at");
        change.Property(c => c.By).HasColumnName("by");
        change.Property(c => c.Reason).HasColumnName("reason");
        change.Property(c => c.Outcome).HasColumnName("outcome").HasConversion<string>();
        change.Property(c => c.DueAt).HasColumnName("due_at");
        change.Property(c => c.DoneAt).HasColumnName("done_at");
        change.Ignore(c => c.Commitment);
    }
}

internal sealed class CaseMilestoneMapping : IEntityTypeConfiguration<CaseMilestone>
{
    public void Configure(EntityTypeBuilder<CaseMilestone> milestone)
    {
        milestone.ToTable("case_milestone");
        milestone.HasKey(m => new { m.CaseId, m.Name, m.At });
        milestone.Property(m => m.Landlord).HasColumnName("landlord");
        milestone.Property(m => m.CaseId).HasColumnName("case_id");
        milestone.Property(m => m.Name).HasColumnName("name");
        milestone.Property(m => m.At).HasColumnName("at");
        milestone.Property(m => m.FactsJson).HasColumnName("facts").HasColumnType("jsonb");
        milestone.Property(m => m.RecordedAt).HasColumnName("recorded_at");
        milestone.Ignore(m => m.Milestone);
    }
}
