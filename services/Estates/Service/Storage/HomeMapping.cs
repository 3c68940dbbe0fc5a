using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Estates.Storage;

internal sealed class HomeMapping : IEntityTypeConfiguration<Home>
{
    /// <summary>The landlord has this reference already.</summary>
    public const string ReferenceKey = "home_reference_key";

    public void Configure(EntityTypeBuilder<Home> home)
    {
        home.ToTable("home");
        home.Property(h => h.Id).HasColumnName("id").ValueGeneratedNever();
        home.Property(h => h.Landlord).HasColumnName("landlord");
        home.Property(h => h.Reference).HasColumnName("reference").UseCollation("C");
        home.Property(h => h.AddressLines).HasColumnName("address_lines");
        home.Property(h => h.Postcode).HasColumnName("postcode");
        home.Property(h => h.HasGas).HasColumnName("has_gas");
        home.Property(h => h.HandedOver).HasColumnName("handed_over");
        home.Property(h => h.RegisteredAt).HasColumnName("registered_at");
        home.Property(h => h.RegisteredBy).HasColumnName("registered_by");
        home.HasOne(h => h.Block).WithMany().HasForeignKey("block_id");
        home.HasIndex(h => new { h.Landlord, h.Reference }).IsUnique().HasDatabaseName(ReferenceKey);
    }
}
