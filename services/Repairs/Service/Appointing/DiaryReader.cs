using System.Runtime.CompilerServices;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

/// <summary>Looks up what is free and what is taken for one repair.</summary>
internal sealed class DiaryReader(RepairsDb db, StandardsBook standards, Policies<RepairPolicy> policies)
{
    /// <summary>How many free slots a refusal names.</summary>
    private const int Named = 3;

    /// <summary>How many days ahead are looked up at most.</summary>
    private const int Furthest = 366;

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
        var order = SecondContractorDecision.Comes(diary, repair, now);
        var today = London.DayOf(now);
        var (found, start) = (false, 0);
        while (start <= (found ? diary.Appointments.DaysAhead : Furthest))
        {
            // A window ends at the horizon, if it reaches it: beyond that only the first one with anything free counts.
            var end = Math.Min(start + Diary.Window - 1, start <= diary.Appointments.DaysAhead ? diary.Appointments.DaysAhead : Furthest);
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
        var order = SecondContractorDecision.Comes(diary, repair, now);
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
