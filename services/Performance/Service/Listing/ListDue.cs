using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    public override async Task<Wire.ListDueResponse> ListDue(Wire.ListDueRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var landlord = Asked(request.Landlord, call);
        CheckText("service", request.Service);
        var fields = new FieldReader();
        var state = Read(fields, request.State);
        if (fields.FoundFaults)
            throw fields.Refuse("INVALID_FIELD").ToRpcException();

        var now = clock.Now();
        var promises = db.Promises.AsNoTracking().Where(p => p.Landlord == landlord.Key).In(state, now);
        if (request.Service is not "")
            promises = promises.Where(p => p.Service == request.Service);
        if (CasePromises.After(page) is var (due, id))
            promises = promises.Where(p => p.DueAt > due || (p.DueAt == due && p.CommitmentId > id));
        var listed = await promises.OrderBy(p => p.DueAt).ThenBy(p => p.CommitmentId).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Promises = { listed.Take(page.Size).Select(p => Message(p, now)) },
            NextPageToken = Paging.Token(listed.Count > page.Size ? CasePromises.Key(listed[page.Size - 1]) : null),
        };
    }

    private static DueState Read(FieldReader fields, Wire.DueState state)
    {
        switch (state)
        {
            case Wire.DueState.Unspecified:
                return DueState.All;
            case Wire.DueState.Today:
                return DueState.Today;
            case Wire.DueState.AtRisk:
                return DueState.AtRisk;
            case Wire.DueState.Overdue:
                return DueState.Overdue;
            default:
                fields.Fault("state", "must be DUE_STATE_TODAY, DUE_STATE_AT_RISK or DUE_STATE_OVERDUE, or unset for all of these.");
                return DueState.All;
        }
    }
}
