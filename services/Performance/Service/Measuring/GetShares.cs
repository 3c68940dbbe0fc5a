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

        var all = ShareTerms.Of(landlord, standards.Law);
        var terms = (request.StandardId is "" ? all : [TermOf(landlord, request.StandardId)])
            .Where(term => (term.Published || caller.Role != Role.Resident) && (request.Service is "" || term.Service == request.Service)).ToList();
        // Whether a number tells on somebody depends on all that a resident can ask for beside it.
        var beside = caller.Role == Role.Resident ? all.Where(term => term.Published).ToList() : terms;
        var wanted = beside.SelectMany(term => term.Of).Distinct(StringComparer.Ordinal).ToList();
        var counts = await figures.Count(new([landlord.Key], months, wanted, request.HasEstate ? request.Estate : null), now, call.CancellationToken);
        var of = In(counts, landlord.Key);
        var response = new Wire.GetSharesResponse { Shares = { terms.Select(term => term.ToMessage(of(term))) }, Total = terms.Where(term => term.IsOwnWord).ToTotal(of) };
        if (caller.Role == Role.Resident)
            Withhold(response, beside.ConvertAll(term => (term, of(term).Tally)), policies.For(landlord.Key).Reports.Fewest);
        return response;
    }

    /// <summary>Takes out what residents are not told, and says what stands in its place.</summary>
    private static void Withhold(Wire.GetSharesResponse response, List<(ShareTerm Term, Tally Tally)> beside, int fewest)
    {
        var hidden = Disclosure.Hidden(beside, fewest);
        var tallies = beside.ToDictionary(b => b.Term.Id, b => b.Tally, StringComparer.Ordinal);
        for (var n = 0; n < response.Shares.Count; n++)
        {
            var share = response.Shares[n];
            if (hidden.Contains(share.StandardId))
                response.Shares[n] = share.Without(Disclosure.InPlace(tallies[share.StandardId], fewest));
            else
                share.Shown = share.Value;
        }

        // A total of some alone would tell the one among them that is not told.
        var whole = response.Total.Of.Count == beside.Count(b => b.Term.IsOwnWord);
        var total = response.Total.Of.Select(id => tallies[id]).Aggregate(Tally.None, (sum, one) => sum + one);
        if (Disclosure.IsFew(total, fewest) || (!whole && response.Total.Of.Any(hidden.Contains)))
            response.Total = response.Total.Without(Disclosure.InPlace(total, fewest));
        else
            response.Total.Shown = response.Total.Value;
    }
}
