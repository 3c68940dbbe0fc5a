using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

public sealed class PerformanceDb(DbContextOptions<PerformanceDb> options) : DbContext(options)
{
    public DbSet<KeptPromise> Promises => Set<KeptPromise>();

    public DbSet<PerformanceReport> Reports => Set<PerformanceReport>();

    public DbSet<ReportCases> ReportCases => Set<ReportCases>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PerformanceDb).Assembly);
        modelBuilder.AddSharedTables();
    }

    /// <summary>Replicas and queues write one after the other: batches share sums, and would wait for each other's in a circle.</summary>
    internal Task OneWriter(CancellationToken cancellationToken) => Database.ExecuteSqlRawAsync("select pg_advisory_xact_lock(hashtext('kept_promise'))", cancellationToken);
}
