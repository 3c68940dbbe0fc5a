using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Income.Storage;

internal sealed class UnclaimedCompensationMapping : IEntityTypeConfiguration<UnclaimedCompensation>
{
    public void Configure(EntityTypeBuilder<UnclaimedCompensation> unclaimed)
    {
        unclaimed.ToTable("unclaimed_compensation");
        unclaimed.HasKey(u => u.Cause);
        unclaimed.Property(u => u.Cause).HasColumnName("cause").ValueGeneratedNever();
        unclaimed.Property(u => u.Landlord).HasColumnName("landlord");
        unclaimed.Property(u => u.HomeId).HasColumnName("home_id");
        unclaimed.Property(u => u.AmountPence).HasColumnName("amount_pence");
        unclaimed.Property(u => u.Reason).HasColumnName("reason");
        unclaimed.Property(u => u.RecordedAt).HasColumnName("recorded_at");
    }
}
