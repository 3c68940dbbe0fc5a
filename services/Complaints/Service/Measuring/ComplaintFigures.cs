using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>By what figures are told apart.</summary>
public enum Grouping
{
    Landlord,
    Theme,
    Team,
    Estate,
}

/// <summary>From the first instant to the last, which is not in it any more.</summary>
public sealed record Span(DateTimeOffset Begins, DateTimeOffset Ends);

/// <summary>One complaint, answer or promise as one figure counts it.</summary>
internal sealed record MeasuredRow(
    string Measure, int Stage, string Clause, Guid RowId, Guid ComplaintId, string Reference, string Team, string Estate, DateTimeOffset At, string Month, bool Counted, bool Decided, bool Extended);

/// <summary>What was counted of one figure in one group or month.</summary>
internal sealed record MeasuredCount(string Key, string Measure, int Stage, string Clause, long Counted, long Decided, long Extended, long All);

/// <summary>
/// Counts complaints for the figures. The rows of every figure come of one statement, which the counts, the trend and the lists of cases only filter and group, so that a
/// figure and the cases behind it are the same.
/// </summary>
internal sealed class ComplaintFigures(ComplaintsDb db)
{
    /// <summary>Of the whole landlord, or by theme, team or estate.</summary>
    public Task<List<MeasuredCount>> By(string landlord, Span span, MeasureTerms terms, Grouping by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = Rows(landlord, span, terms, now);
        var keyed = by switch
        {
            Grouping.Landlord => rows.Select(r => new { Key = "", Row = r }),
            Grouping.Team => rows.Select(r => new { Key = r.Team, Row = r }),
            Grouping.Estate => rows.Select(r => new { Key = r.Estate, Row = r }),
            Grouping.Theme => rows.Join(
                db.Set<Issue>().Select(i => new { i.ComplaintId, i.Subject }).Distinct(), r => r.ComplaintId, t => t.ComplaintId, (row, theme) => new { Key = theme.Subject, Row = row }),
        };
        return keyed.GroupBy(k => new { k.Key, k.Row.Measure, k.Row.Stage, k.Row.Clause })
            .Select(g => new MeasuredCount(
                g.Key.Key, g.Key.Measure, g.Key.Stage, g.Key.Clause, g.Count(k => k.Row.Counted), g.Count(k => k.Row.Decided), g.Count(k => k.Row.Extended), g.Count()))
            .ToListAsync(cancellationToken);
    }

    /// <summary>By London month ("2026-03"), of one theme, team or estate where one is named.</summary>
    public Task<List<MeasuredCount>> ByMonth(string landlord, Span span, MeasureTerms terms, Grouping by, string key, DateTimeOffset now, CancellationToken cancellationToken) =>
        Of(Rows(landlord, span, terms, now), by, key).GroupBy(r => new { r.Month, r.Measure, r.Stage, r.Clause })
            .Select(g => new MeasuredCount(g.Key.Month, g.Key.Measure, g.Key.Stage, g.Key.Clause, g.Count(r => r.Counted), g.Count(r => r.Decided), g.Count(r => r.Extended), g.Count()))
            .ToListAsync(cancellationToken);

    /// <summary>The rows of one theme, team or estate, or all of them.</summary>
    public IQueryable<MeasuredRow> Of(IQueryable<MeasuredRow> rows, Grouping by, string key) => by switch
    {
        Grouping.Landlord => rows,
        Grouping.Team => rows.Where(r => r.Team == key),
        Grouping.Estate => rows.Where(r => r.Estate == key),
        Grouping.Theme => rows.Where(r => db.Set<Issue>().Any(i => i.ComplaintId == r.ComplaintId && i.Subject == key)),
    };

    /// <summary>
    /// What belongs to the period, by the instant that is named at each figure. A complaint is one that was taken as such: no request, none that was excluded, and none
    /// that was closed without an answer because it was nobody's here. What was withdrawn before its time was over is in no figure of times. The last join is an outer one so
    /// that PostgreSQL leaves it out where nobody asks whose a row is.
    /// </summary>
    public IQueryable<MeasuredRow> Rows(string landlord, Span span, MeasureTerms terms, DateTimeOffset now)
    {
        var (begins, ends) = span;
        var ((answers, before), (finals, beforeFinal)) = (terms.Answer[1], terms.Answer[2]);
        return db.Database.SqlQuery<MeasuredRow>($"""
            select f."Measure", f."Stage", f."Clause", f."RowId", f.complaint as "ComplaintId", coalesce(c.reference, '') as "Reference", coalesce(c.team, '') as "Team", coalesce(c.estate, '') as "Estate", f."At",
              to_char(f."At" at time zone 'Europe/London', 'YYYY-MM') as "Month", f."Counted", f."Decided", f."Extended"
            from (
              select 'Received' as "Measure", 1 as "Stage", '' as "Clause", c.id as "RowId", c.id as complaint, c.received_at as "At", true as "Counted", true as "Decided", false as "Extended"
              from complaint c
              where c.landlord = {landlord} and c.received_at >= {begins} and c.received_at < {ends} and c.stage not in ('ServiceRequest', 'Excluded')
                and not (c.stage = 'Closed' and c.answered_at is null and c.final_answered_at is null)
              union all
              select 'Received', 2, '', c.id, c.id, c.escalated_at, true, true, false
              from complaint c where c.landlord = {landlord} and c.escalated_at >= {begins} and c.escalated_at < {ends}
              union all
              -- While the promise before it is not kept, that of the answer has not begun, and a miss of that one is a miss of this.
              select 'AnsweredInTime', 1, '', c.id, c.id, c.received_at, coalesce(k.outcome, '') = 'Met',
                coalesce(k.outcome in ('Met', 'Missed') or k.due_at <= {now}, b.outcome = 'Missed' or b.due_at <= {now}), coalesce(k.outcome = 'Met' and k.done_at >= k.original_due_at, false)
              from complaint c
              left join commitment k on k.case_id = c.id and k.standard_id = any({answers})
              left join commitment b on b.case_id = c.id and b.standard_id = any({before}) and k.id is null
              where c.landlord = {landlord} and c.received_at >= {begins} and c.received_at < {ends} and c.stage not in ('ServiceRequest', 'Excluded')
                and coalesce(k.outcome, b.outcome) <> 'Cancelled'
              union all
              select 'AnsweredInTime', 2, '', c.id, c.id, c.escalated_at, coalesce(k.outcome, '') = 'Met',
                coalesce(k.outcome in ('Met', 'Missed') or k.due_at <= {now}, b.outcome = 'Missed' or b.due_at <= {now}), coalesce(k.outcome = 'Met' and k.done_at >= k.original_due_at, false)
              from complaint c
              left join commitment k on k.case_id = c.id and k.standard_id = any({finals})
              left join commitment b on b.case_id = c.id and b.standard_id = any({beforeFinal}) and k.id is null
              where c.landlord = {landlord} and c.escalated_at >= {begins} and c.escalated_at < {ends} and coalesce(k.outcome, b.outcome) <> 'Cancelled'
              union all
              select 'Promise', 0, k.standard_id, k.id, k.case_id, k.started_at, k.outcome = 'Met', k.outcome in ('Met', 'Missed') or k.due_at <= {now}, k.outcome = 'Met' and k.done_at >= k.original_due_at
              from commitment k where k.landlord = {landlord} and k.started_at >= {begins} and k.started_at < {ends} and k.outcome <> 'Cancelled'
              union all
              select 'SettledAtStageOne', 0, '', c.id, c.id, c.ended_at, c.escalated_at is null, true, false
              from complaint c
              where c.landlord = {landlord} and c.ended_at >= {begins} and c.ended_at < {ends} and c.stage = 'Closed' and (c.answered_at is not null or c.final_answered_at is not null)
              union all
              select 'SettledEarly', 1, '', c.id, c.id, c.answered_at, r.early, true, false
              from complaint c join reply r on r.complaint_id = c.id and r.stage = 1
              where c.landlord = {landlord} and c.answered_at >= {begins} and c.answered_at < {ends}
              union all
              select 'Satisfied', 0, '', s.id, s.complaint_id, s.answered_at, s.score >= {Survey.Satisfied}, true, false
              from survey s where s.landlord = {landlord} and s.answered_at >= {begins} and s.answered_at < {ends}
              union all
              select 'SatisfactionAnswered', 0, '', s.id, s.complaint_id, s.asked_at, s.answered_at is not null, true, false
              from survey s where s.landlord = {landlord} and s.asked_at >= {begins} and s.asked_at < {ends}
            ) f left join complaint c on c.id = f.complaint
            """);
    }
}
