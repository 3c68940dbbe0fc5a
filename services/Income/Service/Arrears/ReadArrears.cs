using System.Globalization;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

internal sealed partial class ArrearsGrpc
{
    public override async Task<GetArrearsCaseResponse> GetArrearsCase(GetArrearsCaseRequest request, ServerCallContext call)
    {
        var asked = request.KeyCase switch
        {
            GetArrearsCaseRequest.KeyOneofCase.CaseId when Ids.Parse(request.CaseId, "case_id") is var id => db.ArrearsCases.Where(c => c.Id == id),
            GetArrearsCaseRequest.KeyOneofCase.AccountId when Ids.Parse(request.AccountId, "account_id") is var id => db.ArrearsCases.Where(c => c.AccountId == id),
            _ => throw ArrearsRefusals.CaseNotNamed.ToRpcException(),
        };
        // The newest is the open one, if any is.
        var file = await asked.AsNoTracking().OrderByDescending(c => c.Id).FirstOrDefaultAsync(call.CancellationToken) ?? throw ArrearsRefusals.CaseUnknown.ToRpcException();
        RequireRead(file, call);
        return new() { Case = Message(file) };
    }

    public override async Task<ListArrearsCasesResponse> ListArrearsCases(ListArrearsCasesRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(request.Landlord);
        log.LogInformation("The arrears cases of {Landlord} were listed by {Role} {Subject}", request.Landlord, caller.RoleName, caller.Subject);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var cases = db.ArrearsCases.AsNoTracking().Where(c => c.Landlord == request.Landlord && c.ClosedAt == null && c.Id > after);
        if (request.NextStep is not "")
            cases = cases.Where(c => c.NextStep == request.NextStep);
        if (request.Officer is not "")
            cases = cases.Where(c => c.Officer == request.Officer);
        if (request.OnlyUnassigned)
            cases = cases.Where(c => c.Officer == null);
        if (request.OnlyDue)
            cases = cases.Where(c => c.NextStep != null);
        var found = await cases.OrderBy(c => c.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var accountIds = found.ConvertAll(c => c.AccountId);
        var holders = await db.Accounts.AsNoTracking().Where(a => accountIds.Contains(a.Id)).Select(a => new { a.Id, a.HomeId, a.PaymentNumber }).ToDictionaryAsync(a => a.Id, call.CancellationToken);
        return new()
        {
            Cases = { found.Take(page.Size).Select(c => InList(c, holders[c.AccountId].HomeId, holders[c.AccountId].PaymentNumber)) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }

    public override async Task<ListArrearsHistoryResponse> ListArrearsHistory(ListArrearsHistoryRequest request, ServerCallContext call)
    {
        var caseId = Ids.Parse(request.CaseId, "case_id");
        var file = await db.ArrearsCases.AsNoTracking().SingleOrDefaultAsync(c => c.Id == caseId, call.CancellationToken) ?? throw ArrearsRefusals.CaseUnknown.ToRpcException();
        RequireRead(file, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var before = page.After is not { } after ? int.MaxValue
            : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw Paging.BadToken();
        var found = await db.ArrearsEntries.AsNoTracking().Where(e => e.CaseId == caseId && e.Number < before).OrderByDescending(e => e.Number).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Entries = { found.Take(page.Size).Select(ArrearsMessages.ToMessage) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Number.ToString(CultureInfo.InvariantCulture) : null),
        };
    }

    private Wire.ArrearsCase Message(ArrearsCase file) => file.ToMessage(LadderDecision.Decide(desk.LadderOf(file), file, clock.Now()));

    private Wire.ArrearsCase InList(ArrearsCase file, Guid home, long number)
    {
        var message = Message(file);
        (message.HomeId, message.PaymentReference) = (home.ToString(), PaymentReference.Of(number));
        return message;
    }

    // Who read about a household's debts is on record too.
    private void RequireRead(ArrearsCase file, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(file.Landlord, file.HouseholdId);
        CaseTrace.Case(file.Id);
        log.LogInformation("Arrears case {CaseId} was read by {Role} {Subject}", file.Id, caller.RoleName, caller.Subject);
    }
}
