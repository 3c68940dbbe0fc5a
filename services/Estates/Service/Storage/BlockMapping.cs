using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Housing.Estates.Storage;

internal sealed class BlockMapping : IEntityTypeConfiguration<Block>
{
    /// <summary>Somebody made this block at the same moment.</summary>
    public const string NameKey = "block_name_key";

    public void Configure(EntityTypeBuilder<Block> block)
    {
        block.ToTable("block");
        block.Property(b => b.Id).HasColumnName("id").ValueGeneratedNever();
        block.Property(b => b.Landlord).HasColumnName("landlord");
        block.Property(b => b.Estate).HasColumnName("estate");
        block.Property(b => b.Name).HasColumnName("name");
        block.HasIndex(b => new { b.Landlord, b.Estate, b.Name }).IsUnique().HasDatabaseName(NameKey);
    }
}
