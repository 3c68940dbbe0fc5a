using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Tenancy.Storage;

internal sealed class LegalActionMapping : IEntityTypeConfiguration<LegalAction>
{
    public void Configure(EntityTypeBuilder<LegalAction> action)
    {
        action.ToTable("legal_action");
        action.Property(a => a.Id).HasColumnName("id").ValueGeneratedNever();
        action.Property(a => a.TenancyId).HasColumnName("tenancy_id");
        action.Property(a => a.Landlord).HasColumnName("landlord");
        action.Property(a => a.Step).HasColumnName("step");
        action.Property(a => a.Number).HasColumnName("number");
        action.Property(a => a.Runs).HasColumnName("runs");
        action.Property(a => a.StartedAt).HasColumnName("started_at");
        action.Property(a => a.ChangedAt).HasColumnName("changed_at");
    }
}
