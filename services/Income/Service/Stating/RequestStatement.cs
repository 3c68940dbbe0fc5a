using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>A statement as somebody asks for it; what is null is for the service to choose.</summary>
public sealed record RequestStatement(StatementDocument? Document, GivenDay? From, GivenDay? Through);

/// <summary>Says what is to be issued when somebody asks (OHO-INC-11, OHO-LSE-19): any period up to today, and of an account of any age.</summary>
public static class RequestStatementDecision
{
    public static Decision<StatementOrder> Decide(Account account, RequestStatement command, string by, DateTimeOffset now)
    {
        var (today, begins, fields) = (London.DayOf(now), London.DayOf(account.OpenedAt), new FieldReader());
        var document = command.Document ?? (account.IsHomeowners ? StatementDocument.HomeownerStatement : StatementDocument.Statement);
        if (document == StatementDocument.ChargeSchedule)
        {
            if (command.From is not null)
                fields.Fault("from", "must be unset: a schedule is of today.");
            if (command.Through is not null)
                fields.Fault("through", "must be unset: a schedule is of today.");
            return fields.FoundFaults ? fields.Refuse("STATEMENT_REQUEST_INVALID") : new StatementOrder(document, today, today, Run: null, by);
        }

        if ((document == StatementDocument.HomeownerStatement) != account.IsHomeowners)
            fields.Fault("document", account.IsHomeowners ? "must be a homeowner's statement, for this is a homeowner's account." : "must be a statement: this is no homeowner's account.");
        var through = command.Through is { } last ? fields.Day("through", last, London.FirstDay, today) : today;
        var from = command.From is { } first ? fields.Day("from", first, London.FirstDay, through ?? today) : begins < through ? begins : through;
        return fields.FoundFaults ? fields.Refuse("STATEMENT_REQUEST_INVALID") : new StatementOrder(document, from!.Value, through!.Value, Run: null, by);
    }
}

internal sealed partial class StatementsGrpc
{
    public override Task<RequestStatementResponse> RequestStatement(RequestStatementRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var command = new RequestStatement(StatementMessages.Read(request.Document), Given(request.From), Given(request.Through));
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId && a.Kind != AccountKind.Suspense, async (account, now) =>
        {
            var caller = call.Caller();
            var order = AccountDesk.Accepted(RequestStatementDecision.Decide(account, command, caller.Subject, now))[0] with { Told = caller.Role != Role.Resident };
            var issued = await statements.Issue(account, order, now, call.CancellationToken);
            await statements.Record([account], new Dictionary<Guid, IssuedStatement> { [account.Id] = issued }, now, new Recording($"{caller.RoleName} {caller.Subject}"), call.CancellationToken);
            return new RequestStatementResponse { Statement = issued.ToMessage() };
        });
    }

    private static GivenDay? Given(Date? day) => day is null ? null : new GivenDay(day.Year, day.Month, day.Day);
}
