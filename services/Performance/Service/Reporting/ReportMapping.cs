using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Performance;

internal sealed class ReportMapping : IEntityTypeConfiguration<PerformanceReport>
{
    public void Configure(EntityTypeBuilder<PerformanceReport> report)
    {
        report.ToTable("performance_report");
        report.Property(r => r.Id).HasColumnName("id").ValueGeneratedNever();
        report.Property(r => r.Landlord).HasColumnName("landlord");
        report.Property(r => r.Kind).HasColumnName("kind").HasConversion<string>();
        report.Property(r => r.FromDay).HasColumnName("from_day");
        report.Property(r => r.ThroughDay).HasColumnName("through_day");
        report.Property(r => r.Corrects).HasColumnName("corrects");
        report.Property(r => r.Correction).HasColumnName("correction");
        report.Property(r => r.Contents).HasColumnName("contents").HasColumnType("jsonb");
        report.Property(r => r.Page).HasColumnName("page");
        report.Property(r => r.Csv).HasColumnName("csv");
        report.Property(r => r.Checksum).HasColumnName("checksum");
        report.Property(r => r.CsvChecksum).HasColumnName("csv_checksum");
        report.Property(r => r.MadeAt).HasColumnName("made_at");
        report.Property(r => r.MadeBy).HasColumnName("made_by");
        report.Property(r => r.PublishedAt).HasColumnName("published_at");
        report.Property(r => r.PublishedBy).HasColumnName("published_by");
        report.Property(r => r.Version).IsRowVersion();       // PostgreSQL's xmin: late writers lose
        report.HasMany(r => r.Cases).WithOne().HasForeignKey(c => c.ReportId);
        report.Navigation(r => r.Cases).UsePropertyAccessMode(PropertyAccessMode.Field);
    }
}

internal sealed class ReportCasesMapping : IEntityTypeConfiguration<ReportCases>
{
    public void Configure(EntityTypeBuilder<ReportCases> cases)
    {
        cases.ToTable("performance_report_cases").HasKey(c => new { c.ReportId, c.StandardId });
        cases.Property(c => c.ReportId).HasColumnName("report_id");
        cases.Property(c => c.StandardId).HasColumnName("standard_id");
        cases.Property(c => c.Ids).HasColumnName("ids");
        cases.Property(c => c.Parts).HasColumnName("parts");
    }
}
