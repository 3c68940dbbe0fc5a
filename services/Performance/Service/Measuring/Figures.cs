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
        // Two statements, since one with both ways would be planned for neither.
        var sums = await (estate is null
            ? db.Database.SqlQuery<Sum>($"""
                select landlord as "Landlord", standard_id as "Standard", month as "Month", met as "Met", met_by_extension as "MetByExtension", missed as "Missed", open as "Open", excused as "Excused",
                       extended as "Extended", taken_from as "TakenFrom", taken as "Taken"
                from promise_sum
                where landlord = any({landlords}) and standard_id = any({standards}) and month between {first} and {last}
                """)
            : db.Database.SqlQuery<Sum>($"""
                select landlord as "Landlord", standard_id as "Standard", month as "Month", met as "Met", met_by_extension as "MetByExtension", missed as "Missed", open as "Open", excused as "Excused",
                       extended as "Extended", taken_from as "TakenFrom", taken as "Taken"
                from promise_sum_by_estate
                where landlord = any({landlords}) and estate = {estate} and standard_id = any({standards}) and month between {first} and {last}
                """)).ToListAsync(cancellationToken);
        var late = await db.Database.SqlQuery<Late>($"""
            select landlord as "Landlord", standard_id as "Standard", case when {byMonth} then month end as "Month", count(*) as "Overdue"
            from kept_promise
            where landlord = any({landlords}) and outcome = 'open' and due_at > {after} and due_at <= {until}
              and standard_id = any({standards}) and ({estate}::text is null or estate = {estate})
            group by 1, 2, 3
            """).ToListAsync(cancellationToken);

        var overdue = late.ToDictionary(l => (l.Landlord, l.Standard, l.Month), l => l.Overdue);
        return sums.GroupBy(s => (s.Landlord, s.Standard, Month: byMonth ? s.Month : (DateOnly?)null)).ToDictionary(
            group => group.Key,
            group => new Counted(
                new(
                    group.Sum(s => s.Met), group.Sum(s => s.MetByExtension), group.Sum(s => s.Missed), group.Sum(s => s.Open), overdue.GetValueOrDefault(group.Key), group.Sum(s => s.Excused),
                    group.Sum(s => s.Extended)),
                TimesTaken.Of(group.Select(s => (s.TakenFrom, s.Taken)))));
    }

    private sealed record Sum(
        string Landlord, string Standard, DateOnly Month, long Met, long MetByExtension, long Missed, long Open, long Excused, long Extended, int TakenFrom, int[] Taken);

    private sealed record Late(string Landlord, string Standard, DateOnly? Month, long Overdue);
}
