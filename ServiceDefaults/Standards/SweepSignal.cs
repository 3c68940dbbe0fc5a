using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.ServiceDefaults;

/// <summary>Tells the sweeper that this process committed a promise which is due, or to be warned of, earlier than the sweeper means to wake.</summary>
internal sealed class SweepSignal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _earlier = New();
    private DateTimeOffset _announced = DateTimeOffset.MaxValue;
    private DateTimeOffset _planned = DateTimeOffset.MinValue;

    /// <summary>Ends when something earlier than planned was announced.</summary>
    public Task Earlier
    {
        get
        {
            lock (_gate)
                return _earlier.Task;
        }
    }

    public void Announce(DateTimeOffset at)
    {
        lock (_gate)
        {
            if (at >= _announced)
                return;
            _announced = at;
            if (at < _planned)
                _earlier.TrySetResult();
        }
    }

    /// <summary>The sweeper looks at the database from here on: what is announced meanwhile it may not see, so that is kept.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            (_announced, _planned) = (DateTimeOffset.MaxValue, DateTimeOffset.MinValue);
            if (_earlier.Task.IsCompleted)
                _earlier = New();
        }
    }

    /// <summary>The sweeper saw this one as the next, if any; what it is to wake for.</summary>
    public DateTimeOffset Plan(DateTimeOffset? next)
    {
        lock (_gate)
            return _planned = next < _announced ? next.Value : _announced;
    }

    // Who announces goes on at once.
    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>Looks at the promises that were committed: when the next of them is due, and how many were missed.</summary>
internal sealed class PromisesWatch(SweepSignal signal, MissCount misses) : CommitInterceptor
{
    protected override void Committed(DbContext db)
    {
        foreach (var row in db.ChangeTracker.Entries<Commitment>())
        {
            if (row is { State: EntityState.Unchanged, Entity: { Outcome: Outcome.Open } open })
                signal.Announce(open.WarnAt < open.DueAt ? open.WarnAt.Value : open.DueAt);
        }

        // Lines of history are let go: nobody changes them, and they must not count again.
        foreach (var row in db.ChangeTracker.Entries<CommitmentChange>().Where(row => row.State == EntityState.Unchanged).ToList())
        {
            row.State = EntityState.Detached;
            // What was done late was missed, and counted, when its time was over.
            if (row.Entity is { What: Change.Missed, DoneAt: null, Commitment: { } missed })
                misses.Add(missed.Landlord, missed.StandardId);
        }
    }
}
