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
        posting.Property(p => p.Evidence).HasColumnName("evidence");
        posting.Property(p => p.Reverses).HasColumnName("reverses");
        posting.Property(p => p.LineCount).HasColumnName("lines");
        posting.HasOne<Posting>().WithMany().HasForeignKey(p => p.Reverses);      // written after what it puts right, also in one go
        posting.HasMany(p => p.Lines).WithOne().HasForeignKey(l => l.PostingId);
        posting.Navigation(p => p.Lines).UsePropertyAccessMode(PropertyAccessMode.Field);
        posting.HasIndex(p => new { p.AccountId, p.Number }).IsUnique().HasDatabaseName("posting_number_key");
        posting.HasIndex(p => new { p.Kind, p.Cause }).IsUnique().HasDatabaseName("posting_cause_key");      // nothing is paid twice
    }
}

internal sealed class LedgerLineMapping : IEntityTypeConfiguration<LedgerLine>
{
    public void Configure(EntityTypeBuilder<LedgerLine> line)
    {
        line.ToTable("ledger_line");
        line.HasKey(l => new { l.PostingId, l.Number });
        line.Property(l => l.PostingId).HasColumnName("posting_id");
        line.Property(l => l.Number).HasColumnName("number").ValueGeneratedNever();
        line.Property(l => l.SubAccount).HasColumnName("sub_account").HasConversion<string>();
        line.Property(l => l.Nominal).HasColumnName("nominal").HasConversion<string>();
        line.Property(l => l.AmountPence).HasColumnName("amount_pence");
        line.Ignore(l => l.Entry);
    }
}

/// <summary>Read only: the database moves it with the lines.</summary>
internal sealed class SubAccountMapping : IEntityTypeConfiguration<SubAccountBalance>
{
    public void Configure(EntityTypeBuilder<SubAccountBalance> part)
    {
        part.ToTable("sub_account");
        part.HasKey(p => new { p.AccountId, p.Kind });
        part.Property(p => p.AccountId).HasColumnName("account_id");
        part.Property(p => p.Kind).HasColumnName("kind").HasConversion<string>();
        part.Property(p => p.BalancePence).HasColumnName("balance_pence");
    }
}
