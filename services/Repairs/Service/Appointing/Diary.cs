using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Time of one operative that is spoken for.</summary>
public sealed record Taken(int Operative, DateTimeOffset StartsAt, DateTimeOffset EndsAt);

/// <summary>A slot on a day for which a team still has operatives.</summary>
public sealed record FreeSlot(SlotKey Key, Slot Slot, DateTimeOffset StartsAt, DateTimeOffset EndsAt, IReadOnlyList<int> Operatives);

/// <summary>What is free: a team's working pattern less what is taken. An operative who is taken for a part of a slot is taken for that slot.</summary>
public static class Diary
{
    /// <summary>How many days are looked at together: when all that may be booked is full, those from the first free one on.</summary>
    public const int Window = 14;

    /// <summary>Whether a contractor takes appointments on a day: on its days of the week, not while the landlord is closed, on a bank holiday only if it says so.</summary>
    public static bool Works(Firm contractor, DateOnly day, Calendar calendar) =>
        contractor.Days.Contains(day.DayOfWeek)
        && (calendar.IsBankHoliday(day) ? contractor.BankHolidays : calendar.IsWorkingDay(day) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Every free slot from one day to another, both included, that has not begun; in order of time.</summary>
    public static IEnumerable<FreeSlot> Free(
        DiaryPolicy diary, Calendar calendar, Order order, DateOnly from, DateOnly to, IReadOnlyList<Taken> taken, DateTimeOffset now)
    {
        for (var day = from; day <= to; day = day.AddDays(1))
        {
            foreach (var slot in Slots(diary, calendar, order, day, taken).Where(s => s.StartsAt > now && s.Operatives.Count > 0))
                yield return slot;
        }
    }

    /// <summary>The slots in which a team works on a day, whether or not anybody is left for them; in order of time.</summary>
    public static IEnumerable<FreeSlot> Slots(DiaryPolicy diary, Calendar calendar, Order order, DateOnly day, IReadOnlyList<Taken> taken)
    {
        if (diary.Find(order.Contractor) is not { } contractor || contractor.Teams.FirstOrDefault(t => t.Key == order.Team) is not { } team || !Works(contractor, day, calendar))
            return [];
        return diary.Slots
            .Where(slot => contractor.Slots.Contains(slot.Key))
            .Select(slot => On(slot, day, order, team, taken))
            .OrderBy(slot => slot.StartsAt).ThenBy(slot => slot.EndsAt);
    }

    private static FreeSlot On(Slot slot, DateOnly day, Order order, Team team, IReadOnlyList<Taken> taken)
    {
        var (starts, ends) = (London.At(day, slot.From), London.At(day, slot.To));
        var busy = taken.Where(t => t.StartsAt < ends && t.EndsAt > starts).Select(t => t.Operative).ToHashSet();
        return new FreeSlot(
            new SlotKey(order.Contractor, order.Team, day, slot.Key), slot, starts, ends, [.. Enumerable.Range(1, team.Operatives).Where(operative => !busy.Contains(operative))]);
    }
}
