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
        household.ComplexProperty(h => h.Preferences, preferences =>
        {
            preferences.Property(p => p.Format).HasColumnName("format").HasConversion<string>();
            preferences.Property(p => p.Language).HasColumnName("language");
            preferences.Property(p => p.Interpreter).HasColumnName("interpreter");
            preferences.Property(p => p.ContactBy).HasColumnName("contact_by").HasConversion<string>();
        });
        household.Property(h => h.PreferencesAt).HasColumnName("preferences_at");
        household.Property(h => h.PreferencesBy).HasColumnName("preferences_by");
        household.Property(h => h.Version).IsRowVersion();                                                          // Postgres xmin: late writers lose
    }
}
