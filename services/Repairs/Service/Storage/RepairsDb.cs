using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

public sealed class RepairsDb(DbContextOptions<RepairsDb> options) : DbContext(options)
{
    public DbSet<Repair> Repairs => Set<Repair>();
    public DbSet<AwaitedFacts> AwaitedFacts => Set<AwaitedFacts>();
    public DbSet<Recharge> Recharges => Set<Recharge>();
    public DbSet<Adaptation> Adaptations => Set<Adaptation>();
    public DbSet<Defect> Defects => Set<Defect>();
    public DbSet<Commitment> Commitments => Set<Commitment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(RepairsDb).Assembly);
        modelBuilder.AddPromises();
        modelBuilder.AddSharedTables();
    }
}
