using Housing.Income.Contracts.V1;
using Housing.Income.Storage;

namespace Housing.Income;

/// <summary>The accounts, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class IncomeGrpc(IncomeDb db, AccountDesk desk, ILogger<IncomeGrpc> log) : Accounts.AccountsBase;
