using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What legal action or tracing costs.</summary>
public enum LegalCostKind
{
    CourtFee,
    SolicitorFee,
    WarrantFee,
    TracingFee,
}

/// <summary>A cost, as given.</summary>
public sealed record ChargeLegalCost(string Kind, long AmountPence, string Document);

/// <summary>What legal action and tracing have cost is charged where legal action was taken, and only there (OHO-INC-21, OHO-LSE-31).</summary>
public static class LegalCostDecision
{
    public static Decision<AccountMilestone.Posted> Decide(
        Account account, LegalAction? action, string? clause, ChargeLegalCost command, Func<Guid, bool> charged, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var kind = fields.Word<LegalCostKind>("kind", command.Kind);
        if (command.AmountPence is < 1 or > ChargeDecision.Largest)
            fields.Fault("amount_pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {command.AmountPence}.");
        var document = fields.Line("document", command.Document, 100);
        if (fields.FoundFaults)
            return fields.Refuse("COST_INVALID");
        if (account.ClosedAt is not null)
            return IncomeRefusals.AccountClosed;
        if (action is null)
            return LegalRefusals.NoLegalAction(clause);
        if (action.Lost)
            return LegalRefusals.ClaimLost(clause);
        if (kind is LegalCostKind.CourtFee or LegalCostKind.WarrantFee && action.AppliedOn is null)
            return LegalRefusals.NoClaim(clause);
        var cause = CauseOf(account, document);
        return charged(cause)
            ? LegalRefusals.CostCharged
            : new AccountMilestone.Posted(command.AmountPence, PostingKind.Charge, Narrative(kind!.Value), cause, by, now)
            {
                Entries = Bookkeeping.Plain(PostingKind.Charge, SubAccount.CourtCosts, command.AmountPence),
                Evidence = $"{document}, legal action {action.Id}",
            };
    }

    /// <summary>A bill is charged once, however often and by whomever it is keyed in.</summary>
    public static Guid CauseOf(Account account, string document) => Causes.Of("legal-cost", account.Id.ToString(), document.Trim().ToUpperInvariant());

    private static string Narrative(LegalCostKind kind) => kind switch
    {
        LegalCostKind.CourtFee => "Court fee of our claim about what you owe",
        LegalCostKind.SolicitorFee => "Solicitor's fee of our claim about what you owe",
        LegalCostKind.WarrantFee => "Court fee of the warrant we asked for",
        LegalCostKind.TracingFee => "What it cost to find your address",
    };
}

internal sealed partial class LegalGrpc
{
    public override Task<ChargeLegalCostResponse> ChargeLegalCost(ChargeLegalCostRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        return accounts.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var action = await db.LegalActions.Where(a => a.AccountId == account.Id).OrderByDescending(a => a.StartedAt).ThenByDescending(a => a.Id).FirstOrDefaultAsync(call.CancellationToken);
            var cause = LegalCostDecision.CauseOf(account, request.Document);
            var charged = await db.Postings.AnyAsync(p => p.Kind == PostingKind.Charge && p.Cause == cause, call.CancellationToken);
            var clause = PolicyOf(account)?.Of(NoticeDecision.RouteOf(account.Kind)).CostsClause;
            var command = new ChargeLegalCost(request.Kind, request.AmountPence, request.Document);
            var posting = AccountDesk.Post(account, LegalCostDecision.Decide(account, action, clause, command, _ => charged, By(call), now));
            action!.Apply(new LegalMilestone.CostCharged(By(call), now) { Note = posting.Narrative, Evidence = posting.Evidence });
            await desk.Told(
                account, action, "legal-cost.charged", posting.Id, now, call.CancellationToken, ("kind", request.Kind), ("amount-pence", ResidentMessages.Pence(posting.AmountPence)));
            return new ChargeLegalCostResponse { Posting = posting.ToMessage(), BalancePence = account.BalancePence };
        });
    }
}
