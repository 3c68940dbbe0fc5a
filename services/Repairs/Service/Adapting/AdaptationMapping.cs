using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Repairs;

internal sealed class AdaptationMapping : IEntityTypeConfiguration<Adaptation>, IEntityTypeConfiguration<AdaptationStep>
{
    public void Configure(EntityTypeBuilder<Adaptation> adaptation)
    {
        adaptation.ToTable("adaptation");
        adaptation.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        adaptation.Property(a => a.Landlord).HasColumnName("landlord");
        adaptation.Property(a => a.HomeId).HasColumnName("home_id");
        adaptation.Property(a => a.HouseholdId).HasColumnName("household_id");
        adaptation.Property(a => a.Kind).HasColumnName("kind");
        adaptation.Property(a => a.Size).HasColumnName("size").HasConversion<string>();
        adaptation.Property(a => a.Clause).HasColumnName("clause");
        adaptation.Property(a => a.State).HasColumnName("state").HasConversion<string>();
        adaptation.Property(a => a.Description).HasColumnName("description");
        adaptation.Property(a => a.RequestedAt).HasColumnName("requested_at");
        adaptation.Property(a => a.Needs).HasColumnName("needs");
        adaptation.Property(a => a.Assessor).HasColumnName("assessor").HasConversion<string>();
        adaptation.Property(a => a.Agency).HasColumnName("agency");
        adaptation.Property(a => a.AgencyReference).HasColumnName("agency_reference");
        adaptation.Property(a => a.GrantAppliedPence).HasColumnName("grant_applied_pence");
        adaptation.Property(a => a.GrantApprovedPence).HasColumnName("grant_approved_pence");
        adaptation.Property(a => a.OrderReference).HasColumnName("order_reference");
        adaptation.Property(a => a.PaidBy).HasColumnName("paid_by");
        adaptation.Property(a => a.FittedAt).HasColumnName("fitted_at");
        adaptation.Property(a => a.Reason).HasColumnName("reason");
        adaptation.Property(a => a.Version).IsRowVersion();       // PostgreSQL's xmin: late writers lose
        adaptation.Ignore(a => a.Facts);
        adaptation.HasMany(a => a.Timeline).WithOne().HasForeignKey(t => t.AdaptationId);
        adaptation.Navigation(a => a.Timeline).UsePropertyAccessMode(PropertyAccessMode.Field);
    }

    public void Configure(EntityTypeBuilder<AdaptationStep> step)
    {
        step.ToTable("adaptation_step");
        step.HasKey(t => new { t.AdaptationId, t.Number });
        step.Property(t => t.AdaptationId).HasColumnName("adaptation_id");
        step.Property(t => t.Number).HasColumnName("number").ValueGeneratedNever();
        step.Property(t => t.Name).HasColumnName("name");
        step.Property(t => t.At).HasColumnName("at");
        step.Property(t => t.RecordedAt).HasColumnName("recorded_at");
        step.Property(t => t.ByRole).HasColumnName("by_role");
        step.Property(t => t.BySubject).HasColumnName("by_subject");
    }
}
