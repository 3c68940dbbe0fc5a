using System.Linq.Expressions;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income.Storage;

/// <summary>Income's own database.</summary>
internal sealed class IncomeDb(DbContextOptions<IncomeDb> options) : DbContext(options)
{
    public DbSet<Account> Accounts => Set<Account>();
    public DbSet<Posting> Postings => Set<Posting>();
    public DbSet<UnclaimedCompensation> UnclaimedCompensations => Set<UnclaimedCompensation>();

    /// <summary>The newest account that fits, with its row locked until the transaction around this ends; null when none fits.</summary>
    public async Task<Account?> LockAccount(Expression<Func<Account, bool>> which, CancellationToken cancellationToken)
    {
        var id = await Accounts.Where(which).OrderByDescending(a => a.OpenedAt).Select(a => (Guid?)a.Id).FirstOrDefaultAsync(cancellationToken);
        return id is null ? null : await Accounts.FromSql($"select * from account where id = {id} for update").SingleAsync(cancellationToken);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfiguration(new AccountMapping());
        modelBuilder.ApplyConfiguration(new PostingMapping());
        modelBuilder.ApplyConfiguration(new UnclaimedCompensationMapping());
        modelBuilder.AddSharedTables();
    }
}
