using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class SuspenseGrpc
{
    public override async Task<ListSuspenseResponse> ListSuspense(ListSuspenseRequest request, ServerCallContext call)
    {
        RequireRead(request.Landlord, call, "suspense items");
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.SuspenseItems.AsNoTracking().Include(i => i.Transfers).Where(i => i.Landlord == request.Landlord);
        if (!request.All)
            rows = rows.Where(i => i.LeftPence > 0);
        if (page.AfterId is { } after)
            rows = rows.Where(i => i.Id > after);
        var found = await rows.OrderBy(i => i.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Items = { found.Take(page.Size).Select(item => item.ToMessage()) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
            LeftPence = await db.SuspenseItems.Where(i => i.Landlord == request.Landlord).SumAsync(i => i.LeftPence, call.CancellationToken),
        };
    }

    public override async Task<ListPayersResponse> ListPayers(ListPayersRequest request, ServerCallContext call)
    {
        RequireRead(request.Landlord, call, "payers");
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.Payers.AsNoTracking().Where(p => p.Landlord == request.Landlord);
        if (page.AfterId is { } after)
            rows = rows.Where(p => p.Id > after);
        var found = await rows.OrderBy(p => p.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Payers = { found.Take(page.Size).Select(payer => payer.ToMessage()) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }

    public override async Task<ForgetPayerResponse> ForgetPayer(ForgetPayerRequest request, ServerCallContext call)
    {
        var payerId = Ids.Parse(request.PayerId, "payer_id");
        var landlord = await db.Payers.Where(p => p.Id == payerId).Select(p => p.Landlord).SingleOrDefaultAsync(call.CancellationToken);
        // Let go before: only a repeat of the same request may hear that it was done.
        return await desk.Take(call, request, request.RequestId, landlord ?? call.Caller().Landlord ?? "", async _ =>
        {
            var payer = await db.Payers.SingleOrDefaultAsync(p => p.Id == payerId, call.CancellationToken) ?? throw SuspenseRefusals.PayerUnknown.ToRpcException();
            db.Payers.Remove(payer);
            log.LogInformation("Payer {PayerId} of account {AccountId} was let go by {Subject}", payer.Id, payer.AccountId, call.Caller().Subject);
            return new ForgetPayerResponse();
        });
    }

    // Who paid what is about people: who looked is on record too.
    private void RequireRead(string landlord, ServerCallContext call, string what)
    {
        if (!standards.Knows(landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(landlord);
        log.LogInformation("The {What} of {Landlord} were read by {Role} {Subject}", what, landlord, caller.RoleName, caller.Subject);
    }
}
