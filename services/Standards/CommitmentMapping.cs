using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Standards;

/// <summary>The table <c>commitment</c>, which every service with promises keeps in its own database. Its SQL is Migrations/commitment.sql.</summary>
public sealed class CommitmentMapping : IEntityTypeConfiguration<Commitment>
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
        commitment.Property(c => c.DueAt).HasColumnName("due_at");
        commitment.Property(c => c.OriginalDueAt).HasColumnName("original_due_at");
        commitment.Property(c => c.Outcome).HasColumnName("outcome").HasConversion<string>();      // readable rows
        commitment.Property(c => c.DoneAt).HasColumnName("done_at");
        commitment.Property(c => c.Reason).HasColumnName("reason");
        commitment.Property(c => c.Until).HasColumnName("until");
        commitment.Ignore(c => c.MetAt);
        commitment.Ignore(c => c.Lateness);
        commitment.HasIndex(c => c.CaseId);
    }
}
