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
        var states = Read(fields, request.State);
        if (fields.FoundFaults)
            throw fields.Refuse("INVALID_FIELD").ToRpcException();

        var now = clock.Now();
        var after = CasePromises.After(page);
        var most = page.Size + 1;
        var listed = new List<KeptPromise>();
        foreach (var state in states)
        {
            if (listed.Count < most)
                listed.AddRange(await List(state, most - listed.Count));
        }

        return new()
        {
            Promises = { listed.Take(page.Size).Select(p => Message(p, now)) },
            NextPageToken = Paging.Token(listed.Count > page.Size ? CasePromises.Key(listed[page.Size - 1]) : null),
        };

        Task<List<KeptPromise>> List(DueState state, int most)
        {
            var promises = db.Promises.AsNoTracking().Where(p => p.Landlord == landlord.Key).In(state, now);
            if (request.Service is not "")
                promises = promises.Where(p => p.Service == request.Service);
            if (after is var (due, id))
                promises = promises.Where(p => EF.Functions.GreaterThan(ValueTuple.Create(p.DueAt, p.CommitmentId), ValueTuple.Create(due, id)));
            return promises.OrderBy(p => p.DueAt).ThenBy(p => p.CommitmentId).Take(most).ToListAsync(call.CancellationToken);
        }
    }

    /// <summary>One after the other, each due after all of the one before.</summary>
    private static DueState[] Read(FieldReader fields, Wire.DueState state)
    {
        switch (state)
        {
            case Wire.DueState.Unspecified:
                return [DueState.ByTonight, DueState.AtRiskLater];
            case Wire.DueState.Today:
                return [DueState.Today];
            case Wire.DueState.AtRisk:
                return [DueState.AtRisk];
            case Wire.DueState.Overdue:
                return [DueState.Overdue];
            default:
                fields.Fault("state", "must be DUE_STATE_TODAY, DUE_STATE_AT_RISK or DUE_STATE_OVERDUE, or unset for all of these.");
                return [];
        }
    }
}
