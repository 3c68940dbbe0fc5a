using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    public override async Task<Wire.GetTrendResponse> GetTrend(Wire.GetTrendRequest request, ServerCallContext call)
    {
        var landlord = Asked(request.Landlord, call);
        CheckText("service", request.Service);
        CheckText("estate", request.Estate);
        var now = clock.Now();
        var months = Read(fields => Months.ReadTrend(fields, request.Month, London.DayOf(now)));

        var one = request.StandardId is "" ? null : TermOf(landlord, request.StandardId);
        var terms = one is null ? ShareTerms.Of(landlord, law: null).Where(term => term.IsOwnWord && (request.Service is "" || term.Service == request.Service)).ToList() : [one];
        var wanted = terms.SelectMany(term => term.Of).ToList();
        var counts = await figures.Count(new([landlord.Key], months, wanted, request.HasEstate ? request.Estate : null, ByMonth: true), now, call.CancellationToken);
        return new()
        {
            Months =
            {
                months.Each.Select(month => new Wire.MonthShare
                {
                    Month = month.ToMessage(),
                    Share = one is null ? terms.ToTotal(In(counts, landlord.Key, month)) : one.ToMessage(In(counts, landlord.Key, month)(one)),
                }),
            },
        };
    }
}
