using Microsoft.EntityFrameworkCore;

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
internal sealed class OutboxWakeUp(OutboxSignal signal) : CommitInterceptor
{
    protected override void Committed(DbContext db)
    {
        // A row that was saved is tracked as unchanged. It is let go here: nobody changes it, and it must not raise again.
        var sent = db.ChangeTracker.Entries<OutboxMessage>().Where(row => row.State == EntityState.Unchanged).ToList();
        foreach (var row in sent)
            row.State = EntityState.Detached;
        if (sent.Count > 0)
            signal.Raise();
    }
}
