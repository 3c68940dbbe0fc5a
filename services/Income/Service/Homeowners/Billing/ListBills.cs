using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class HomeownersGrpc
{
    public override async Task<ListBillsResponse> ListBills(ListBillsRequest request, ServerCallContext call)
    {
        var account = await ReadAccount(request.AccountId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var before = page.AfterId;
        var found = await (from bill in db.LeaseBills.AsNoTracking()
                           join round in db.SchemeRounds.AsNoTracking() on bill.RoundId equals round.Id
                           where bill.AccountId == account.Id && bill.IssuedAt != null && (before == null || bill.Id < before)
                           orderby bill.Id descending
                           select new { bill, round }).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var demand = policies.For(account.Landlord).Homeowners?.Demand;
        return new()
        {
            Bills = { found.Take(page.Size).Select(one => one.bill.ToMessage(one.round, demand)) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].bill.Id : null),
        };
    }
}
