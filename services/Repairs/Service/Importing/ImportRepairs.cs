using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    private const int LongestSource = 60;

    public override Task<ImportRepairsResponse> ImportRepairs(ImportRepairsRequest request, ServerCallContext call)
    {
        call.Caller().RequireAct(request.Landlord);
        if (!standards.Knows(request.Landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var fields = new FieldReader();
        var source = fields.Line("source", request.Source, LongestSource);
        if (fields.FoundFaults)
            throw fields.Refuse("IMPORT_INVALID").ToRpcException();
        return request.CheckOnly
            ? Import(request, source, call)
            : Once.Answer(db, call, request.RequestId, request, () => Import(request, source, call));
    }

    /// <summary>All of the file or nothing of it: the answer to a file with a fault says every fault and keeps nothing.</summary>
    private async Task<ImportRepairsResponse> Import(ImportRepairsRequest request, string source, ServerCallContext call)
    {
        var now = clock.Now();
        var policy = policies.For(request.Landlord);
        var (lines, faults) = OrderFile.Form.Read(request.Csv);
        var places = await HomesOf(request.Landlord, lines, call.CancellationToken);
        var orders = lines.Select(l => l.Key).ToArray();
        var known = await db.Repairs.Where(r => r.Landlord == request.Landlord && r.OrderSource == source && orders.Contains(r.OrderReference))
            .ToDictionaryAsync(r => r.OrderReference!, r => r.Id, StringComparer.Ordinal, call.CancellationToken);

        var decided = lines.Select(line => (Line: line, Decision: ImportDecision.Decide(
            policy, line, source, places.GetValueOrDefault(line["home"]), known.TryGetValue(line.Key, out var before) ? before : null, now, settings.Value))).ToList();
        var refused = faults.Concat(decided.SelectMany(d => d.Decision is Decision<RepairMilestone>.Refused { Why: var why }
            ? why.Fields.Select(f => new LineFault(d.Line.Number, d.Line.Key, f.Field, f.Fault))
            : [])).OrderBy(f => f.Line).ToList();

        var response = new ImportRepairsResponse { Lines = lines.Count };
        response.Refused.AddRange(refused.Select(f => new ImportFault { Line = f.Line, Order = f.Key, Column = f.Column, Fault = f.Fault }));
        if (refused.Count > 0 || request.CheckOnly)
            return response;

        // Nobody is told today of what another system told them long ago.
        var by = CaseDesk.By(call.Caller()) with { TellsResidents = false };
        foreach (var (line, decision) in decided)
        {
            var file = files.Open(Ordered((RepairMilestone.Reported)decision.Milestones[0], places[line["home"]].Postcode), by, now);
            files.Record(file, [.. decision.Milestones.Skip(1)], by, now);
            db.AwaitedFacts.Add(new AwaitedFacts(file.Repair.Id, now));
            response.Imported.Add(new ImportedOrder { Order = line.Key, RepairId = file.Repair.Id.ToString() });
        }

        return response;
    }

    private async Task<Dictionary<string, ImportedHome>> HomesOf(string landlord, IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, ImportedHome>(StringComparer.Ordinal);
        foreach (var some in lines.Select(l => l["home"]).Where(h => h is not "").Distinct(StringComparer.Ordinal).Chunk(200))
        {
            foreach (var home in await homes.Find(landlord, some, cancellationToken))
                found[home.Reference] = new ImportedHome(Guid.Parse(home.HomeId), home.Landlord, home.Address?.Postcode, HomeQuestion.Day(home.HandedOver));
        }

        return found;
    }
}
