using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    public override async Task<Wire.CountDueResponse> CountDue(Wire.CountDueRequest request, ServerCallContext call)
    {
        var landlord = Asked(request.Landlord, call);
        var now = clock.Now();
        var tonight = London.EndOf(London.DayOf(now));
        var promises = db.Promises.AsNoTracking().Where(p => p.Landlord == landlord.Key);
        var counts = await promises.In(DueState.ByTonight, now).Concat(promises.In(DueState.AtRiskLater, now))
            .GroupBy(p => p.Service)
            .Select(service => new
            {
                Service = service.Key,
                Today = service.LongCount(p => p.DueAt > now && p.DueAt <= tonight),
                AtRisk = service.LongCount(p => p.DueAt > now && p.Outcome == "open" && p.Change == "warned"),
                Overdue = service.LongCount(p => p.DueAt <= now),
            })
            .OrderBy(count => count.Service)
            .ToListAsync(call.CancellationToken);
        return new() { Counts = { counts.Select(c => new Wire.DueCount { Service = c.Service, Today = c.Today, AtRisk = c.AtRisk, Overdue = c.Overdue }) } };
    }
}
