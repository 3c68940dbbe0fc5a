using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

/// <summary>Finds the cases of a year, by what happened to them, with what was promised on each.</summary>
internal sealed class TenantCases(PerformanceDb db)
{
    public async Task<Dictionary<MeasuredPart, IReadOnlyList<MeasuredCase>>> Find(string landlord, ReportPeriod year, TenantMeasureRules rules, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, string, string), IReadOnlyList<MeasuredCase>>();
        var of = new Dictionary<MeasuredPart, IReadOnlyList<MeasuredCase>>(ReferenceEqualityComparer.Instance);
        foreach (var part in rules.Measures.SelectMany(m => m.Parts))
        {
            // Several figures are of the same cases.
            var key = (part.Service, part.On, string.Join(',', part.Unless));
            if (!found.TryGetValue(key, out var cases))
                found[key] = cases = await Find(landlord, year, part, cancellationToken);
            of[part] = cases;
        }

        return of;
    }

    /// <summary>A case is of the year in which the milestone happened to it first, however often it did.</summary>
    private async Task<IReadOnlyList<MeasuredCase>> Find(string landlord, ReportPeriod year, MeasuredPart part, CancellationToken cancellationToken)
    {
        var (begins, ends, unless) = (London.StartOf(year.From), London.EndOf(year.Through), part.Unless.ToArray());
        var rows = await db.Database.SqlQuery<Row>($"""
            select found.case_id as "CaseId", coalesce(promise.standard_id, '') as "StandardId", coalesce(promise.outcome, '') as "Outcome", promise.due_at as "DueAt",
                   coalesce(promise.met_by_extension, false) as "MetByExtension"
            from (
              select distinct m.case_id from milestone m
              where m.landlord = {landlord} and m.name = {part.On} and m.at >= {begins} and m.at < {ends} and m.service = {part.Service}
                and not exists (select from milestone o where (o.service, o.case_id) = (m.service, m.case_id) and ((o.name = m.name and o.at < {begins}) or o.name = any({unless})))) found
            left join kept_promise promise on promise.service = {part.Service} and promise.case_id = found.case_id
            """).ToListAsync(cancellationToken);
        return
        [
            .. rows.GroupBy(r => r.CaseId).Select(one => new MeasuredCase(
                one.Key, [.. one.Where(r => r.DueAt is not null).Select(r => new MeasuredPromise(r.StandardId, r.Outcome, r.DueAt!.Value, r.MetByExtension))])),
        ];
    }

    private sealed record Row(Guid CaseId, string StandardId, string Outcome, DateTimeOffset? DueAt, bool MetByExtension);
}
