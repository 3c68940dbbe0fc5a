using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class HomeownersGrpc
{
    private const int MostNotified = 200;

    public override Task<NotifyCostsResponse> NotifyCosts(NotifyCostsRequest request, ServerCallContext call)
    {
        if (request.CostIds.Count is < 1 or > MostNotified)
            throw IncomeRefusals.Field("cost_ids", $"must be 1 to {MostNotified}; there are {request.CostIds.Count}.").ToRpcException();
        List<Guid> ids = [.. request.CostIds.Select((id, at) => Ids.Parse(id, $"cost_ids[{at}]")).Distinct()];
        return desk.Change(call, request, request.RequestId, Ids.Parse(request.SchemeId, "scheme_id"), async (scheme, now) =>
        {
            var costs = await db.SchemeCosts.Where(c => c.SchemeId == scheme.Id && ids.Contains(c.Id)).OrderBy(c => c.Id).ToListAsync(call.CancellationToken);
            if (costs.Count != ids.Count)
                throw HomeownerRefusals.CostUnknown.ToRpcException();
            if (costs.Exists(cost => cost.WithdrawnAt is not null))
                throw HomeownerRefusals.CostWithdrawn.ToRpcException();

            var caller = call.Caller();
            foreach (var cost in costs.Where(cost => cost.NotifiedAt is null))
            {
                cost.Notify(now);
                await clocks.Told(scheme.Landlord, cost, CostClocks.Notified, now, new Recording($"{caller.RoleName} {caller.Subject}"), call.CancellationToken);
            }

            // Whoever may be asked for them: those who held a home in the costs' years, and those who hold it now.
            var accounts = (await AccountsOf(scheme, await SharesOf(scheme.Id, call.CancellationToken), call.CancellationToken)).Values;
            var since = costs.Min(cost => YearOf(scheme.Landlord, cost.StartsIn).First);
            var told = accounts.Where(account => account.EndedOn is null || account.EndedOn >= since).OrderBy(account => account.Id).ToList();
            var cause = Causes.Of([.. costs.Select(cost => cost.Id.ToString())]);
            var facts = Facts(costs);
            await messages.Tell(
                CostClocks.Notified, told.ConvertAll(account => new ResidentNews(account, account.Id, Causes.Of("costs", cause.ToString(), account.Id.ToString()), facts)), now, call.CancellationToken);
            return new NotifyCostsResponse { Accounts = told.Count };
        });
    }

    // The law wants to have said that they were incurred and will be asked for; what each comes to is in ListCosts.
    private static Dictionary<string, string> Facts(List<SchemeCost> costs) => new(StringComparer.Ordinal)
    {
        ["costs"] = string.Join("; ", costs.Select(cost => $"{cost.Description} ({ChargeSum.Pounds(cost.Pence)})")),
        ["pence"] = ResidentMessages.Pence(costs.Sum(cost => cost.Pence)),
    };

    public override async Task<ListCostsResponse> ListCosts(ListCostsRequest request, ServerCallContext call)
    {
        var scheme = request.KeyCase switch
        {
            ListCostsRequest.KeyOneofCase.SchemeId => await ReadScheme(request.SchemeId, call),
            ListCostsRequest.KeyOneofCase.AccountId => await SchemeOf(await ReadAccount(request.AccountId, call), call.CancellationToken),
            _ => throw IncomeRefusals.Field("scheme_id", "must be a scheme's id, or account_id an account's; both are unset.").ToRpcException(),
        };
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var found = await db.SchemeCosts.AsNoTracking().Where(c => c.SchemeId == scheme.Id && c.StartsIn == request.StartsIn && c.Id > after).OrderBy(c => c.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Costs = { found.Take(page.Size).Select(c => ToMessage(c, scheme.Landlord)) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    private async Task<Account> ReadAccount(string id, ServerCallContext call)
    {
        var accountId = Ids.Parse(id, "account_id");
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("What account {AccountId} bears as a homeowner's was read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
        return account;
    }

    private async Task<ChargeScheme> SchemeOf(Account account, CancellationToken cancellationToken) =>
        await (from share in db.LeaseShares.AsNoTracking()
               join scheme in db.ChargeSchemes.AsNoTracking() on share.SchemeId equals scheme.Id
               where share.HomeId == account.HomeId
               orderby share.Until == null descending, share.Until descending
               select scheme).FirstOrDefaultAsync(cancellationToken) ?? throw HomeownerRefusals.NotInScheme.ToRpcException();
}
