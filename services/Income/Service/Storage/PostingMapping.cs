using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class PostingMapping : IEntityTypeConfiguration<Posting>
{
    public void Configure(EntityTypeBuilder<Posting> posting)
    {
        posting.ToTable("posting");
        posting.Property(p => p.Id).HasColumnName("id").ValueGeneratedNever();
        posting.Property(p => p.AccountId).HasColumnName("account_id");
        posting.Property(p => p.Number).HasColumnName("number");
        posting.Property(p => p.AmountPence).HasColumnName("amount_pence");
        posting.Property(p => p.BalancePence).HasColumnName("balance_pence");
        posting.Property(p => p.Kind).HasColumnName("kind").HasConversion<string>();      // readable rows
        posting.Property(p => p.Narrative).HasColumnName("narrative");
        posting.Property(p => p.Cause).HasColumnName("cause");
        posting.Property(p => p.PostedAt).HasColumnName("posted_at");
        posting.Property(p => p.PostedBy).HasColumnName("posted_by");
        posting.HasIndex(p => new { p.AccountId, p.Number }).IsUnique().HasDatabaseName("posting_number_key");
        posting.HasIndex(p => new { p.Kind, p.Cause }).IsUnique().HasDatabaseName("posting_cause_key");      // nothing is paid twice
    }
}
