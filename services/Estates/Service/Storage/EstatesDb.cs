using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Estates.Storage;

/// <summary>Estates' own database.</summary>
internal sealed class EstatesDb(DbContextOptions<EstatesDb> options) : DbContext(options)
{
    public DbSet<Home> Homes => Set<Home>();
    public DbSet<Block> Blocks => Set<Block>();
    public DbSet<PlannedWorks> PlannedWorks => Set<PlannedWorks>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new HomeMapping());
        modelBuilder.ApplyConfiguration(new BlockMapping());
        var works = new PlannedWorksMapping();
        modelBuilder.ApplyConfiguration<PlannedWorks>(works).ApplyConfiguration<WorksStep>(works);
        modelBuilder.AddSharedTables();
    }
}
