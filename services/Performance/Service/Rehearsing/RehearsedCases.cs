using System.Runtime.CompilerServices;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Performance;

/// <summary>A case with all that happened to it.</summary>
internal sealed record HappenedCase(string Service, Guid CaseId, IReadOnlyList<Milestone> Milestones);

/// <summary>Reads the milestones that were kept, case by case.</summary>
internal sealed class RehearsedCases(PerformanceDb db)
{
    private const int AtOnce = 500;

    /// <summary>The landlord's cases to which something happened after the first and before the last of these instants, some hundred at a time.</summary>
    public async IAsyncEnumerable<IReadOnlyList<HappenedCase>> Of(string landlord, string? service, DateTimeOffset after, DateTimeOffset until, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, lastCase) = ("", Guid.Empty);
        while (true)
        {
            var cases = await db.Database.SqlQuery<Case>($"""
                select distinct service as "Service", case_id as "CaseId" from milestone
                where landlord = {landlord} and ({service}::text is null or service = {service}) and (service, case_id) > ({last}, {lastCase}) and at >= {after} and at < {until}
                order by 1, 2 limit {AtOnce}
                """).ToListAsync(cancellationToken);
            if (cases.Count == 0)
                yield break;
            (last, lastCase) = (cases[^1].Service, cases[^1].CaseId);
            var (services, ids) = (cases.ConvertAll(c => c.Service), cases.ConvertAll(c => c.CaseId));
            var happened = await db.Database.SqlQuery<Happened>($"""
                select m.service as "Service", m.case_id as "CaseId", m.name as "Name", m.at as "At", m.facts::text as "Facts"
                from unnest({services}, {ids}) as one (service, case_id) join milestone m using (service, case_id)
                """).ToListAsync(cancellationToken);
            yield return
            [
                .. happened.GroupBy(m => (m.Service, m.CaseId)).Select(of => new HappenedCase(of.Key.Service, of.Key.CaseId, [.. of.Select(m => new Milestone(m.Name, m.At, FactsFormat.Read(m.Facts)))])),
            ];
        }
    }

    private sealed record Case(string Service, Guid CaseId);

    private sealed record Happened(string Service, Guid CaseId, string Name, DateTimeOffset At, string Facts);
}
