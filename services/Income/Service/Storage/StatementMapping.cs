using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class IssuedStatementMapping : IEntityTypeConfiguration<IssuedStatement>
{
    public void Configure(EntityTypeBuilder<IssuedStatement> statement)
    {
        statement.ToTable("issued_statement");
        statement.Property(s => s.Id).HasColumnName("id").ValueGeneratedNever();
        statement.Property(s => s.AccountId).HasColumnName("account_id");
        statement.Property(s => s.Document).HasColumnName("document").HasConversion<string>();      // readable rows
        statement.Property(s => s.From).HasColumnName("from_day");
        statement.Property(s => s.Through).HasColumnName("through_day");
        statement.Property(s => s.Run).HasColumnName("run_day");
        statement.Property(s => s.OpeningPence).HasColumnName("opening_pence");
        statement.Property(s => s.ClosingPence).HasColumnName("closing_pence");
        statement.Property(s => s.Contents).HasColumnName("contents").HasColumnType("jsonb");
        statement.Property(s => s.Page).HasColumnName("page");
        statement.Property(s => s.Checksum).HasColumnName("checksum");
        statement.Property(s => s.IssuedAt).HasColumnName("issued_at");
        statement.Property(s => s.IssuedBy).HasColumnName("issued_by");
        statement.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
        statement.HasIndex(s => new { s.AccountId, s.Document, s.Run }).IsUnique().HasFilter("run_day is not null").HasDatabaseName("issued_statement_run_key");      // nothing is issued twice
    }
}

internal sealed class StatementRunMapping : IEntityTypeConfiguration<StatementRun>
{
    public void Configure(EntityTypeBuilder<StatementRun> run)
    {
        run.ToTable("statement_run");
        run.HasKey(r => new { r.Landlord, r.Document, r.Day });
        run.Property(r => r.Landlord).HasColumnName("landlord");
        run.Property(r => r.Document).HasColumnName("document").HasConversion<string>();
        run.Property(r => r.Day).HasColumnName("run_day");
        run.Property(r => r.FinishedAt).HasColumnName("finished_at");
    }
}
