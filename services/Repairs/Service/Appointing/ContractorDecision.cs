using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Who was sent to a repair, and why.</summary>
/// <param name="Contractor">The key in the landlord's diary.</param>
/// <param name="Team">The contractor's team that does the trade.</param>
/// <param name="Trade">What kind of work it is.</param>
/// <param name="OutOfHours">Sent at once while the offices are closed.</param>
/// <param name="Why">As a resident reads it.</param>
/// <param name="Clause">The register row it rests on, where there is one.</param>
/// <param name="At">When it was decided; for a report, when the fault was reported.</param>
public sealed record Order(string Contractor, string Team, string Trade, bool OutOfHours, string Why, string? Clause, DateTimeOffset At)
{
    public bool SameAs(Order? other) => other is not null && (Contractor, Team) == (other.Contractor, other.Team);
}

/// <summary>
/// Says who comes. An emergency while the offices are closed goes to whoever answers those there (OHO-REP-04, OHO-LSE-03, HAV-REP-05, HPG-REP-20); everything
/// else waits for the working day, with its clock running from the report (REGISTER.md A3). A contractor with areas of its own comes first there (OHO-REP-02).
/// </summary>
public static class ContractorDecision
{
    /// <summary>Who comes to what was reported, or became more urgent, at an instant.</summary>
    /// <param name="diary">The landlord's, checked: somebody does every trade everywhere.</param>
    /// <param name="calendar">The landlord's working days.</param>
    /// <param name="fault">The fault's key.</param>
    /// <param name="priority">The band it is in.</param>
    /// <param name="postcode">The home's; null when it is not known.</param>
    /// <param name="at">When it was reported or became as urgent as it is.</param>
    public static Order Decide(DiaryPolicy diary, Calendar calendar, string fault, string priority, string? postcode, DateTimeOffset at)
    {
        var (emergency, open) = (diary.Emergencies.Priorities.Contains(priority), diary.OfficeHours.AreOpen(at, calendar));
        return (emergency, open) switch
        {
            (true, false) => Find(diary, fault, postcode, c => c.OutOfHours != OutOfHours.Never, at, diary.Emergencies.Clause,
                "{0} answers emergencies while the offices are closed and comes at once.") with { OutOfHours = true },
            (true, true) => ByDay(diary, fault, postcode, at, "{0} comes at once, since it is an emergency."),
            (false, true) => ByAppointment(diary, fault, postcode, at),
            (false, false) => ByDay(diary, fault, postcode, at, "{0} takes it up when the offices open; the times promised run from the report all the same."),
        };
    }

    /// <summary>Who comes to a booked appointment.</summary>
    public static Order ByAppointment(DiaryPolicy diary, string fault, string? postcode, DateTimeOffset at) =>
        ByDay(diary, fault, postcode, at, "{0} does this kind of work at this home.");

    private static Order ByDay(DiaryPolicy diary, string fault, string? postcode, DateTimeOffset at, string why) =>
        Find(diary, fault, postcode, c => c.OutOfHours != OutOfHours.Only, at, clause: null, why);

    private static Order Find(DiaryPolicy diary, string fault, string? postcode, Func<Firm, bool> works, DateTimeOffset at, string? clause, string why)
    {
        var trade = diary.TradeOf(fault).Key;
        var contractor = diary.Contractors
            .Where(c => works(c) && c.Covers(postcode) && c.TeamFor(trade) is not null)
            .OrderBy(c => c.Areas.Count == 0)      // the sort is stable: after those with areas, the file's order
            .First();
        return new Order(
            contractor.Key, contractor.TeamFor(trade)!.Key, trade, OutOfHours: false, why.Replace("{0}", contractor.Name, StringComparison.Ordinal), contractor.Clause ?? clause, at);
    }
}
