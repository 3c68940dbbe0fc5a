using System.Globalization;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Bank statements, over gRPC.</summary>
internal sealed class BankGrpc(IncomeDb db, SuspenseDesk desk, StatementImport import, Policies<IncomePolicy> policies, StandardsBook standards, ILogger<BankGrpc> log) : Bank.BankBase
{
    public override Task<ImportBankStatementResponse> ImportBankStatement(ImportBankStatementRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireAct(request.Landlord);
        var fields = new FieldReader();
        var read = Camt053.Read(request.Xml.ToByteArray(), fields);
        if (fields.FoundFaults)
            throw fields.Refuse("STATEMENT_INVALID").ToRpcException();
        var accounts = policies.For(request.Landlord).Bank?.Accounts ?? throw BankRefusals.BankNotSet.ToRpcException();
        if (read.FirstOrDefault(statement => !accounts.Contains(statement.Account)) is { } other)
            throw BankRefusals.NotTheLandlords(other.Account, accounts).ToRpcException();

        return desk.Take(call, request, request.RequestId, request.Landlord, async now => new ImportBankStatementResponse
        {
            Statements = { (await import.Import(request.Landlord, read, call.Caller().Subject, now, call.CancellationToken)).Select(statement => statement.ToMessage()) },
        });
    }

    public override async Task<ListBankStatementsResponse> ListBankStatements(ListBankStatementsRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireRead(request.Landlord);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.BankStatements.AsNoTracking().Where(s => s.Landlord == request.Landlord);
        if (page.AfterId is { } after)
            rows = rows.Where(s => s.Id < after);
        var found = await rows.OrderByDescending(s => s.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Statements = { found.Take(page.Size).Select(statement => statement.ToMessage()) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }

    public override async Task<GetBankStatementResponse> GetBankStatement(GetBankStatementRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.StatementId, "statement_id");
        var statement = await db.BankStatements.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, call.CancellationToken) ?? throw BankRefusals.StatementUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(statement.Landlord);
        log.LogInformation("Bank statement {StatementId} was read by {Role} {Subject}", id, caller.RoleName, caller.Subject);

        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.After is null ? 0 : int.TryParse(page.After, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Paging.BadToken();
        var found = await db.BankEntries.AsNoTracking().Where(e => e.StatementId == id && e.Number > after).OrderBy(e => e.Number).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Statement = statement.ToMessage(),
            Entries = { found.Take(page.Size).Select(entry => entry.ToMessage()) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture) : null),
        };
    }

    private void RequireLandlord(string landlord)
    {
        if (!standards.Knows(landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
    }
}
