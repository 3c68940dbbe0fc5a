using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    public override async Task<Wire.CompareLandlordsResponse> CompareLandlords(Wire.CompareLandlordsRequest request, ServerCallContext call)
    {
        var now = clock.Now();
        var months = Read(fields => Months.Read(fields, request.From, request.Through, London.DayOf(now)));
        var compared = subjects.All.Where(subject => request.Subject is "" || subject.Name == request.Subject).ToList();
        if (compared.Count == 0)
            throw PerformanceRefusals.SubjectUnknown(subjects.All.Select(subject => subject.Name)).ToRpcException();

        var landlords = standards.Landlords.Select(standards.For).ToList();
        var terms = landlords.ToDictionary(landlord => landlord.Key, landlord => ShareTerms.Of(landlord, law: null).ToDictionary(term => term.Id, StringComparer.Ordinal), StringComparer.Ordinal);
        var wanted = compared.SelectMany(subject => subject.Promises).SelectMany(id => terms.Values.Select(own => own.GetValueOrDefault(id))).OfType<ShareTerm>().SelectMany(term => term.Of).Distinct(StringComparer.Ordinal);
        var counts = await figures.Count(new(standards.Landlords, months, [.. wanted]), now, call.CancellationToken);
        return new()
        {
            Subjects = { compared.Select(subject => new Wire.ComparedSubject { Subject = subject.Name, Landlords = { landlords.Select(landlord => Of(subject, landlord)).OfType<Wire.LandlordShares>() } }) },
        };

        Wire.LandlordShares? Of(Subject subject, Landlord landlord)
        {
            var shares = subject.Promises.Select(id => terms[landlord.Key].GetValueOrDefault(id)).OfType<ShareTerm>().Select(term => term.ToMessage(In(counts, landlord.Key)(term))).ToList();
            return shares.Count == 0 ? null : new() { Landlord = landlord.Key, Name = landlord.Name, Shares = { shares } };
        }
    }
}
