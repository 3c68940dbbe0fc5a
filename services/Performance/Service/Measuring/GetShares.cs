using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    public override async Task<Wire.GetSharesResponse> GetShares(Wire.GetSharesRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household ?? Guid.Empty);      // how a landlord keeps its word is for everybody of it
        if (!standards.TryGet(request.Landlord, out var landlord))
            throw PerformanceRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        CheckText("service", request.Service);
        CheckText("estate", request.Estate);
        var now = clock.Now();
        var months = Read(fields => Months.Read(fields, request.From, request.Through, London.DayOf(now)));

        var terms = (request.StandardId is "" ? ShareTerms.Of(landlord, standards.Law) : [TermOf(landlord, request.StandardId)])
            .Where(term => (term.Published || caller.Role != Role.Resident) && (request.Service is "" || term.Service == request.Service)).ToList();
        var wanted = terms.SelectMany(term => term.Of).Distinct(StringComparer.Ordinal).ToList();
        var counts = await figures.Count(new([landlord.Key], months, wanted, request.HasEstate ? request.Estate : null), now, call.CancellationToken);
        var of = In(counts, landlord.Key);
        return new() { Shares = { terms.Select(term => term.ToMessage(of(term))) }, Total = terms.Where(term => term.IsOwnWord).ToTotal(of) };
    }
}
