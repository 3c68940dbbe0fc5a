using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class IncomeGrpc
{
    public override async Task<GetAccountResponse> GetAccount(GetAccountRequest request, ServerCallContext call)
    {
        var asked = request.KeyCase switch
        {
            GetAccountRequest.KeyOneofCase.AccountId when Ids.Parse(request.AccountId, "account_id") is var id => db.Accounts.Where(a => a.Id == id),
            GetAccountRequest.KeyOneofCase.HouseholdId when Ids.Parse(request.HouseholdId, "household_id") is var id => db.Accounts.Where(a => a.HouseholdId == id && a.Kind != AccountKind.Garage),
            _ => throw IncomeRefusals.AccountNotNamed.ToRpcException(),
        };
        // A household that moved has two: the newer one is meant.
        var account = await asked.AsNoTracking().OrderByDescending(a => a.OpenedAt).FirstOrDefaultAsync(call.CancellationToken)
            ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        RequireRead(account, call);

        var parts = await db.SubAccounts.AsNoTracking().Where(p => p.AccountId == account.Id).ToListAsync(call.CancellationToken);
        return new() { Account = account.ToMessage(parts) };
    }

    // Who read a person's account is on record too.
    private void RequireRead(Account account, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("Account {AccountId} was read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
    }
}
