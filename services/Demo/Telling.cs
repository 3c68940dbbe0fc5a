using Housing.Clock;
using Housing.Standards;

namespace Housing.Demo;

/// <summary>Tells the story to a running stack from its first day to now: makes the homes, goes through the weeks stop by stop, and comes out at the machine's time.</summary>
internal sealed class Telling(string data, Made made, Journal journal, Callers callers, TimeProvider machine)
{
    /// <summary>How long before a move every service is told of it; each looks four times a second, and whoever is late arrives before the story goes on.</summary>
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(300);

    public async Task<Tally> Tell(Progress progress, CancellationToken cancellationToken)
    {
        var story = journal.Story;
        var tally = new Tally();
        using var teller = new Teller(story, made, journal, callers, tally);
        using var stack = RunningStack.In(data);
        var told = await stack.Ask(cancellationToken);

        var homes = new Homes(teller);
        var money = new Money(teller, homes);
        var complaints = new ComplaintCases(teller);
        var repairs = new RepairCases(teller, complaints);
        progress.Says("the homes and who lives in them", 0, tally);
        await teller.Time.Advance(story.Begins);
        await homes.Register();
        await money.Plan();
        var residents = homes.Residents.Where(r => r.AccountId is not "").ToList();
        await complaints.Plan(residents);
        await repairs.Plan(residents);
        foreach (var resident in residents.Where(r => r.Moves))
            homes.Move(resident);

        var end = machine.GetUtcNow();
        var stops = story.Stops(end).ToList();
        for (var number = 0; number < stops.Count; number++)
        {
            var stop = stops[number];
            told = await Move(stack, told, stop, cancellationToken);
            money.TakePayments(stop);
            await teller.Time.Advance(stop);
            // What the landlords' own weekly checks found, somebody works with on the same day.
            await money.Checked(cancellationToken);
            money.FollowArrears(stop);
            await teller.Time.Quiet();
            progress.Says(London.DayOf(stop), (number + 1.0) / (stops.Count + 1), tally);
        }

        // From behind to the machine's own time, where the stack stays.
        var behind = told.Max(t => t.Time?.Offset) is { } offset && offset < TimeSpan.Zero ? -offset : TimeSpan.Zero;
        await stack.Move(told, stands => stands + behind, Lead, machine, cancellationToken);
        await teller.Time.Advance(machine.GetUtcNow());
        await PeopleFile.Write(data, teller, residents, cancellationToken);
        await Settled.Wait(callers, made, story, machine, cancellationToken);
        journal.End();
        progress.Says(story.LastDay, 1, tally);
        return tally;
    }

    /// <summary>Takes the stack to a stop, unless it is there already: it was when the story was cut off.</summary>
    private async Task<IReadOnlyList<Told>> Move(RunningStack stack, IReadOnlyList<Told> told, DateTimeOffset to, CancellationToken cancellationToken) =>
        await stack.Move(told, stands => stands < to ? to : stands, Lead, machine, cancellationToken);
}
