using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

internal sealed partial class ComplaintsGrpc
{
    public override async Task<ListComplaintsResponse> ListComplaints(ListComplaintsRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var filter = ComplaintFilter.Read(request);
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household);       // a resident's list holds the own household's only
        if (!standards.Knows(request.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var now = clock.Now();
        var complaints = db.Complaints.AsNoTracking();
        if (caller.Role == Role.Resident)
            complaints = complaints.Where(c => c.HouseholdId == caller.Household);
        var rows = await filter.Of(complaints, page, now)
            .Include(c => c.Issues)
            .Take(page.Size + 1)       // one more than the page holds tells whether there is a next one
            .AsSplitQuery().ToListAsync(call.CancellationToken);

        var last = rows.Count > page.Size ? rows[page.Size - 1] : null;
        var response = new ListComplaintsResponse { NextPageToken = Paging.Token(last is null ? null : filter.Key(last.Id, last.NextDueAt)) };
        response.Complaints.AddRange(rows.Take(page.Size).Select(c => c.ToSummary(caller.Role != Role.Resident, now)));
        return response;
    }
}
