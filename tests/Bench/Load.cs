using System.Diagnostics;

namespace Housing.Bench;

/// <summary>Clients that ask one after the other, as many at once as told.</summary>
public static class Load
{
    /// <summary>Answers a second. A failed answer ends the run: a rate with errors in it says nothing.</summary>
    public static async Task<double> Run(int clients, TimeSpan length, Func<int, Task> ask)
    {
        var watch = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, clients).Select(client => Task.Run(async () =>
        {
            var count = 0;
            while (watch.Elapsed < length)
                await ask((count++ * clients) + client);
            return count;
        })));
        return counts.Sum() / watch.Elapsed.TotalSeconds;
    }

    /// <summary>Asks that many times at a steady pace, whether or not the earlier ones are answered yet.</summary>
    public static async Task Steady(int aSecond, int count, Func<int, Task> ask)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / aSecond));
        var asked = new List<Task>(count);
        for (var n = 0; n < count; n++)
        {
            await timer.WaitForNextTickAsync();
            asked.Add(ask(n));
        }

        await Task.WhenAll(asked);
    }
}
