using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;

namespace Housing.Income;

/// <summary>Statements, over gRPC. Each rpc is in its operation's file.</summary>
internal sealed partial class StatementsGrpc(IncomeDb db, AccountDesk desk, StatementDesk statements, ReadingQuestion reading, IPdfPrinter printer, ILogger<StatementsGrpc> log) : Statements.StatementsBase;
