using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income.Storage;

/// <summary>Income's own database.</summary>
internal sealed class IncomeDb(DbContextOptions<IncomeDb> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Posting> Postings => Set<Posting>();
    public DbSet<UnclaimedCompensation> UnclaimedCompensations => Set<UnclaimedCompensation>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new AccountMapping());
        modelBuilder.ApplyConfiguration(new PostingMapping());
        modelBuilder.ApplyConfiguration(new UnclaimedCompensationMapping());
        modelBuilder.AddSharedTables();
    }
}
