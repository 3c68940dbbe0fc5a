using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class LedgerProofMapping : IEntityTypeConfiguration<LedgerProof>
{
    public void Configure(EntityTypeBuilder<LedgerProof> proof)
    {
        proof.ToTable("ledger_proof");
        proof.HasKey(p => p.Day);
        proof.Property(p => p.Day).HasColumnName("day").ValueGeneratedNever();
        proof.Property(p => p.StartedAt).HasColumnName("started_at");
        proof.Property(p => p.FinishedAt).HasColumnName("finished_at");
        proof.Property(p => p.AfterId).HasColumnName("after_id");
        proof.Property(p => p.Accounts).HasColumnName("accounts");
        proof.Property(p => p.Differences).HasColumnName("differences");
    }
}

internal sealed class LedgerDifferenceMapping : IEntityTypeConfiguration<LedgerDifference>
{
    public void Configure(EntityTypeBuilder<LedgerDifference> difference)
    {
        difference.ToTable("ledger_difference");
        difference.Property(d => d.Id).HasColumnName("id").ValueGeneratedNever();
        difference.Property(d => d.Day).HasColumnName("day");
        difference.Property(d => d.AccountId).HasColumnName("account_id");
        difference.Property(d => d.Landlord).HasColumnName("landlord");
        difference.Property(d => d.What).HasColumnName("what");
        difference.Property(d => d.RecordedPence).HasColumnName("recorded_pence");
        difference.Property(d => d.RecomputedPence).HasColumnName("recomputed_pence");
        difference.Property(d => d.FoundAt).HasColumnName("found_at");
    }
}
