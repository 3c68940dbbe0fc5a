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
            with counted as (
              select standard_id, service, estate, month, sum.name, sum.value
              from (
                select standard_id, service, estate, month, count(*) filter (where outcome = 'met') as met, count(*) filter (where met_by_extension) as by_extension,
                       count(*) filter (where outcome = 'missed') as missed, count(*) filter (where outcome = 'open') as open, count(*) filter (where outcome = 'cancelled') as excused,
                       count(*) filter (where extended) as extended
                from kept_promise where landlord = {landlord} group by 1, 2, 3, 4) as all_of
              cross join lateral (values ('met', met), ('met-by-extension', by_extension), ('missed', missed), ('open', open), ('excused', excused), ('extended', extended)) as sum (name, value)
              union all
              select standard_id, service, estate, month, 'taken ' || taken, count(*) from kept_promise where landlord = {landlord} and taken is not null group by standard_id, service, estate, month, taken
              union all
              select standard_id, service, '', month, 'taken ' || taken || ' anywhere', count(*) from kept_promise where landlord = {landlord} and taken is not null group by standard_id, service, month, taken),
            kept as (
              select standard_id, service, estate, month, sum.name, sum.value
              from promise_month
              cross join lateral (values ('met', met), ('met-by-extension', met_by_extension), ('missed', missed), ('open', open), ('excused', excused), ('extended', extended)) as sum (name, value)
              where landlord = {landlord}
              union all
              select standard_id, service, estate, month, 'taken ' || taken, promises from promise_month_taken_by_estate where landlord = {landlord}
              union all
              select standard_id, service, '', month, 'taken ' || taken || ' anywhere', promises from promise_month_taken where landlord = {landlord})
            select standard_id as "Standard", service as "Service", estate as "Estate", month as "Month", name as "Sum", coalesce(kept.value, 0) as "Kept", coalesce(counted.value, 0) as "Counted"
            from kept full join counted using (standard_id, service, estate, month, name)
            where coalesce(kept.value, 0) <> coalesce(counted.value, 0)
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
