using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Direct debits, over gRPC; each rpc that changes something is in its operation's file.</summary>
internal sealed partial class DirectDebitsGrpc(
    IncomeDb db, AccountDesk desk, DebitDesk debits, SuspenseDesk queue, ResidentMessages messages, Policies<IncomePolicy> policies, StandardsBook standards, ILogger<DirectDebitsGrpc> log)
    : DirectDebits.DirectDebitsBase
{
    public override Task<GetDebitTermsResponse> GetDebitTerms(GetDebitTermsRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household ?? Guid.Empty);      // it is for anybody of this landlord
        RequireLandlord(request.Landlord);
        return Task.FromResult(policies.For(request.Landlord).DirectDebit is not { } terms ? new GetDebitTermsResponse() : new()
        {
            Frequencies = { terms.Frequencies.Select(DebitMessages.ToMessage) },
            Weekdays = { terms.Weekdays.Select(IncomeMessages.Word) },
            DaysOfMonth = { terms.DaysOfMonth },
            NoticeWorkingDays = terms.NoticeWorkingDays,
        });
    }

    public override async Task<ListMandatesResponse> ListMandates(ListMandatesRequest request, ServerCallContext call)
    {
        var account = await Read(request.AccountId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.Mandates.AsNoTracking().Where(m => m.AccountId == account);
        if (page.AfterId is { } after)
            rows = rows.Where(m => m.Id < after);
        var found = await rows.OrderByDescending(m => m.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Mandates = { found.Take(page.Size).Select(m => m.ToMessage()) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    public override async Task<ListCollectionsResponse> ListCollections(ListCollectionsRequest request, ServerCallContext call)
    {
        var account = await Read(request.AccountId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.Collections.AsNoTracking().Where(c => c.AccountId == account);
        if (page.AfterId is { } after)
            rows = rows.Where(c => c.Id < after);
        var found = await rows.OrderByDescending(c => c.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Collections = { found.Take(page.Size).Select(c => c.ToMessage()) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    public override async Task<ListDebitFilesResponse> ListDebitFiles(ListDebitFilesRequest request, ServerCallContext call)
    {
        RequireLandlord(request.Landlord);
        call.Caller().RequireRead(request.Landlord);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = db.DebitFiles.AsNoTracking().Where(f => f.Landlord == request.Landlord);
        if (page.AfterId is { } after)
            rows = rows.Where(f => f.Id < after);
        var found = await rows.OrderByDescending(f => f.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Files = { found.Take(page.Size).Select(f => f.ToMessage()) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    public override async Task<GetDebitFileResponse> GetDebitFile(GetDebitFileRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.FileId, "file_id");
        var file = await db.DebitFiles.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id, call.CancellationToken) ?? throw DebitRefusals.FileUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(file.Landlord);
        log.LogInformation("Direct debit file {FileId} was read by {Role} {Subject}", id, caller.RoleName, caller.Subject);
        return new() { File = file.ToMessage(), Content = ByteString.CopyFromUtf8(file.Content) };
    }

    public override async Task<MarkDebitFileSubmittedResponse> MarkDebitFileSubmitted(MarkDebitFileSubmittedRequest request, ServerCallContext call)
    {
        var id = Ids.Parse(request.FileId, "file_id");
        var landlord = await db.DebitFiles.Where(f => f.Id == id).Select(f => f.Landlord).SingleOrDefaultAsync(call.CancellationToken) ?? throw DebitRefusals.FileUnknown.ToRpcException();
        return await queue.Take(call, request, request.RequestId, landlord, async now =>
        {
            var file = await db.DebitFiles.SingleAsync(f => f.Id == id, call.CancellationToken);
            if (file.SubmittedAt is null)
                file.Submit(call.Caller().Subject, now);
            return new MarkDebitFileSubmittedResponse { File = file.ToMessage() };
        });
    }

    private DebitPolicy Terms(string landlord) => policies.For(landlord).DirectDebit ?? throw DebitRefusals.NotOffered.ToRpcException();

    private void RequireLandlord(string landlord)
    {
        if (!standards.Knows(landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
    }

    private async Task<Guid> Read(string id, ServerCallContext call)
    {
        var accountId = Ids.Parse(id, "account_id");
        var account = await db.Accounts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(account.Landlord, account.HouseholdId);
        log.LogInformation("The direct debits of account {AccountId} were read by {Role} {Subject}", account.Id, caller.RoleName, caller.Subject);
        return account.Id;
    }
}
