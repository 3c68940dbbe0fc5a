using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Tenancy.Storage;

internal sealed class HouseholdMapping : IEntityTypeConfiguration<Household>
{
    public void Configure(EntityTypeBuilder<Household> household)
    {
        household.ToTable("household");
        household.Property(h => h.Id).HasColumnName("id").ValueGeneratedNever();
        household.Property(h => h.Landlord).HasColumnName("landlord");
        household.Property(h => h.LeadName).HasColumnName("lead_name");
        household.PrimitiveCollection(h => h.Needs).HasColumnName("needs").ElementType().HasConversion<string>();   // readable rows
        household.Property(h => h.Version).IsRowVersion();                                                          // Postgres xmin: late writers lose
    }
}
