using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Complaints;

internal sealed class ReportMapping : IEntityTypeConfiguration<ComplaintsReport>
{
    public void Configure(EntityTypeBuilder<ComplaintsReport> report)
    {
        report.ToTable("complaints_report");
        report.Property(r => r.Id).ValueGeneratedNever();
        report.Property(r => r.Version).IsRowVersion();       // PostgreSQL's xmin: late writers lose
        report.Property(r => r.Contents).HasColumnType("jsonb");
        report.Ignore(r => r.Period);
        report.HasMany(r => r.Statements).WithOne().HasForeignKey(s => s.ReportId);
        report.Navigation(r => r.Statements).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class ReportCasesMapping : IEntityTypeConfiguration<ReportCases>
{
    public void Configure(EntityTypeBuilder<ReportCases> cases)
    {
        cases.ToTable("report_cases");
        cases.Property(c => c.Id).ValueGeneratedNever();
        cases.HasOne<ComplaintsReport>().WithMany().HasForeignKey(c => c.ReportId);
    }
}

internal sealed class StatementMapping : IEntityTypeConfiguration<ProvisionStatement>
{
    public void Configure(EntityTypeBuilder<ProvisionStatement> statement) => statement.ToTable("provision_statement").HasKey(s => new { s.ReportId, s.Number });
}
