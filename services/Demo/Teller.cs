using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Standards;

namespace Housing.Demo;

/// <summary>What every script of the story works with: its time, its journal, the callers, and the count of what was asked.</summary>
internal sealed class Teller(Story story, Made made, Journal journal, Callers callers, Tally tally) : IDisposable
{
    /// <summary>Enough to keep two cores and the database busy; more only waits elsewhere.</summary>
    private const int AtOnce = 24;

    private readonly SemaphoreSlim _room = new(AtOnce);

    public Story Story => story;

    public Made Made => made;

    public StoryTime Time { get; } = new();

    public Callers Callers => callers;

    public Journal Journal => journal;

    public Tally Tally => tally;

    public void Dispose() => _room.Dispose();

    /// <summary>Asks for something once: what the journal has is not asked again. The answer is a line without tabs.</summary>
    public async Task<string> Once(string key, Func<string, Task<string>> call)
    {
        if (journal.Find(key) is { } told)
            return told;
        await _room.WaitAsync();
        try
        {
            var answer = await call(Dice.RequestId(story.Seed, key));
            tally.Called();
            journal.Keep(key, answer);
            return answer;
        }
        finally
        {
            _room.Release();
        }
    }

    public Task Once(string key, Func<string, Task> call) => Once(key, async id =>
    {
        await call(id);
        return "done";
    });

    /// <summary>Asks for something that a service may rightly refuse, such as a step that is blocked: then it is not done, and the story goes on.</summary>
    public async Task<bool> Try(string key, Func<string, Task> call) => await Once(key, async id =>
    {
        try
        {
            await call(id);
            return "done";
        }
        catch (RpcException refused) when (refused.StatusCode == StatusCode.FailedPrecondition)
        {
            return "refused";
        }
    }) == "done";

    /// <summary>A script of one case: refused where it should not have been, the case stays as it is and is counted; only a stack that is away ends the story.</summary>
    public void Tell(string name, Func<Task> script) => Time.Tell(async () =>
    {
        try
        {
            await script();
        }
        catch (RpcException refused) when (refused.StatusCode is not (StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Cancelled or StatusCode.Unauthenticated))
        {
            tally.Stopped(name, refused.Status.Detail);
        }
    });

    public static Timestamp Stamp(DateTimeOffset at) => Timestamp.FromDateTimeOffset(at);

    public static string Said(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string said) => DateTimeOffset.Parse(said, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);

    /// <summary>The next working time from an instant on: on a weekday, between two hours of the wall clock.</summary>
    public static DateTimeOffset InHours(DateTimeOffset from, Dice dice, int opens = 8, int closes = 16)
    {
        var day = London.DayOf(from);
        if (London.ClockAt(from).Hour >= closes)
            day = day.AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            day = day.AddDays(1);
        var at = London.At(day, new TimeOnly(dice.Of(opens, closes - 1), dice.Of(0, 3) * 15));
        return at > from ? at : from.AddMinutes(10);
    }
}
