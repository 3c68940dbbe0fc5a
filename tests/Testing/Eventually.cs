using System.Diagnostics;

namespace Housing.Testing;

/// <summary>Waits for what another thread, process or server brings about, no longer than it takes.</summary>
public static class Eventually
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    /// <summary>Repeats the assertions until they hold; fails with their last fault.</summary>
    public static async Task Holds(Func<Task> assertions, TimeSpan? within = null)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await assertions();
                return;
            }
            catch (Exception) when (watch.Elapsed < (within ?? Longest))
            {
                await Task.Delay(Between);
            }
        }
    }

    /// <inheritdoc cref="Holds(Func{Task}, TimeSpan?)"/>
    public static Task Holds(Action assertions, TimeSpan? within = null) => Holds(
        () =>
        {
            assertions();
            return Task.CompletedTask;
        },
        within);

    /// <summary>Asks until the answer is the one expected.</summary>
    public static Task Equal<T>(T expected, Func<Task<T>> ask, TimeSpan? within = null) => Holds(
        async () =>
        {
            var actual = await ask();
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
                throw new InvalidOperationException($"Expected {expected}, and it stayed {actual}.");
        },
        within);
}
