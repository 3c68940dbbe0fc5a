using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    /// <summary>How long before the period something may have begun that falls due in it: the longest of what is promised, a year.</summary>
    private const int MonthsBefore = 12;

    public override async Task Rehearse(Wire.RehearseRequest request, IServerStreamWriter<Wire.RehearseResponse> answers, ServerCallContext call)
    {
        var landlord = Asked(request.Landlord, call);
        CheckText("service", request.Service);
        var now = clock.Now();
        var months = Read(fields => Months.Read(fields, request.From, request.Through, London.DayOf(now)));
        var (book, tried) = Tried(request);
        var service = request.Service is "" ? null : request.Service;
        var terms = ShareTerms.Of(tried, law: null).Where(term => term.IsOwnWord && (service is null || term.Service == service)).ToList();

        var rehearsed = new Rehearsed(terms.Select(term => term.Id));
        await foreach (var cases in rehearsal.Of(landlord.Key, service, London.StartOf(months.First.AddMonths(-MonthsBefore)), now, call.CancellationToken))
        {
            foreach (var one in cases)
                rehearsed.Add(Rehearsal.Of(book, tried.Key, one.Service, one.CaseId, one.Milestones, now), now);
            await answers.WriteAsync(new() { Cases = rehearsed.Cases }, call.CancellationToken);
        }

        var own = ShareTerms.Of(landlord, law: null).Where(term => term.IsOwnWord && (service is null || term.Service == service)).ToDictionary(term => term.Id, StringComparer.Ordinal);
        var counts = await figures.Count(new([landlord.Key], months, [.. own.Keys], ByMonth: true), now, call.CancellationToken);
        await answers.WriteAsync(
            new()
            {
                Cases = rehearsed.Cases,
                Finished = true,
                Months = { months.Each.Select(month => RehearsalMessages.ToMessage(month, terms, rehearsed, own, In(counts, landlord.Key, month))) },
                NotStarted = { terms.Select(term => term.Id).Where(id => !rehearsed.Started(id)) },
            },
            call.CancellationToken);
    }

    /// <summary>The promises to try: an edited file, or another landlord's.</summary>
    private (StandardsBook Book, Landlord Landlord) Tried(Wire.RehearseRequest request)
    {
        if (request.Standards is "" == request.OfLandlord is "")
            throw PerformanceRefusals.StandardsOneOf.ToRpcException();
        if (request.OfLandlord is not "")
            return standards.TryGet(request.OfLandlord, out var other) ? (standards, other) : throw PerformanceRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        try
        {
            return StandardsFolder.ReadDraft(request.Standards, standards.Law);
        }
        catch (StandardsException faults)
        {
            throw PerformanceRefusals.StandardsWrong(faults).ToRpcException();
        }
    }
}
