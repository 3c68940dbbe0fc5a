using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Tenancy.Storage;

internal sealed class HomeTenancyMapping : IEntityTypeConfiguration<HomeTenancy>
{
    /// <summary>Somebody holds the home already: of two that start at once, the second to commit loses.</summary>
    public const string CurrentHomeKey = "tenancy_current_home_key";

    public void Configure(EntityTypeBuilder<HomeTenancy> tenancy)
    {
        tenancy.ToTable("tenancy");
        tenancy.Property(t => t.Id).HasColumnName("id").ValueGeneratedNever();
        tenancy.Property(t => t.HomeId).HasColumnName("home_id");
        tenancy.Property(t => t.Landlord).HasColumnName("landlord");
        tenancy.Property(t => t.Tenure).HasColumnName("tenure").HasConversion<string>();   // readable rows
        tenancy.Property(t => t.StartedOn).HasColumnName("started_on");
        tenancy.Property(t => t.EndedOn).HasColumnName("ended_on");
        tenancy.Property(t => t.EndReason).HasColumnName("end_reason").HasConversion<string>();
        tenancy.Property(t => t.EndRecordedAt).HasColumnName("end_recorded_at");
        tenancy.Property(t => t.EndRecordedBy).HasColumnName("end_recorded_by");
        tenancy.Property(t => t.Version).IsRowVersion();                                   // Postgres xmin: late writers lose
        tenancy.Property(t => t.RecordedAt).HasColumnName("recorded_at");
        tenancy.Property(t => t.RecordedBy).HasColumnName("recorded_by");
        tenancy.HasOne(t => t.Household).WithMany().HasForeignKey("household_id").IsRequired();
        tenancy.HasIndex(t => t.HomeId).IsUnique().HasFilter("ended_on is null").HasDatabaseName(CurrentHomeKey);
    }
}
