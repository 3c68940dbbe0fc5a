using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Help for households, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class SupportGrpc(
    IncomeDb db, AccountDesk accounts, SupportDesk desk, Policies<IncomePolicy> policies, StandardsBook standards, ILogger<SupportGrpc> log) : Contracts.V1.Support.SupportBase
{
    private Task<TResponse> OnAccount<TRequest, TResponse>(
        string id, ServerCallContext call, TRequest request, string requestId, Func<Account, DateTimeOffset, Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var accountId = Ids.Parse(id, "account_id");
        return accounts.Change(call, request, requestId, a => a.Id == accountId, work);
    }

    private SupportPolicy PolicyOf(Account account) => policies.For(account.Landlord).Support ?? SupportPolicy.OwnStaff;

    private static string By(ServerCallContext call) => call.Caller().Subject;
}
