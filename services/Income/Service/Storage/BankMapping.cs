using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class BankStatementMapping : IEntityTypeConfiguration<BankStatement>
{
    public void Configure(EntityTypeBuilder<BankStatement> statement)
    {
        statement.ToTable("bank_statement");
        statement.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        statement.Property(s => s.Landlord).HasColumnName("landlord");
        statement.Property(s => s.BankAccount).HasColumnName("bank_account");
        statement.Property(s => s.BankId).HasColumnName("bank_id");
        statement.Property(s => s.Digest).HasColumnName("digest");
        statement.Property(s => s.From).HasColumnName("from_day");
        statement.Property(s => s.To).HasColumnName("to_day");
        statement.Property(s => s.OpeningPence).HasColumnName("opening_pence");
        statement.Property(s => s.ClosingPence).HasColumnName("closing_pence");
        statement.Property(s => s.Matched).HasColumnName("matched");
        statement.Property(s => s.MatchedPence).HasColumnName("matched_pence");
        statement.Property(s => s.Suspense).HasColumnName("suspense");
        statement.Property(s => s.SuspensePence).HasColumnName("suspense_pence");
        statement.Property(s => s.Refused).HasColumnName("refused");
        statement.Property(s => s.RefusedPence).HasColumnName("refused_pence");
        statement.Property(s => s.Known).HasColumnName("known");
        statement.Property(s => s.KnownPence).HasColumnName("known_pence");
        statement.Property(s => s.ImportedAt).HasColumnName("imported_at");
        statement.Property(s => s.ImportedBy).HasColumnName("imported_by");
    }
}

internal sealed class BankEntryMapping : IEntityTypeConfiguration<BankEntry>
{
    public void Configure(EntityTypeBuilder<BankEntry> entry)
    {
        entry.ToTable("bank_entry");
        entry.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
        entry.Property(e => e.StatementId).HasColumnName("bank_statement_id");
        entry.Property(e => e.Landlord).HasColumnName("landlord");
        entry.Property(e => e.BankAccount).HasColumnName("bank_account");
        entry.Property(e => e.Number).HasColumnName("number");
        entry.Property(e => e.Reference).HasColumnName("reference");
        entry.Property(e => e.References).HasColumnName("references_given");
        entry.Property(e => e.AmountPence).HasColumnName("amount_pence");
        entry.Property(e => e.BookedOn).HasColumnName("booked_on");
        entry.Property(e => e.Source).HasColumnName("source").HasConversion<string>();      // readable rows
        entry.Property(e => e.PayerName).HasColumnName("payer_name");
        entry.Property(e => e.PayerAccount).HasColumnName("payer_account");
        entry.Property(e => e.Remittance).HasColumnName("remittance");
        entry.Property(e => e.Outcome).HasColumnName("outcome").HasConversion<string>();
        entry.Property(e => e.Why).HasColumnName("why");
        entry.Property(e => e.AccountId).HasColumnName("account_id");
        entry.Property(e => e.PostingId).HasColumnName("posting_id");
        entry.HasOne<BankStatement>().WithMany().HasForeignKey(e => e.StatementId);
        entry.HasOne<Posting>().WithMany().HasForeignKey(e => e.PostingId);      // written after its posting
        entry.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId);
        entry.HasIndex(e => new { e.Landlord, e.BankAccount, e.Reference }).IsUnique().HasDatabaseName("bank_entry_key");
    }
}
