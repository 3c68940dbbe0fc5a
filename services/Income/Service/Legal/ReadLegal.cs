using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

internal sealed partial class LegalGrpc
{
    public override async Task<GetLegalActionResponse> GetLegalAction(GetLegalActionRequest request, ServerCallContext call)
    {
        var asked = request.KeyCase switch
        {
            GetLegalActionRequest.KeyOneofCase.ActionId when Ids.Parse(request.ActionId, "action_id") is var id => db.LegalActions.Where(a => a.Id == id),
            GetLegalActionRequest.KeyOneofCase.AccountId when Ids.Parse(request.AccountId, "account_id") is var id => db.LegalActions.Where(a => a.AccountId == id),
            _ => throw LegalRefusals.ActionNotNamed.ToRpcException(),
        };
        return new() { Action = await Message(await Read(asked, call), call.CancellationToken) };
    }

    public override async Task<ListRunningLegalActionsResponse> ListRunningLegalActions(ListRunningLegalActionsRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(request.Landlord);
        log.LogInformation("The legal actions of {Landlord} were listed by {Role} {Subject}", request.Landlord, caller.RoleName, caller.Subject);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var actions = db.LegalActions.AsNoTracking().Where(a => a.Landlord == request.Landlord && a.Step != LegalStep.Ended && a.Id > after);
        if (request.Step is not "")
        {
            var fields = new FieldReader();
            var step = fields.Word<LegalStep>("step", request.Step) ?? throw fields.Refuse("INVALID_FIELD").ToRpcException();
            actions = actions.Where(a => a.Step == step);
        }

        var found = await actions.OrderBy(a => a.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var ids = found.ConvertAll(a => a.Id);
        var hearings = (await db.Hearings.AsNoTracking().Include(h => h.Papers).Where(h => ids.Contains(h.ActionId)).ToListAsync(call.CancellationToken)).ToLookup(h => h.ActionId);
        return new()
        {
            Actions = { found.Take(page.Size).Select(action => action.ToMessage(hearings[action.Id])) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }

    public override async Task<ListLegalHistoryResponse> ListLegalHistory(ListLegalHistoryRequest request, ServerCallContext call)
    {
        var actionId = Ids.Parse(request.ActionId, "action_id");
        var action = await Read(db.LegalActions.Where(a => a.Id == actionId), call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var entries = db.LegalEntries.AsNoTracking().Where(e => e.ActionId == action.Id);
        if (page.AfterId is { } after)
            entries = entries.Where(e => e.Id < after);
        var found = await entries.OrderByDescending(e => e.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new()
        {
            Entries =
            {
                found.Take(page.Size).Select(entry => new Wire.LegalEntry
                {
                    EntryId = entry.Id.ToString(), Act = IncomeMessages.Word(entry.Act), At = Timestamp.FromDateTimeOffset(entry.At), By = entry.By, Note = entry.Note ?? "", Evidence = entry.Evidence ?? "",
                }),
            },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null),
        };
    }

    // The newest of those asked for. Who read about a household's debts is on record too.
    private async Task<LegalAction> Read(IQueryable<LegalAction> asked, ServerCallContext call)
    {
        var action = await asked.AsNoTracking().OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id).FirstOrDefaultAsync(call.CancellationToken)
            ?? throw LegalRefusals.ActionUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(action.Landlord, action.HouseholdId);
        CaseTrace.Case(action.Id);
        log.LogInformation("Legal action {ActionId} was read by {Role} {Subject}", action.Id, caller.RoleName, caller.Subject);
        return action;
    }
}
