using System.Globalization;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class IncomeGrpc
{
    public override async Task<ListPostingsResponse> ListPostings(ListPostingsRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken)
            ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        RequireRead(account, call);

        var page = Paging.Read(request.PageSize, request.PageToken);
        var before = page.After is null ? long.MaxValue : NumberIn(page.After);
        // One more than the page holds says whether there is another.
        var postings = await db.Postings.AsNoTracking()
            .Include(p => p.Lines)
            .Where(p => p.AccountId == accountId && p.Number < before)
            .OrderByDescending(p => p.Number)
            .Take(page.Size + 1)
            .ToListAsync(call.CancellationToken);
        var shown = postings.Take(page.Size).ToList();
        var last = postings.Count > page.Size ? shown[^1].Number.ToString(CultureInfo.InvariantCulture) : null;
        return new() { Postings = { shown.Select(p => p.ToMessage()) }, NextPageToken = Paging.Token(last) };
    }

    private static long NumberIn(string token) =>
        long.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw IncomeRefusals.PageTokenUnknown.ToRpcException();
}
