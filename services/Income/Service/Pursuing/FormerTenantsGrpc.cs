using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What is done about the debts of those who have left, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class FormerTenantsGrpc(
    IncomeDb db, AccountDesk accounts, Policies<IncomePolicy> policies, StandardsBook standards, ILogger<FormerTenantsGrpc> log) : FormerTenants.FormerTenantsBase;
