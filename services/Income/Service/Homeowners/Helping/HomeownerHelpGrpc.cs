using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What homeowners may ask for beside their bills, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class HomeownerHelpGrpc(
    IncomeDb db, AccountDesk desk, AccountCase cases, ResidentMessages messages, Policies<IncomePolicy> policies, ILogger<HomeownerHelpGrpc> log) : HomeownerHelp.HomeownerHelpBase
{
    private static Recording By(ServerCallContext call) => new($"{call.Caller().RoleName} {call.Caller().Subject}");

    private static RpcException NeitherAsked() => IncomeRefusals.Field("account_id", "must be an account's id, or landlord a landlord's key; both are unset.").ToRpcException();

    private async Task<Account> Read(string id, ServerCallContext call)
    {
        var accountId = Ids.Parse(id, "account_id");
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("What the homeowner of account {AccountId} asked for was read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
        return account;
    }
}
