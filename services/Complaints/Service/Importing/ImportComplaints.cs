using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Complaints as records. Each rpc sits in its operation's file.</summary>
internal sealed partial class RecordsGrpc(
    ComplaintsDb db, CaseFiles files, NeighbourQuestions neighbours, Policies<ComplaintPolicy> policies, StandardsBook standards, IOptions<ComplaintSettings> settings, TimeProvider clock,
    ILogger<RecordsGrpc> log) : Wire.Records.RecordsBase
{
    private const int LongestSource = 60;
    private const int AtOnce = 20;
    private const int MostReferences = 200;       // that Estates is asked for at once

    public override Task<ImportComplaintsResponse> ImportComplaints(ImportComplaintsRequest request, ServerCallContext call)
    {
        call.Caller().RequireAct(request.Landlord);
        if (!standards.Knows(request.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var fields = new FieldReader();
        var source = fields.Line("source", request.Source, LongestSource);
        if (fields.FoundFaults)
            throw fields.Refuse("IMPORT_INVALID").ToRpcException();
        return request.CheckOnly ? Import(request, source, call) : Once.Answer(db, call, request.RequestId, request, () => Import(request, source, call));
    }

    /// <summary>All of the file or nothing of it: the answer to a file with a fault says every fault and keeps nothing.</summary>
    private async Task<ImportComplaintsResponse> Import(ImportComplaintsRequest request, string source, ServerCallContext call)
    {
        var (now, landlord, cancellationToken) = (clock.Now(), request.Landlord, call.CancellationToken);
        var (lines, faults) = ComplaintFile.Form.Read(request.Csv);
        var homes = await Homes(landlord, lines, cancellationToken);
        var households = await Households(lines, cancellationToken);
        var known = await Known(landlord, source, lines, cancellationToken);

        var decided = lines.Select(line =>
        {
            var residence = households.GetValueOrDefault(line["household"]) is { } living && living.Landlord == landlord ? living : null;
            var (home, estate) = homes.GetValueOrDefault(line["home"]);
            var whose = new ImportedWhose(landlord, home, estate, residence?.HouseholdId, residence?.HomeId);
            return (Line: line, Decision: ImportDecision.Decide(
                line, source, whose, known.GetValueOrDefault(line.Key), policies.For(landlord), now, now - settings.Value.OldestImport));
        }).ToList();
        var refused = faults.Concat(decided.SelectMany(d => d.Decision is Decision<ComplaintMilestone>.Refused { Why: var why }
            ? why.Fields.Select(f => new LineFault(d.Line.Number, d.Line.Key, f.Field, f.Fault))
            : [])).OrderBy(f => f.Line).ToList();

        var response = new ImportComplaintsResponse { Lines = lines.Count };
        response.Refused.AddRange(refused.Select(f => new ImportFault { Line = f.Line, OldReference = f.Key, Column = f.Column, Fault = f.Fault }));
        if (refused.Count > 0 || request.CheckOnly)
            return response;

        // Nobody is told today of what another system told them long ago.
        var by = CaseDesk.By(call.Caller()) with { TellsResidents = false };
        foreach (var (line, decision) in decided)
        {
            var file = files.Open((ComplaintMilestone.Opened)decision.Milestones[0], by, now);
            files.Record(file, [.. decision.Milestones.Skip(1)], by, now);
            response.Imported.Add(new ImportedComplaint { OldReference = line.Key, ComplaintId = file.Complaint.Id.ToString(), Reference = file.Complaint.Reference });
        }

        return response;
    }

    private async Task<Dictionary<string, string>> Known(string landlord, string source, IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken)
    {
        var references = lines.Select(l => l.Key).ToArray();
        return await db.Complaints.Where(c => c.Landlord == landlord && c.OldSystem == source && references.Contains(c.OldReference))
            .ToDictionaryAsync(c => c.OldReference!, c => c.Reference, StringComparer.Ordinal, cancellationToken);
    }

    /// <summary>By the landlord's own reference; one that Estates has not is not among them.</summary>
    private async Task<Dictionary<string, (Guid? Home, string? Estate)>> Homes(string landlord, IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, (Guid? Home, string? Estate)>(StringComparer.Ordinal);
        foreach (var some in lines.Select(l => l["home"]).Where(h => h is not "").Distinct(StringComparer.Ordinal).Chunk(MostReferences))
        {
            foreach (var (reference, home, site) in (await neighbours.Homes(landlord, some, cancellationToken)).What ?? throw ComplaintRefusals.NeighboursAway.ToRpcException())
                found[reference] = (home, site.Estate);
        }

        return found;
    }

    /// <summary>By the id as the file has it.</summary>
    private async Task<Dictionary<string, Residence>> Households(IReadOnlyList<ImportLine> lines, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Residence>(StringComparer.Ordinal);
        foreach (var some in lines.Select(l => l["household"]).Distinct(StringComparer.Ordinal).Where(h => Guid.TryParse(h, out _)).Chunk(AtOnce))
        {
            var said = await Task.WhenAll(some.Select(h => neighbours.Household(Guid.Parse(h), cancellationToken)));
            if (said.Any(s => !s.Answered))
                throw ComplaintRefusals.NeighboursAway.ToRpcException();
            foreach (var (household, residence) in some.Zip(said))
            {
                if (residence.What is { } living)
                    found[household] = living;
            }
        }

        return found;
    }
}
