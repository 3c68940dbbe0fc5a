using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Housing.ServiceDefaults;

/// <summary>Tells the publisher that an event was committed by this process (docs/adr/0001-outbox-wake-up.md).</summary>
internal sealed class OutboxSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        // Raised twice is raised once. The lock keeps two raisers from both seeing zero.
        lock (_raised)
        {
            if (_raised.CurrentCount == 0)
                _raised.Release();
        }
    }

    /// <summary>Waits until raised, or until the time is over: rows that a dead process left behind raise nothing.</summary>
    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _raised.WaitAsync(longest, cancellationToken);

    public void Dispose() => _raised.Dispose();
}

/// <summary>Raises the signal once the transaction that holds outbox rows has committed, never before.</summary>
internal sealed class OutboxWakeUp(OutboxSignal signal) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (eventData.Context is { Database.CurrentTransaction: null } db)
            RaiseFor(db);
        return result;
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SavedChanges(eventData, result));

    public void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData)
    {
        if (eventData.Context is { } db)
            RaiseFor(db);
    }

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        TransactionCommitted(transaction, eventData);
        return Task.CompletedTask;
    }

    private void RaiseFor(DbContext db)
    {
        // A row that was saved is tracked as unchanged. It is let go here: nobody changes it, and it must not raise again.
        var detect = db.ChangeTracker.AutoDetectChangesEnabled;
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            var sent = db.ChangeTracker.Entries<OutboxMessage>().Where(row => row.State == EntityState.Unchanged).ToList();
            foreach (var row in sent)
                row.State = EntityState.Detached;
            if (sent.Count > 0)
                signal.Raise();
        }
        finally
        {
            db.ChangeTracker.AutoDetectChangesEnabled = detect;
        }
    }
}
