using System.Runtime.CompilerServices;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>Looks up what is free and what is taken for one repair.</summary>
internal sealed class DiaryReader(RepairsDb db, StandardsBook standards, Policies<RepairPolicy> policies)
{
    /// <summary>How many free slots a refusal names.</summary>
    private const int Named = 3;

    /// <summary>How many days are looked up at a time, and how far at most.</summary>
    private const int Window = 14, Furthest = 366;

    public Calendar Calendar(string landlord) => standards.For(landlord).Calendar;

    /// <summary>Why a repair has no slots; null when it has.</summary>
    public Refusal? WhyNot(Repair repair) => repair switch
    {
        { LandlordPart: LandlordPart.None } => RepairRefusals.NotOurs(repair),
        { IsOpen: false } => RepairRefusals.Finished,
        _ when policies.For(repair.Landlord).Diary is null => RepairRefusals.NoDiary,
        _ => null,
    };

    /// <summary>Whether the answer to a report has to name slots: not an emergency, in a place that is promised an appointment, the landlord's to mend.</summary>
    public bool Offers(Repair repair) =>
        WhyNot(repair) is null
        && policies.For(repair.Landlord).Diary is { } diary
        && diary.Appointments.Places.Contains(repair.Place)
        && !diary.Emergencies.Priorities.Contains(repair.Priority);

    /// <summary>What is free from a day on, as far ahead as may be booked; while that is full, the next days on which anything is.</summary>
    public async IAsyncEnumerable<FreeSlot> Free(Repair repair, DateOnly from, DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var diary = policies.For(repair.Landlord).Diary!;
        var order = ContractorDecision.ByAppointment(diary, repair.Fault, repair.Postcode, now);
        var today = London.DayOf(now);
        var (found, start) = (false, 0);
        while (start <= (found ? diary.Appointments.DaysAhead : Furthest))
        {
            // A window ends at the horizon, if it reaches it: beyond that only the first one with anything free counts.
            var end = Math.Min(start + Window - 1, start <= diary.Appointments.DaysAhead ? diary.Appointments.DaysAhead : Furthest);
            var (first, last) = (today.AddDays(start), today.AddDays(end));
            var taken = await Taken(repair.Landlord, order, first, last, except: null, cancellationToken);
            foreach (var slot in Diary.Free(diary, Calendar(repair.Landlord), order, first, last, taken, now))
            {
                found = true;
                if (slot.Key.Day >= from)
                    yield return slot;
            }

            start = end + 1;
        }
    }

    /// <summary>
    /// A slot for this repair, or why it cannot have it. The caller's transaction then holds the team's day until it ends (<see cref="DiaryTurns"/>).
    /// </summary>
    /// <param name="repair">The repair.</param>
    /// <param name="slotKey">As the caller gave it.</param>
    /// <param name="moving">The appointment that gives its own place up for it, if any.</param>
    public async Task<SlotChoice> Choose(Repair repair, string slotKey, Guid? moving, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (WhyNot(repair) is { } refusal)
            return new(null, refusal);
        if (SlotKey.Read(slotKey) is not { } key)
            return new(null, RepairRefusals.SlotUnknown);

        var diary = policies.For(repair.Landlord).Diary!;
        var order = ContractorDecision.ByAppointment(diary, repair.Fault, repair.Postcode, now);
        var day = $"{repair.Landlord}/{key.Contractor}/{key.Team}/{key.Day.DayNumber}";
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({day}, 0))", cancellationToken);

        var taken = await Taken(repair.Landlord, order, key.Day, key.Day, moving, cancellationToken);
        var next = await Next(repair, Named, now, cancellationToken);
        return SlotDecision.Decide(diary, Calendar(repair.Landlord), order, key, taken, next, now);
    }

    public async Task<List<FreeSlot>> Next(Repair repair, int count, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<FreeSlot> next = [];
        await foreach (var slot in Free(repair, London.DayOf(now), now, cancellationToken))
        {
            next.Add(slot);
            if (next.Count == count)
                break;
        }

        return next;
    }

    private async Task<List<Taken>> Taken(string landlord, Order order, DateOnly from, DateOnly to, Guid? except, CancellationToken cancellationToken)
    {
        var (begins, ends) = (London.StartOf(from), London.EndOf(to));
        return await db.Set<Appointment>().AsNoTracking()
            .Where(a => a.Landlord == landlord && a.Contractor == order.Contractor && a.Team == order.Team && a.Operative != null)
            .Where(a => a.StartsAt >= begins && a.StartsAt < ends && a.State != AppointmentState.Cancelled && a.Id != except)
            .Select(a => new Taken(a.Operative!.Value, a.StartsAt, a.EndsAt))
            .ToListAsync(cancellationToken);
    }
}

/// <summary>A place in the diary for a repair, or why there is none.</summary>
/// <param name="Chosen">Where and when; null when refused.</param>
/// <param name="Why">Null when chosen.</param>
public sealed record SlotChoice(ChosenSlot? Chosen, Refusal? Why);

/// <summary>A place in the diary, given to one repair.</summary>
/// <param name="Order">Who comes.</param>
/// <param name="Place">The operative whose time it takes.</param>
public sealed record ChosenSlot(Order Order, DiaryPlace Place, DateTimeOffset StartsAt, DateTimeOffset EndsAt)
{
    /// <summary>What booking it comes to: somebody else may have to be sent than was at the report.</summary>
    public IReadOnlyList<RepairMilestone> Book(Repair repair, DateTimeOffset now) =>
        [.. Ordered(repair), new RepairMilestone.Appointed(Guid.CreateVersion7(now), StartsAt, EndsAt, now) { Place = Place }];

    public IReadOnlyList<RepairMilestone> Ordered(Repair repair) => Order.SameAs(repair.Order) ? [] : [new RepairMilestone.Ordered(Order)];
}

/// <summary>Gives out places in the diary.</summary>
public static class SlotDecision
{
    /// <summary>The operative with the lowest number who is free for all of the slot.</summary>
    /// <param name="diary">The landlord's.</param>
    /// <param name="calendar">Its working days.</param>
    /// <param name="order">Who does this kind of work at the home.</param>
    /// <param name="key">The slot that is asked for.</param>
    /// <param name="taken">What is taken of the team's day.</param>
    /// <param name="next">What is free next, in order of time.</param>
    /// <param name="now">A slot that has begun is not given out.</param>
    public static SlotChoice Decide(
        DiaryPolicy diary, Calendar calendar, Order order, SlotKey key, IReadOnlyList<Taken> taken, IReadOnlyList<FreeSlot> next, DateTimeOffset now)
    {
        var slot = (key.Contractor, key.Team) == (order.Contractor, order.Team)
            ? Diary.Slots(diary, calendar, order, key.Day, taken).FirstOrDefault(s => s.Key == key)
            : null;
        var horizon = London.DayOf(now).AddDays(diary.Appointments.DaysAhead);
        return slot switch
        {
            null => new(null, RepairRefusals.SlotUnknown),
            _ when slot.StartsAt <= now => new(null, RepairRefusals.SlotBegun(slot)),
            _ when key.Day > horizon && next.Any(n => n.Key.Day <= horizon) => new(null, RepairRefusals.SlotTooFar(horizon)),
            { Operatives: [] } => new(null, RepairRefusals.SlotTaken(next)),
            { Operatives: [var operative, ..] } => new(new(order, new(key.Contractor, key.Team, operative, key.Slot), slot.StartsAt, slot.EndsAt), null),
        };
    }
}
