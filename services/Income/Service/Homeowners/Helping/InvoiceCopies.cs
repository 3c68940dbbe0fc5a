using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>A homeowner's request for copies of invoices, and where they were made available (OHO-LSE-07).</summary>
public sealed class InvoiceCopies
{
    private InvoiceCopies() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public string Landlord { get; private set; } = "";
    public IReadOnlyList<Guid> CostIds { get; private set; } = [];
    public DateTimeOffset AskedAt { get; private set; }
    public string AskedBy { get; private set; } = "";
    public IReadOnlyList<string> Documents { get; private set; } = [];
    public DateTimeOffset? AnsweredAt { get; private set; }
    public string? AnsweredBy { get; private set; }

    internal static InvoiceCopies Ask(Account account, IReadOnlyList<Guid> costIds, string by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(), AccountId = account.Id, Landlord = account.Landlord, CostIds = costIds, AskedAt = now, AskedBy = by };

    internal void Answer(IReadOnlyList<string> documents, string by, DateTimeOffset now) => (Documents, AnsweredBy, AnsweredAt) = (documents, by, now);
}

/// <summary>Says whether a request for copies can be answered so: once, and with a copy of each.</summary>
public static class InvoiceCopiesDecision
{
    public const int Most = 200;

    public static Refusal? Refuse(InvoiceCopies copies, IReadOnlyList<string> documents)
    {
        if (copies.AnsweredAt is not null)
            return HomeownerRefusals.AnsweredAlready;
        var fields = new FieldReader();
        if (documents.Count != copies.CostIds.Count)
            fields.Fault("documents", $"must be one for each of the {copies.CostIds.Count} costs; there are {documents.Count}.");
        for (var at = 0; at < documents.Count; at++)
            fields.Line($"documents[{at}]", documents[at], 200);
        return fields.FoundFaults ? fields.Refuse("COPIES_INVALID") : null;
    }
}

internal sealed partial class HomeownerHelpGrpc
{
    public override Task<AskInvoiceCopiesResponse> AskInvoiceCopies(AskInvoiceCopiesRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        if (request.CostIds.Count is < 1 or > InvoiceCopiesDecision.Most)
            throw IncomeRefusals.Field("cost_ids", $"must be 1 to {InvoiceCopiesDecision.Most}; there are {request.CostIds.Count}.").ToRpcException();
        List<Guid> ids = [.. request.CostIds.Select((id, at) => Ids.Parse(id, $"cost_ids[{at}]")).Distinct()];
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            // Only of costs that the account's own home may bear something of.
            var known = await db.SchemeCosts.CountAsync(c => ids.Contains(c.Id) && db.LeaseShares.Any(s => s.SchemeId == c.SchemeId && s.HomeId == account.HomeId), call.CancellationToken);
            if (known != ids.Count)
                throw HomeownerRefusals.CostUnknown.ToRpcException();
            var copies = Housing.Income.InvoiceCopies.Ask(account, ids, call.Caller().Subject, now);
            db.InvoiceCopies.Add(copies);
            await cases.Record(account, new Milestone("invoice-copies.asked", now, Facts.None), now, By(call), call.CancellationToken);
            return new AskInvoiceCopiesResponse { Copies = copies.ToMessage() };
        });
    }

    public override async Task<AnswerInvoiceCopiesResponse> AnswerInvoiceCopies(AnswerInvoiceCopiesRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.CopiesId, "copies_id");
        List<string> documents = [.. request.Documents.Select(document => document.Trim())];
        var accountId = await db.InvoiceCopies.Where(c => c.Id == id).Select(c => (Guid?)c.AccountId).SingleOrDefaultAsync(call.CancellationToken) ?? throw HomeownerRefusals.CopiesUnknown.ToRpcException();
        return await desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var copies = await db.InvoiceCopies.SingleAsync(c => c.Id == id, call.CancellationToken);
            if (InvoiceCopiesDecision.Refuse(copies, documents) is { } why)
                throw why.ToRpcException();
            copies.Answer(documents, call.Caller().Subject, now);
            await cases.Record(account, new Milestone("invoice-copies.given", now, Facts.None), now, By(call), call.CancellationToken);
            await messages.Tell(account, "invoice-copies.given", account.Id, copies.Id, new Dictionary<string, string>(StringComparer.Ordinal) { ["documents"] = string.Join("; ", documents) }, now, call.CancellationToken);
            return new AnswerInvoiceCopiesResponse { Copies = copies.ToMessage() };
        });
    }

    public override async Task<ListInvoiceCopiesResponse> ListInvoiceCopies(ListInvoiceCopiesRequest request, ServerCallContext call)
    {
        var asked = db.InvoiceCopies.AsNoTracking();
        switch (request.KeyCase)
        {
            case ListInvoiceCopiesRequest.KeyOneofCase.AccountId:
                var account = await Read(request.AccountId, call);
                asked = asked.Where(c => c.AccountId == account.Id);
                break;
            case ListInvoiceCopiesRequest.KeyOneofCase.Landlord:
                call.Caller().RequireRead(request.Landlord);
                asked = asked.Where(c => c.Landlord == request.Landlord && c.AnsweredAt == null);
                break;
            default:
                throw NeitherAsked();
        }

        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var found = await asked.Where(c => c.Id > after).OrderBy(c => c.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Copies = { found.Take(page.Size).Select(c => c.ToMessage()) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }
}
