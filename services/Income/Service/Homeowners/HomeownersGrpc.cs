using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>Homeowners' charges, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class HomeownersGrpc(
    IncomeDb db, SchemeDesk desk, CostClocks clocks, ReserveFund reserves, ResidentMessages messages, ReadingQuestion reading, IPdfPrinter printer, Policies<IncomePolicy> policies, StandardsBook standards, TimeProvider clock,
    ILogger<HomeownersGrpc> log) : Contracts.V1.Homeowners.HomeownersBase;
