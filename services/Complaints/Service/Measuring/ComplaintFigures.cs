using System.Globalization;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>By what figures are told apart.</summary>
public enum Grouping
{
    Landlord,
    Theme,
    Team,
    Estate,
    Tenure,
}

/// <summary>From the first instant to the last, which is not in it any more.</summary>
public sealed record Span(DateTimeOffset Begins, DateTimeOffset Ends);

/// <summary>One complaint, answer or promise as one figure counts it.</summary>
/// <param name="Figure">Which (<see cref="MeasureTerm.Figure"/>).</param>
/// <param name="Month">Which of the months asked for, from 1; 0 where none were.</param>
internal sealed record MeasuredRow(
    string Figure, Guid RowId, Guid ComplaintId, string Reference, string Team, string Estate, string Tenure, DateTimeOffset At, int Month, bool Counted, bool Decided, bool Extended);

/// <summary>What was counted of one figure in one group or month.</summary>
internal sealed record MeasuredCount(string Key, string Figure, long Counted, long Decided, long Extended, long All);

/// <summary>
/// Counts complaints for the figures. The rows of every figure come of one statement, which the counts, the trend and the lists of cases only filter and group, so that a
/// figure and the cases behind it are the same.
/// </summary>
internal sealed class ComplaintFigures(ComplaintsDb db)
{
    /// <summary>Of the whole landlord, or by theme, team, estate or tenure.</summary>
    public Task<List<MeasuredCount>> By(string landlord, Span span, MeasureTerms terms, Grouping by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = Rows(landlord, span, terms, now);
        var keyed = by switch
        {
            Grouping.Landlord => rows.Select(r => new { Key = "", Row = r }),
            Grouping.Team => rows.Select(r => new { Key = r.Team, Row = r }),
            Grouping.Estate => rows.Select(r => new { Key = r.Estate, Row = r }),
            Grouping.Tenure => rows.Select(r => new { Key = r.Tenure, Row = r }),
            // Each theme of a complaint once: its first issue. To sort out the others beforehand takes longer than all the rest.
            Grouping.Theme => rows.Join(
                db.Set<Issue>().Where(i => !db.Set<Issue>().Any(o => o.ComplaintId == i.ComplaintId && o.Subject == i.Subject && o.Number < i.Number)),
                r => r.ComplaintId, i => i.ComplaintId, (row, issue) => new { Key = issue.Subject, Row = row }),
        };
        return Ask(
            keyed.GroupBy(k => new { k.Key, k.Row.Figure })
                .Select(g => new MeasuredCount(g.Key.Key, g.Key.Figure, g.Count(k => k.Row.Counted), g.Count(k => k.Row.Decided), g.Count(k => k.Row.Extended), g.Count())),
            cancellationToken);
    }

    /// <summary>By month ("2026-03"), of one theme, team, estate or tenure where one is named.</summary>
    public async Task<List<MeasuredCount>> ByMonth(string landlord, IReadOnlyList<DateOnly> months, MeasureTerms terms, Grouping by, string key, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var span = new Span(London.StartOf(months[0]), London.StartOf(months[^1].AddMonths(1)));
        var counts = await Ask(
            Of(Rows(landlord, span, terms, now, months), by, key).GroupBy(r => new { r.Month, r.Figure })
                .Select(g => new { g.Key.Month, g.Key.Figure, Counted = g.Count(r => r.Counted), Decided = g.Count(r => r.Decided), Extended = g.Count(r => r.Extended), All = g.Count() }),
            cancellationToken);
        return counts.ConvertAll(c => new MeasuredCount(KeyOf(months[c.Month - 1]), c.Figure, c.Counted, c.Decided, c.Extended, c.All));
    }

    /// <summary>What a month is called among the counts.</summary>
    public static string KeyOf(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>
    /// What a question about the rows finds. PostgreSQL would compile a statement of this size for longer than it takes to run it, and plan it once for all periods as if each were short.
    /// </summary>
    public async Task<List<T>> Ask<T>(IQueryable<T> question, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"set local jit = off; set local plan_cache_mode = force_custom_plan", cancellationToken);
        var found = await question.ToListAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return found;
    }

    /// <summary>The rows of one theme, team, estate or tenure, or all of them.</summary>
    public IQueryable<MeasuredRow> Of(IQueryable<MeasuredRow> rows, Grouping by, string key) => by switch
    {
        Grouping.Landlord => rows,
        Grouping.Team => rows.Where(r => r.Team == key),
        Grouping.Estate => rows.Where(r => r.Estate == key),
        Grouping.Tenure => rows.Where(r => r.Tenure == key),
        Grouping.Theme => rows.Where(r => db.Set<Issue>().Any(i => i.ComplaintId == r.ComplaintId && i.Subject == key)),
    };

    /// <summary>
    /// What belongs to the period, by the instant that is named at each figure. A complaint is one that was taken as such: no request, none that was excluded, and none
    /// that was closed without an answer because it was nobody's here. What was withdrawn before its time was over is in no figure of times. The last join is an outer one so
    /// that PostgreSQL leaves it out where nobody asks whose a row is.
    /// </summary>
    public IQueryable<MeasuredRow> Rows(string landlord, Span span, MeasureTerms terms, DateTimeOffset now, IReadOnlyList<DateOnly>? months = null)
    {
        DateTimeOffset[] starts = [.. (months ?? []).Select(London.StartOf)];
        var (begins, ends) = span;
        var ((answers, before), (finals, beforeFinal)) = (terms.Answer[1], terms.Answer[2]);
        return db.Database.SqlQuery<MeasuredRow>($"""
            select f."Figure", f."RowId", f.complaint as "ComplaintId", coalesce(c.reference, '') as "Reference", coalesce(c.team, '') as "Team", coalesce(c.estate, '') as "Estate", coalesce(c.tenure, '') as "Tenure", f."At",
              width_bucket(f."At", {starts}) as "Month", f."Counted", f."Decided", f."Extended"
            from (
              select 'Received1' as "Figure", c.id as "RowId", c.id as complaint, c.received_at as "At", true as "Counted", true as "Decided", false as "Extended"
              from complaint c
              where c.landlord = {landlord} and c.received_at >= {begins} and c.received_at < {ends} and c.stage not in ('ServiceRequest', 'Excluded')
                and not (c.stage = 'Closed' and c.answered_at is null and c.final_answered_at is null)
              union all
              select 'Received2', c.id, c.id, c.escalated_at, true, true, false
              from complaint c where c.landlord = {landlord} and c.escalated_at >= {begins} and c.escalated_at < {ends}
              union all
              -- While the promise before it is not kept, that of the answer has not begun, and a miss of that one is a miss of this.
              select 'AnsweredInTime1', c.id, c.id, c.received_at, coalesce(k.outcome, '') = 'Met',
                coalesce(k.outcome in ('Met', 'Missed') or k.due_at <= {now}, b.outcome = 'Missed' or b.due_at <= {now}), coalesce(k.outcome = 'Met' and k.done_at >= k.original_due_at, false)
              from complaint c
              left join commitment k on k.case_id = c.id and k.standard_id = any({answers})
              left join commitment b on b.case_id = c.id and b.standard_id = any({before}) and k.id is null
              where c.landlord = {landlord} and c.received_at >= {begins} and c.received_at < {ends} and c.stage not in ('ServiceRequest', 'Excluded')
                and coalesce(k.outcome, b.outcome) <> 'Cancelled'
              union all
              select 'AnsweredInTime2', c.id, c.id, c.escalated_at, coalesce(k.outcome, '') = 'Met',
                coalesce(k.outcome in ('Met', 'Missed') or k.due_at <= {now}, b.outcome = 'Missed' or b.due_at <= {now}), coalesce(k.outcome = 'Met' and k.done_at >= k.original_due_at, false)
              from complaint c
              left join commitment k on k.case_id = c.id and k.standard_id = any({finals})
              left join commitment b on b.case_id = c.id and b.standard_id = any({beforeFinal}) and k.id is null
              where c.landlord = {landlord} and c.escalated_at >= {begins} and c.escalated_at < {ends} and coalesce(k.outcome, b.outcome) <> 'Cancelled'
              union all
              select k.standard_id, k.id, k.case_id, k.started_at, k.outcome = 'Met', k.outcome in ('Met', 'Missed') or k.due_at <= {now}, k.outcome = 'Met' and k.done_at >= k.original_due_at
              from commitment k where k.landlord = {landlord} and k.started_at >= {begins} and k.started_at < {ends} and k.outcome <> 'Cancelled'
              union all
              select 'SettledAtStageOne', c.id, c.id, c.ended_at, c.escalated_at is null, true, false
              from complaint c
              where c.landlord = {landlord} and c.ended_at >= {begins} and c.ended_at < {ends} and c.stage = 'Closed' and (c.answered_at is not null or c.final_answered_at is not null)
              union all
              select 'SettledEarly1', c.id, c.id, c.answered_at, r.early, true, false
              from complaint c join reply r on r.complaint_id = c.id and r.stage = 1
              where c.landlord = {landlord} and c.answered_at >= {begins} and c.answered_at < {ends}
              union all
              select 'Satisfied', s.id, s.complaint_id, s.answered_at, s.score >= {Survey.Satisfied}, true, false
              from survey s where s.landlord = {landlord} and s.answered_at >= {begins} and s.answered_at < {ends}
              union all
              select 'SatisfactionAnswered', s.id, s.complaint_id, s.asked_at, s.answered_at is not null, true, false
              from survey s where s.landlord = {landlord} and s.asked_at >= {begins} and s.asked_at < {ends}
            ) f left join complaint c on c.id = f.complaint
            """);
    }
}
