using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Puts a posting right by another that undoes it, once; the wrong one stays to be seen.</summary>
public static class ReversalDecision
{
    /// <summary>The posting that undoes it, or why it stands.</summary>
    /// <param name="wrong">The posting that was wrong, with its lines.</param>
    /// <param name="reversed">Whether it was undone before.</param>
    /// <param name="requestId">What asks for it.</param>
    /// <param name="reason">Why it was wrong.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="now">The instant of the posting.</param>
    public static Decision<AccountMilestone.Posted> Decide(Posting wrong, bool reversed, Guid requestId, string reason, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var why = fields.Line("reason", reason, 200);
        if (fields.FoundFaults)
            return fields.Refuse("REVERSAL_INVALID");
        if (wrong.Reverses is not null)
            return IncomeRefusals.ReversalStands;
        if (wrong.Kind == PostingKind.Transfer)
            return IncomeRefusals.TransferStands;
        return reversed
            ? IncomeRefusals.ReversedAlready
            : new AccountMilestone.Posted(-wrong.AmountPence, PostingKind.Reversal, $"Put right: {wrong.Narrative}", requestId, by, now)
            {
                Entries = Bookkeeping.Reverse(wrong.Lines.OrderBy(line => line.Number).Select(line => line.Entry)),
                Evidence = why,
                Reverses = wrong.Id,
            };
    }
}

internal sealed partial class LedgerGrpc
{
    public override async Task<ReversePostingResponse> ReversePosting(ReversePostingRequest request, ServerCallContext call)
    {
        var postingId = Ids.Parse(request.PostingId, "posting_id");
        var wrong = await db.Postings.AsNoTracking().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Id == postingId, call.CancellationToken)
            ?? throw IncomeRefusals.PostingUnknown.ToRpcException();
        return await desk.Change(call, request, request.RequestId, a => a.Id == wrong.AccountId, async (account, now) =>
        {
            // The refund would be sent all the same.
            if (await db.Refunds.AnyAsync(r => r.PostingId == postingId, call.CancellationToken))
                throw RefundRefusals.Stands.ToRpcException();
            var reversed = await db.Postings.AnyAsync(p => p.Reverses == postingId, call.CancellationToken);
            var posting = AccountDesk.Post(
                account, ReversalDecision.Decide(wrong, reversed, Ids.Parse(request.RequestId, "request_id"), request.Reason, call.Caller().Subject, now));
            return new ReversePostingResponse { Posting = posting.ToMessage(), BalancePence = account.BalancePence };
        });
    }
}
