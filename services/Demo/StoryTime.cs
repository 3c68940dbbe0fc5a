namespace Housing.Demo;

/// <summary>The story's own time: scripts wait in it for their next instant, and it goes on only when all of them wait or have ended.</summary>
internal sealed class StoryTime
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (DateTimeOffset At, long Number)> _waiting = new(), _turns = new();
    private TaskCompletionSource _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? _fault;
    private long _numbers;
    private int _busy;

    public DateTimeOffset Now { get; private set; }

    /// <summary>Runs a script of the story; the first fault of any ends the story.</summary>
    public void Tell(Func<Task> script)
    {
        lock (_gate)
            _busy++;
        _ = Run(script);
    }

    /// <summary>Waits until the story is there. What is past already goes on at once.</summary>
    public Task Until(DateTimeOffset at)
    {
        lock (_gate)
            return at <= Now ? Task.CompletedTask : Wait(_waiting, at);
    }

    /// <summary>The same, and then alone, in order of time: for what turns out otherwise when others do the like at the same moment.</summary>
    public Task Turn(DateTimeOffset at)
    {
        lock (_gate)
            return Wait(_turns, at);
    }

    /// <summary>Goes to an instant, wakes those who waited for it or an earlier one, and waits until nobody is busy.</summary>
    public async Task Advance(DateTimeOffset to)
    {
        lock (_gate)
        {
            Now = to;
            while (Wake(_waiting))
            {
                // All of them together.
            }
        }

        await Quiet();
        while (WakeNext())
            await Quiet();
    }

    /// <summary>Until every script waits or has ended.</summary>
    public async Task Quiet()
    {
        while (true)
        {
            Task quiet;
            lock (_gate)
            {
                if (_fault is not null)
                    throw _fault;
                if (_busy == 0)
                    return;
                _quiet = new(TaskCreationOptions.RunContinuationsAsynchronously);
                quiet = _quiet.Task;
            }

            await quiet;
        }
    }

    private Task Wait(PriorityQueue<TaskCompletionSource, (DateTimeOffset At, long Number)> queue, DateTimeOffset at)
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Enqueue(waiting, (at, _numbers++));
        Leave();
        return waiting.Task;
    }

    private bool WakeNext()
    {
        lock (_gate)
            return Wake(_turns);
    }

    private bool Wake(PriorityQueue<TaskCompletionSource, (DateTimeOffset At, long Number)> queue)
    {
        if (!queue.TryPeek(out _, out var next) || next.At > Now)
            return false;
        _busy++;
        queue.Dequeue().SetResult();
        return true;
    }

    private async Task Run(Func<Task> script)
    {
        try
        {
            await Task.Yield();
            await script();
        }
        catch (Exception fault)
        {
            lock (_gate)
                _fault ??= fault;
        }

        lock (_gate)
            Leave();
    }

    private void Leave()
    {
        if (--_busy == 0 || _fault is not null)
            _quiet.TrySetResult();
    }
}
