using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Tenancy.Storage;

/// <summary>Tenancy's own database.</summary>
internal sealed class TenancyDb(DbContextOptions<TenancyDb> options) : DbContext(options)
{
    public DbSet<Household> Households => Set<Household>();
    public DbSet<HomeTenancy> Tenancies => Set<HomeTenancy>();
    public DbSet<LegalAction> LegalActions => Set<LegalAction>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new HouseholdMapping());
        modelBuilder.ApplyConfiguration(new HomeTenancyMapping());
        modelBuilder.ApplyConfiguration(new LegalActionMapping());
        modelBuilder.AddSharedTables();
    }
}
