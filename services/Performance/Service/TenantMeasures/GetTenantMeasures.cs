using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    public override async Task<Wire.GetTenantMeasuresResponse> GetTenantMeasures(Wire.GetTenantMeasuresRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household ?? Guid.Empty);      // they are published for everybody of the landlord
        if (!standards.TryGet(request.Landlord, out var landlord))
            throw PerformanceRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var now = clock.Now();
        var year = YearOf(request.On, London.DayOf(now));
        var policy = policies.For(landlord.Key);
        var homes = await homeCount.Of(landlord.Key, call.CancellationToken);
        var cases = await tenantCases.Find(landlord.Key, year, tenantRules, call.CancellationToken);
        var (measured, _) = TenantMeasures.Of(tenantRules, standards.Law!, policy.RepairTargets, year, homes, part => cases[part], now);
        var staff = caller.Role != Role.Resident;
        return new()
        {
            From = year.From.ToMessage(), Through = year.Through.ToMessage(), Over = London.DayOf(now) > year.Through, Homes = homes ?? 0,
            Measures = { measured.Measures.Select(m => m.ToMessage(policy.Reports.Fewest, staff)) },
        };
    }

    private ReportPeriod YearOf(Wire.Date? on, DateOnly today)
    {
        if (on is null)
            return ReportPeriod.YearOf(today, tenantRules.YearBegins);
        var fields = new FieldReader();
        return fields.Day("on", new(on.Year, on.Month, on.Day), London.FirstDay.AddYears(2), ReportPeriod.YearOf(today, tenantRules.YearBegins).Through) is { } day
            ? ReportPeriod.YearOf(day, tenantRules.YearBegins)
            : throw fields.Refuse("INVALID_FIELD").ToRpcException();
    }
}
