using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>A sum the resident is to pay, as given. The request is its cause.</summary>
public sealed record PostCharge(Guid RequestId, long AmountPence, string Narrative);

/// <summary>Says whether a charge can be put on an account.</summary>
public static class ChargeDecision
{
    // A million pounds: more than any home is charged, so a slip of the pen rather than a bill.
    private const long Largest = 100_000_000;

    public static Decision<AccountMilestone.Posted> Decide(PostCharge command, bool charged, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.AmountPence is < 1 or > Largest)
            fields.Fault("amount_pence", $"must be 1 to {Largest} pence; it is {command.AmountPence}.");
        var narrative = fields.Line("narrative", command.Narrative, 200);

        if (fields.FoundFaults)
            return fields.Refuse("CHARGE_INVALID");
        return charged
            ? IncomeRefusals.ChargedAlready
            : new AccountMilestone.Posted(command.AmountPence, PostingKind.Charge, narrative, command.RequestId, by, now);
    }
}

internal sealed partial class IncomeGrpc
{
    public override async Task<PostChargeResponse> PostCharge(PostChargeRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        // The account is locked from here to the commit, so that charges of one account queue up, and a repeat finds the first one's answer.
        await using var transaction = await db.Database.BeginTransactionAsync(call.CancellationToken);
        var account = await db.LockAccount(a => a.Id == accountId, call.CancellationToken) ?? throw IncomeRefusals.AccountUnknown.ToRpcException();
        call.Caller().RequireAct(account.Landlord, account.HouseholdId);

        var response = await Once.Answer(db, call, request.RequestId, request, async () =>
        {
            var cause = Ids.Parse(request.RequestId, "request_id");
            var charged = await db.Postings.AnyAsync(p => p.Kind == PostingKind.Charge && p.Cause == cause, call.CancellationToken);
            var decision = ChargeDecision.Decide(new PostCharge(cause, request.AmountPence, request.Narrative), charged, call.Caller().Subject, clock.Now());
            if (decision is Decision<AccountMilestone.Posted>.Refused refused)
                throw refused.Why.ToRpcException();

            account.Apply(decision.Milestones[0]);
            return new PostChargeResponse { Posting = ToWire(account.Added[0]), BalancePence = account.BalancePence };
        });
        await transaction.CommitAsync(call.CancellationToken);
        return response;
    }
}
