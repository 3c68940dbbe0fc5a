using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Says where money in suspense belongs.</summary>
/// <param name="Pence">0 for all that is left.</param>
public sealed record AllocateSuspense(Guid RequestId, long Pence, string Reason, bool RememberPayer);

/// <summary>Both sides of money moved from suspense to an account.</summary>
public sealed record SuspenseMove(AccountMilestone.Posted From, AccountMilestone.Posted To);

/// <summary>Says whether money in suspense can move to an account, and how it is booked on both.</summary>
public static class AllocationDecision
{
    public static Decision<SuspenseMove> Decide(SuspenseItem item, Account account, AllocateSuspense command, AllocationOrder order, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var reason = fields.Line("reason", command.Reason, 200);
        if (command.Pence < 0 || (command.Pence > item.LeftPence && item.LeftPence > 0))
            fields.Fault("amount_pence", $"must be 1 to {item.LeftPence}, which is what is left, or 0 for all of it; it is {command.Pence}.");
        if (fields.FoundFaults)
            return fields.Refuse("ALLOCATION_INVALID");
        if (item.LeftPence == 0)
            return SuspenseRefusals.NothingLeft;
        if (account.Kind == AccountKind.Suspense)
            return IncomeRefusals.AccountSuspense;
        if (account.ClosedAt is not null)
            return IncomeRefusals.AccountClosed;
        if (command.RememberPayer && item.PayerAccount is null)
            return SuspenseRefusals.PayerNotKnown;

        var pence = command.Pence == 0 ? item.LeftPence : command.Pence;
        var evidence = $"suspense item {item.Id}: {reason}";
        return new SuspenseMove(
            new(pence, PostingKind.Transfer, $"Moved to account {account.Id}", Causes.Of("transfer-from", command.RequestId.ToString()), by, now) { Evidence = evidence },
            new(-pence, PostingKind.Transfer, $"Payment received {item.ReceivedOn:d MMMM yyyy}", Causes.Of("transfer-to", command.RequestId.ToString()), by, now)
            {
                Entries = Bookkeeping.Allocate(PostingKind.Transfer, pence, account.Owed, order),
                Evidence = evidence,
            });
    }
}

internal sealed partial class SuspenseGrpc
{
    public override async Task<AllocateSuspenseResponse> AllocateSuspense(AllocateSuspenseRequest request, ServerCallContext call)
    {
        var (itemId, accountId) = (Ids.Parse(request.ItemId, "item_id"), Ids.Parse(request.AccountId, "account_id"));
        var command = new AllocateSuspense(Ids.Parse(request.RequestId, "request_id"), request.AmountPence, request.Reason, request.RememberPayer);
        var landlord = await LandlordOf(itemId, call.CancellationToken);
        return await desk.Take(call, request, request.RequestId, landlord, async now =>
        {
            var suspense = await desk.IdOf(landlord, call.CancellationToken);
            var held = await db.LockAccounts([suspense!.Value, accountId], call.CancellationToken);
            if (!held.TryGetValue(accountId, out var account) || account.Landlord != landlord)
                throw IncomeRefusals.AccountUnknown.ToRpcException();
            var item = await Load(itemId, call.CancellationToken);
            var by = call.Caller().Subject;
            var move = AccountDesk.Accepted(AllocationDecision.Decide(item, account, command, policies.For(landlord).Allocation, by, now))[0];
            held[suspense.Value].Apply(move.From);
            account.Apply(move.To);
            var transfer = Transfer.Of(Guid.CreateVersion7(now), item, held[suspense.Value].Added[^1], account.Added[^1], request.Reason.Trim());
            item.Move(transfer);
            db.Transfers.Add(transfer);
            if (command.RememberPayer)
                await Remember(item, accountId, by, now, call.CancellationToken);
            CaseTrace.Case(account.Id);
            return new AllocateSuspenseResponse { Item = item.ToMessage(), BalancePence = account.BalancePence };
        });
    }

    private async Task Remember(SuspenseItem item, Guid accountId, string by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Payers.SingleOrDefaultAsync(p => p.Landlord == item.Landlord && p.PayerAccount == item.PayerAccount, cancellationToken) is { } known)
            known.Pays(item.PayerName, accountId, by, now);
        else
            db.Payers.Add(Payer.Remember(item, accountId, by, now));
    }
}
