using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Standards;

namespace Housing.Income;

/// <summary>The ledger, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class LedgerGrpc(
    IncomeDb db, AccountDesk desk, AccountCase cases, AccountEnding ending, Policies<IncomePolicy> policies, StandardsBook standards, TimeProvider clock) : Ledger.LedgerBase;
