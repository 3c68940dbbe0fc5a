using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

internal sealed partial class InvestigationsGrpc
{
    public override async Task<ListActionsResponse> ListActions(ListActionsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        call.Caller().RequireRead(request.Landlord);
        var fields = new FieldReader();
        var dueBy = Precise.Day(request.DueBy) is { } given ? fields.Day("due_by", given, London.FirstDay, London.LastDay) : null;
        if (fields.FoundFaults)
            throw fields.Refuse("LIST_INVALID").ToRpcException();

        var promised = db.Complaints.AsNoTracking().Where(c => c.Landlord == request.Landlord)
            .SelectMany(c => c.Remedies.Where(r => r.State == RemedyState.Promised), (complaint, remedy) => new { complaint.Reference, Remedy = remedy });
        if (request.Owner is not "")
            promised = promised.Where(p => p.Remedy.Owner == request.Owner);
        if (dueBy is not null)
            promised = promised.Where(p => p.Remedy.DueOn <= dueBy);
        if (request.StoppedOnly)
            promised = promised.Where(p => p.Remedy.StoppedReason != null);
        if (page.AfterId is { } after)
            promised = promised.Where(p => p.Remedy.Id > after);
        var rows = await promised.OrderBy(p => p.Remedy.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);

        var response = new ListActionsResponse { NextPageToken = Paging.Token(rows.Count > page.Size ? rows[page.Size - 1].Remedy.Id : null) };
        response.Actions.AddRange(rows.Take(page.Size).Select(p => new PromisedAction { ComplaintId = p.Remedy.ComplaintId.ToString(), Reference = p.Reference, Remedy = p.Remedy.ToMessage() }));
        return response;
    }
}
