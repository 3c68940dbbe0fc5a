using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

/// <summary>What became of one promise of a landlord.</summary>
internal sealed record Counted(Tally Tally, TimesTaken Taken)
{
    public static readonly Counted None = new(Tally.None, TimesTaken.None);

    public static Counted operator +(Counted one, Counted other) => new(one.Tally + other.Tally, one.Taken + other.Taken);
}

/// <summary>What to count.</summary>
/// <param name="Landlords">Whose.</param>
/// <param name="Months">Due in these.</param>
/// <param name="Standards">These promises.</param>
/// <param name="Estate">Only cases of this estate; null for all.</param>
/// <param name="ByMonth">Each month by itself.</param>
internal sealed record Selection(IReadOnlyList<string> Landlords, Months Months, IReadOnlyList<string> Standards, string? Estate = null, bool ByMonth = false);

/// <summary>Reads the sums. What is open and late by now is the one thing that no sum can say; it is counted, by an index of what is open.</summary>
internal sealed class Figures(PerformanceDb db)
{
    /// <summary>By landlord, promise and, where it was asked for, month; what fell to nobody is left out.</summary>
    public async Task<Dictionary<(string Landlord, string Standard, DateOnly? Month), Counted>> Count(Selection selection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (landlords, standards, estate, byMonth) = (selection.Landlords.ToArray(), selection.Standards.ToArray(), selection.Estate, selection.ByMonth);
        var (first, last, after, until) = (selection.Months.First, selection.Months.Last, selection.Months.After, selection.Months.Until < now ? selection.Months.Until : now);
        var sums = await db.Database.SqlQuery<Sum>($"""
            select landlord as "Landlord", standard_id as "Standard", case when {byMonth} then month end as "Month", sum(met)::bigint as "Met", sum(met_by_extension)::bigint as "MetByExtension",
                   sum(missed)::bigint as "Missed", sum(open)::bigint as "Open", sum(excused)::bigint as "Excused", sum(extended)::bigint as "Extended"
            from promise_month
            where landlord = any({landlords}) and month between {first} and {last} and standard_id = any({standards}) and ({estate}::text is null or estate = {estate})
            group by 1, 2, 3
            """).ToListAsync(cancellationToken);
        var late = await db.Database.SqlQuery<Late>($"""
            select landlord as "Landlord", standard_id as "Standard", case when {byMonth} then month end as "Month", count(*) as "Overdue"
            from kept_promise
            where landlord = any({landlords}) and outcome = 'open' and due_at > {after} and due_at <= {until}
              and standard_id = any({standards}) and ({estate}::text is null or estate = {estate})
            group by 1, 2, 3
            """).ToListAsync(cancellationToken);
        // Two statements, since one with both ways would be planned for neither.
        var taken = await (estate is null
            ? db.Database.SqlQuery<Took>($"""
                select landlord as "Landlord", standard_id as "Standard", case when {byMonth} then month end as "Month", taken as "Step", sum(promises)::bigint as "Promises"
                from promise_month_taken
                where landlord = any({landlords}) and standard_id = any({standards}) and month between {first} and {last}
                group by 1, 2, 3, 4
                """)
            : db.Database.SqlQuery<Took>($"""
                select landlord as "Landlord", standard_id as "Standard", case when {byMonth} then month end as "Month", taken as "Step", sum(promises)::bigint as "Promises"
                from promise_month_taken_by_estate
                where landlord = any({landlords}) and estate = {estate} and standard_id = any({standards}) and month between {first} and {last}
                group by 1, 2, 3, 4
                """)).ToListAsync(cancellationToken);

        var overdue = late.ToDictionary(l => (l.Landlord, l.Standard, l.Month), l => l.Overdue);
        var times = taken.GroupBy(t => (t.Landlord, t.Standard, t.Month)).ToDictionary(group => group.Key, group => new TimesTaken(group.ToDictionary(t => t.Step, t => t.Promises)));
        return sums.Select(s => (Key: (s.Landlord, s.Standard, s.Month), Sum: s)).ToDictionary(
            s => s.Key,
            s => new Counted(
                new(s.Sum.Met, s.Sum.MetByExtension, s.Sum.Missed, s.Sum.Open, overdue.GetValueOrDefault(s.Key), s.Sum.Excused, s.Sum.Extended),
                times.GetValueOrDefault(s.Key, TimesTaken.None)));
    }

    private sealed record Sum(string Landlord, string Standard, DateOnly? Month, long Met, long MetByExtension, long Missed, long Open, long Excused, long Extended);

    private sealed record Late(string Landlord, string Standard, DateOnly? Month, long Overdue);

    private sealed record Took(string Landlord, string Standard, DateOnly? Month, int Step, long Promises);
}
