using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.ServiceDefaults.Tests.Storage;

/// <summary>The smallest service: a ledger of lines, and cases with promises.</summary>
public sealed class LedgerDb(DbContextOptions<LedgerDb> options) : DbContext(options)
{
    public DbSet<Entry> Entries => Set<Entry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddSharedTables();
        modelBuilder.AddPromises();
        modelBuilder.Entity<Entry>(entry =>
        {
            entry.ToTable("entry");
            entry.Property(e => e.Id).HasColumnName("id").ValueGeneratedNever();
            entry.Property(e => e.Text).HasColumnName("text");
            entry.Property(e => e.Xmin).IsRowVersion();
        });
    }
}

public sealed class Entry
{
    public required Guid Id { get; init; }
    public required string Text { get; set; }
    public uint Xmin { get; private set; }
}

/// <summary>A line was written. The consumers below write another for it.</summary>
public sealed record LineWritten
{
    public required Guid LineId { get; init; }
    public required string Text { get; init; }
}
