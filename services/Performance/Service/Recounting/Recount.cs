using System.Data;
using Grpc.Core;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    private const int MostDifferences = 200;

    // It reads every promise of the landlord, some seconds for each million.
    private static readonly TimeSpan LongestRecount = TimeSpan.FromMinutes(10);

    public override async Task<Wire.RecountResponse> Recount(Wire.RecountRequest request, ServerCallContext call)
    {
        var landlord = Asked(request.Landlord, call).Key;
        // Promises and sums as they were at one instant, while others go on writing.
        db.Database.SetCommandTimeout(LongestRecount);
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, call.CancellationToken);
        var promises = await db.Promises.LongCountAsync(p => p.Landlord == landlord, call.CancellationToken);
        var differences = await db.Database.SqlQuery<Difference>($"""
            with line as materialized (
              select standard_id, service, estate, month, taken, count(*) filter (where outcome = 'met') as met, count(*) filter (where met_by_extension) as by_extension,
                     count(*) filter (where outcome = 'missed') as missed, count(*) filter (where outcome = 'open') as open, count(*) filter (where outcome = 'cancelled') as excused,
                     count(*) filter (where extended) as extended, count(*) as promises
              from kept_promise where landlord = {landlord} group by 1, 2, 3, 4, 5),
            counted as (
              select standard_id, service, estate, month, false as everywhere, sum(met) as met, sum(by_extension) as by_extension, sum(missed) as missed, sum(open) as open, sum(excused) as excused,
                     sum(extended) as extended
              from line group by 1, 2, 3, 4
              union all
              select standard_id, service, '', month, true, sum(met), sum(by_extension), sum(missed), sum(open), sum(excused), sum(extended) from line group by 1, 2, 4),
            kept as (
              select standard_id, service, estate, month, false as everywhere, met, met_by_extension as by_extension, missed, open, excused, extended from promise_sum_by_estate where landlord = {landlord}
              union all
              select standard_id, service, '', month, true, met, met_by_extension, missed, open, excused, extended from promise_sum where landlord = {landlord}),
            difference as (
              select standard_id, service, estate, month, everywhere, sum.name, coalesce(sum.kept, 0) as kept, coalesce(sum.counted, 0) as counted
              from kept full join counted using (standard_id, service, estate, month, everywhere)
              cross join lateral (values ('met', kept.met, counted.met), ('met-by-extension', kept.by_extension, counted.by_extension), ('missed', kept.missed, counted.missed),
                ('open', kept.open, counted.open), ('excused', kept.excused, counted.excused), ('extended', kept.extended, counted.extended)) as sum (name, kept, counted)
              union all
              select standard_id, service, estate, month, everywhere, 'taken ' || taken, coalesce(kept.promises, 0), coalesce(counted.promises, 0)
              from (
                select standard_id, service, estate, month, false as everywhere, taken_from + n - 1 as taken, promises
                from promise_sum_by_estate cross join lateral unnest(taken) with ordinality as step (promises, n) where landlord = {landlord} and promises <> 0
                union all
                select standard_id, service, '', month, true, taken_from + n - 1, promises
                from promise_sum cross join lateral unnest(taken) with ordinality as step (promises, n) where landlord = {landlord} and promises <> 0) kept
              full join (
                select standard_id, service, estate, month, false as everywhere, taken, promises from line where taken is not null
                union all
                select standard_id, service, '', month, true, taken, sum(promises) from line where taken is not null group by 1, 2, 4, 6) counted
              using (standard_id, service, estate, month, everywhere, taken))
            select standard_id as "Standard", service as "Service", estate as "Estate", month as "Month", name || case when everywhere then ' anywhere' else '' end as "Sum",
                   kept::bigint as "Kept", counted::bigint as "Counted"
            from difference
            where kept <> counted
            order by 1, 2, 3, 4, 5
            limit {MostDifferences}
            """).ToListAsync(call.CancellationToken);
        if (differences.Count > 0)
            log.LogError("{Count} sums of {Landlord} are not what its promises say, the first of {Standard}", differences.Count, landlord, differences[0].Standard);
        return new()
        {
            Promises = promises,
            Differences =
            {
                differences.Select(d => new Wire.SumDifference
                {
                    StandardId = d.Standard, Service = d.Service, Estate = d.Estate, Month = d.Month.ToMessage(), Sum = d.Sum, Kept = d.Kept, Counted = d.Counted,
                }),
            },
        };
    }

    private sealed record Difference(string Standard, string Service, string Estate, DateOnly Month, string Sum, long Kept, long Counted);
}
