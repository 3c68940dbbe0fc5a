using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

internal sealed partial class StatementsGrpc
{
    public override async Task<ListStatementsResponse> ListStatements(ListStatementsRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        await RequireRead(accountId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.Statements.AsNoTracking().Where(s => s.AccountId == accountId);
        if (page.AfterId is { } after)
            rows = rows.Where(s => s.Id < after);
        var found = await rows.OrderByDescending(s => s.Id).Take(page.Size + 1).Select(StatementMessages.ToRow).ToListAsync(call.CancellationToken);
        return new()
        {
            Statements = { found.Take(page.Size).Select(StatementMessages.ToMessage) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }

    public override async Task<GetStatementResponse> GetStatement(GetStatementRequest request, ServerCallContext call)
    {
        var statementId = Ids.Parse(request.StatementId, "statement_id");
        if (!Enum.IsDefined(request.Format))
            throw IncomeRefusals.Field("format", "must be one of the formats listed in the proto.").ToRpcException();
        var issued = await db.Statements.AsNoTracking().SingleOrDefaultAsync(s => s.Id == statementId, call.CancellationToken) ?? throw IncomeRefusals.StatementUnknown.ToRpcException();
        var householdId = await RequireRead(issued.AccountId, call);

        var (statement, schedule) = (issued.Statement(), issued.Schedule());
        return new()
        {
            Statement = issued.ToMessage(),
            Lines = { (statement?.Lines ?? []).Select(StatementMessages.ToMessage) },
            Parts = { (statement?.Parts ?? []).Select(StatementMessages.ToMessage) },
            NextDues = { (statement?.Next ?? []).Select(StatementMessages.ToMessage) },
            Charges = { (schedule?.Charges ?? []).Select(StatementMessages.ToMessage) },
            ReserveFund = statement?.ReserveFund?.ToSummary(),
            Page = await Page(issued, householdId, request, call.CancellationToken),
            MediaType = request.Format switch
            {
                StatementFormat.Html => "text/html; charset=utf-8",
                StatementFormat.Pdf => "application/pdf",
                _ => "",
            },
        };
    }

    private async Task<ByteString> Page(IssuedStatement issued, Guid householdId, GetStatementRequest request, CancellationToken cancellationToken)
    {
        if (request.Format == StatementFormat.Unspecified)
            return ByteString.Empty;
        var html = request.LargePrint || await reading.LargePrint(householdId, cancellationToken) ? PrintedPage.InLargePrint(issued.Html()) : issued.Html();
        return request.Format == StatementFormat.Pdf ? UnsafeByteOperations.UnsafeWrap(await printer.Print(html, cancellationToken)) : ByteString.CopyFrom(html, Encoding.UTF8);
    }

    // Who read a household's statements is on record too.
    private async Task<Guid> RequireRead(Guid accountId, ServerCallContext call)
    {
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        CaseTrace.Case(account.Id);
        log.LogInformation("The statements of account {AccountId} were read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
        return account.HouseholdId;
    }
}
