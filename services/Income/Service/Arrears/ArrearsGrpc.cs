using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Arrears and what is done about them, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class ArrearsGrpc(IncomeDb db, AccountDesk accounts, ArrearsDesk desk, StandardsBook standards, TimeProvider clock, ILogger<ArrearsGrpc> log)
    : Arrears.ArrearsBase;
