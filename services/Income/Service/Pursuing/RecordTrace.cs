using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>An attempt to find out where somebody who has left lives.</summary>
public sealed class FormerTenantTrace
{
    private FormerTenantTrace() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public string Who { get; private set; } = "";
    public DateOnly On { get; private set; }
    public bool Found { get; private set; }

    /// <summary>Null where it was not found.</summary>
    public string? Address { get; private set; }

    public string Document { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }

    internal static FormerTenantTrace Of(Guid accountId, string who, DateOnly on, string? address, string document, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now), AccountId = accountId, Who = who, On = on, Found = address is not null, Address = address, Document = document, By = by, RecordedAt = now,
    };
}

/// <summary>An attempt, as given.</summary>
public sealed record RecordTrace(string Who, GivenDay? On, bool Found, string Address, string Document);

/// <summary>Says whether an attempt to trace somebody can be recorded: those who have left, tenants and homeowners alike (OHO-INC-20, OHO-LSE-32).</summary>
public static class TraceDecision
{
    public static Decision<FormerTenantTrace> Decide(Account account, RecordTrace command, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var who = fields.Line("who", command.Who, 100);
        var on = fields.PastDay("on", command.On, London.DayOf(now), account.EndedOn);
        var address = command.Found ? fields.Line("address", command.Address, 200) : null;
        if (!command.Found && command.Address is not "")
            fields.Fault("address", "must be empty where none was found.");
        var document = fields.Line("document", command.Document, LegalRefusals.LongestDocument);
        if (fields.FoundFaults)
            return fields.Refuse("TRACE_INVALID");
        return account.Kind == AccountKind.FormerTenant ? FormerTenantTrace.Of(account.Id, who, on!.Value, address, document, by, now) : PursuingRefusals.NotLeft;
    }
}

internal sealed partial class FormerTenantsGrpc
{
    public override Task<RecordTraceResponse> RecordTrace(RecordTraceRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        return accounts.Change(call, request, request.RequestId, a => a.Id == accountId, (account, now) =>
        {
            var command = new RecordTrace(request.Who, IncomeMessages.Given(request.On), request.Found, request.Address, request.Document);
            var trace = AccountDesk.Accepted(TraceDecision.Decide(account, command, call.Caller().Subject, now))[0];
            db.Traces.Add(trace);
            return Task.FromResult(new RecordTraceResponse { Trace = ToMessage(trace) });
        });
    }

    public override async Task<ListTracesResponse> ListTraces(ListTracesRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        var page = Paging.Read(request.PageSize, request.PageToken);
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("The traces of account {AccountId} were read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
        var traces = db.Traces.AsNoTracking().Where(t => t.AccountId == accountId);
        if (page.AfterId is { } after)
            traces = traces.Where(t => t.Id < after);
        var found = await traces.OrderByDescending(t => t.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Traces = { found.Take(page.Size).Select(ToMessage) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    private static Wire.Trace ToMessage(FormerTenantTrace trace) => new()
    {
        TraceId = trace.Id.ToString(), AccountId = trace.AccountId.ToString(), Who = trace.Who, On = trace.On.ToMessage(), Found = trace.Found, Address = trace.Address ?? "",
        Document = trace.Document, By = trace.By,
    };
}
