using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    private const int MostCases = 50;

    public override async Task<Wire.ListPromisesOfCasesResponse> ListPromisesOfCases(Wire.ListPromisesOfCasesRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var landlord = Asked(request.Landlord, call);
        CheckText("service", request.Service);
        var fields = new FieldReader();
        if (request.Service is "")
            fields.Fault("service", "must be set, such as repairs.");
        if (request.CaseIds.Count is 0 or > MostCases)
            fields.Fault("case_ids", $"must be 1 to {MostCases}.");
        if (fields.FoundFaults)
            throw fields.Refuse("INVALID_FIELD").ToRpcException();

        var now = clock.Now();
        var ids = request.CaseIds.Select(id => Ids.Parse(id, "case_ids")).ToArray();
        var promises = db.Promises.AsNoTracking().Where(p => p.Service == request.Service && ids.Contains(p.CaseId) && p.Landlord == landlord.Key);
        if (CasePromises.After(page) is var (due, id))
            promises = promises.Where(p => p.DueAt > due || (p.DueAt == due && p.CommitmentId > id));
        var listed = await promises.OrderBy(p => p.DueAt).ThenBy(p => p.CommitmentId).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Promises = { listed.Take(page.Size).Select(p => Message(p, now)) },
            NextPageToken = Paging.Token(listed.Count > page.Size ? CasePromises.Key(listed[page.Size - 1]) : null),
        };
    }
}
