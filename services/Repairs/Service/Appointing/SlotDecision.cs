using Housing.Standards;

namespace Housing.Repairs;

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
        var last = next is [{ Key.Day: var first }, ..] && first > horizon ? first.AddDays(Diary.Window - 1) : horizon;
        return slot switch
        {
            null => new(null, RepairRefusals.SlotUnknown),
            _ when slot.StartsAt <= now => new(null, RepairRefusals.SlotBegun(slot)),
            _ when key.Day > last => new(null, RepairRefusals.SlotTooFar(last)),
            { Operatives: [] } => new(null, RepairRefusals.SlotTaken(next)),
            { Operatives: [var operative, ..] } => new(new(order, new(key.Contractor, key.Team, operative, key.Slot), slot.StartsAt, slot.EndsAt), null),
        };
    }
}
