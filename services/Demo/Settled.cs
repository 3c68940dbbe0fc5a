using Housing.Standards;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;

namespace Housing.Demo;

/// <summary>The figures are told to Performance by events, which come a little later than what they tell.</summary>
internal static class Settled
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500), Patience = TimeSpan.FromMinutes(3);

    /// <summary>Until nothing new has come for some looks.</summary>
    public static async Task Wait(Callers callers, Made made, Story story, TimeProvider machine, CancellationToken cancellationToken)
    {
        var from = London.DayOf(story.Begins);
        var began = machine.GetTimestamp();
        var before = "";
        for (var same = 0; same < 4;)
        {
            var figures = "";
            foreach (var landlord in made.Landlords.Select(l => l.Landlord))
            {
                var client = new PerformanceClient(await callers.As($"manager@{landlord}", "performance"));
                var shares = await client.GetSharesAsync(new() { Landlord = landlord, From = new() { Year = from.Year, Month = from.Month, Day = 1 } }, cancellationToken: cancellationToken);
                figures += shares.Total?.ToString() + string.Concat(shares.Shares.Select(s => s.Volume));
            }

            same = figures == before ? same + 1 : 0;
            before = figures;
            if (machine.GetElapsedTime(began) > Patience)
                throw new DemoException("The figures did not come to rest; ./housing errors says whether messages wait in an error queue.");
            await Task.Delay(Between, machine, cancellationToken);
        }
    }
}
