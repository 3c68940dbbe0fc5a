using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>A sum the resident is to pay, as given. The request is its cause.</summary>
public sealed record PostCharge(Guid RequestId, long AmountPence, string Narrative)
{
    /// <summary>The part of the account that it is put on.</summary>
    public SubAccount On { get; init; } = SubAccount.Rent;

    /// <summary>The document it rests on; empty for none.</summary>
    public string Evidence { get; init; } = "";
}

/// <summary>Says whether a charge can be put on an account.</summary>
public static class ChargeDecision
{
    // A million pounds: more than any home is charged, so a slip of the pen rather than a bill.
    internal const long Largest = 100_000_000;

    public static Decision<AccountMilestone.Posted> Decide(PostCharge command, bool charged, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.AmountPence is < 1 or > Largest)
            fields.Fault("amount_pence", $"must be 1 to {Largest} pence; it is {command.AmountPence}.");
        var narrative = fields.Line("narrative", command.Narrative, 200);

        var evidence = command.Evidence is "" ? null : fields.Line("evidence", command.Evidence, 200);

        if (fields.FoundFaults)
            return fields.Refuse("CHARGE_INVALID");
        return charged
            ? IncomeRefusals.ChargedAlready
            : new AccountMilestone.Posted(command.AmountPence, PostingKind.Charge, narrative, command.RequestId, by, now)
            {
                Entries = command.On == SubAccount.Rent ? null : Bookkeeping.Plain(PostingKind.Charge, command.On, command.AmountPence),
                Evidence = evidence,
            };
    }
}

internal sealed partial class IncomeGrpc
{
    public override Task<PostChargeResponse> PostCharge(PostChargeRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            if (account.ClosedAt is not null)
                throw IncomeRefusals.AccountClosed.ToRpcException();
            var cause = Ids.Parse(request.RequestId, "request_id");
            var charged = await db.Postings.AnyAsync(p => p.Kind == PostingKind.Charge && p.Cause == cause, call.CancellationToken);
            var command = new PostCharge(cause, request.AmountPence, request.Narrative) { On = IncomeMessages.Part(request.SubAccount) ?? SubAccount.Rent, Evidence = request.Evidence };
            var posting = AccountDesk.Post(account, ChargeDecision.Decide(command, charged, call.Caller().Subject, now));
            return new PostChargeResponse { Posting = posting.ToMessage(), BalancePence = account.BalancePence };
        });
    }
}
