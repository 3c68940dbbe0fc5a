using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income;

/// <summary>Refunds, over gRPC. Each change is in its operation's file.</summary>
internal sealed partial class RefundsGrpc(
    IncomeDb db, AccountDesk desk, ResidentMessages messages, Policies<IncomePolicy> policies, StandardsBook standards, ILogger<RefundsGrpc> log) : Refunds.RefundsBase
{
    public override async Task<ListRefundsResponse> ListRefunds(ListRefundsRequest request, ServerCallContext call)
    {
        if (!standards.Knows(request.Landlord))
            throw IncomeRefusals.LandlordUnknown(standards.Landlords).ToRpcException();
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, household: null);
        var account = request.AccountId is "" ? (Guid?)null : Ids.Parse(request.AccountId, "account_id");
        var state = RefundMessages.State(request.State);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var before = page.AfterId;
        var found = await db.Refunds.AsNoTracking()
            .Where(r => r.Landlord == request.Landlord && (account == null || r.AccountId == account) && (state == null || r.State == state) && (before == null || r.Id < before))
            .OrderByDescending(r => r.Id)      // made in the order in which they were asked for
            .Take(page.Size + 1)
            .ToListAsync(call.CancellationToken);
        log.LogInformation("Refunds of {Landlord} were read by {Role} {Subject}", request.Landlord, caller.RoleName, caller.Subject);
        // An auditor follows the money without the payee's account.
        return new()
        {
            Refunds = { found.Take(page.Size).Select(refund => RefundMessages.ToMessage(refund, withBank: caller.Role != Role.Auditor)) },
            NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id.ToString() : null),
        };
    }

    private async Task<TResponse> Change<TRequest, TResponse>(
        string id, TRequest request, string requestId, ServerCallContext call, Func<Account, Refund, DateTimeOffset, Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var refundId = Ids.Parse(id, "refund_id");
        var accountId = await db.Refunds.Where(r => r.Id == refundId).Select(r => (Guid?)r.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw RefundRefusals.RefundUnknown.ToRpcException();
        // Read under the account's lock and its own, which the sending of it takes: as the last who changed it left it.
        return await desk.Change(call, request, requestId, a => a.Id == accountId, async (account, now) =>
            await work(account, await db.Refunds.FromSql($"select * from refund where id = {refundId} for update").SingleAsync(call.CancellationToken), now));
    }
}

/// <summary>How refunds are said on the wire.</summary>
internal static class RefundMessages
{
    /// <summary>A refund as it is said to a caller; an answer that is kept never holds a bank account.</summary>
    /// <param name="refund">The refund.</param>
    /// <param name="withBank">Whether the caller may know where it is to be paid.</param>
    public static Wire.Refund ToMessage(Refund refund, bool withBank = false) => new()
    {
        RefundId = refund.Id.ToString(),
        AccountId = refund.AccountId.ToString(),
        AmountPence = refund.AmountPence,
        Reason = refund.Reason,
        State = refund.State switch
        {
            RefundState.Requested => Wire.RefundState.Requested,
            RefundState.Approved => Wire.RefundState.Approved,
            RefundState.Declined => Wire.RefundState.Declined,
            RefundState.Paid => Wire.RefundState.Paid,
            RefundState.Withdrawn => Wire.RefundState.Withdrawn,
        },
        CardPaymentId = refund.CardPaymentId?.ToString() ?? "",
        Bank = withBank && refund.Bank is { } bank ? new Wire.BankDetails { AccountName = bank.AccountName, SortCode = bank.SortCode, AccountNumber = bank.AccountNumber } : null,
        BankAccountEnd = refund.AccountEnd ?? "",
        RequestedBy = refund.RequestedBy,
        RequestedAt = Instant(refund.RequestedAt),
        DecidedBy = refund.DecidedBy ?? "",
        DecidedAt = Instant(refund.DecidedAt),
        DeclineReason = refund.DeclineReason ?? "",
        PostingId = refund.PostingId?.ToString() ?? "",
        PaidAt = Instant(refund.PaidAt),
        PaidReference = refund.PaidReference ?? "",
        Attempts = refund.Attempts,
        LastFault = refund.LastFault ?? "",
        NextAttemptAt = Instant(refund.NextAttemptAt),
    };

    public static RefundState? State(Wire.RefundState state) => state switch
    {
        Wire.RefundState.Unspecified => null,
        Wire.RefundState.Requested => RefundState.Requested,
        Wire.RefundState.Approved => RefundState.Approved,
        Wire.RefundState.Declined => RefundState.Declined,
        Wire.RefundState.Paid => RefundState.Paid,
        Wire.RefundState.Withdrawn => RefundState.Withdrawn,
        _ => throw IncomeRefusals.Field("state", "must be one of the states listed in the proto.").ToRpcException(),
    };

    private static Google.Protobuf.WellKnownTypes.Timestamp? Instant(DateTimeOffset? at) => at is { } known ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(known) : null;
}
