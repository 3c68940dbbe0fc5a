using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What a household claims.</summary>
public enum BenefitClaimKind
{
    HousingBenefit,
    UniversalCredit,
    DiscretionaryPayment,
}

/// <summary>How a claim was decided.</summary>
public enum BenefitClaimOutcome
{
    Awarded,
    Refused,
    Withdrawn,
}

/// <summary>A household's claim for a benefit: while it is undecided and the rent of today is paid, no court is asked (ENG-INC-14).</summary>
public sealed class BenefitClaim
{
    private BenefitClaim() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public BenefitClaimKind Kind { get; private set; }
    public DateOnly ClaimedOn { get; private set; }
    public DateOnly? DecidedOn { get; private set; }
    public BenefitClaimOutcome? Outcome { get; private set; }
    public string By { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }
    public uint Version { get; private set; }

    internal static BenefitClaim Of(Guid accountId, BenefitClaimKind kind, DateOnly claimedOn, string by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now), AccountId = accountId, Kind = kind, ClaimedOn = claimedOn, By = by, RecordedAt = now };

    internal void Decide(BenefitClaimOutcome outcome, DateOnly on, string by) => (Outcome, DecidedOn, By) = (outcome, on, by);
}

/// <summary>What was decided about a claim.</summary>
public sealed record ClaimDecided(BenefitClaimOutcome Outcome, DateOnly On);

/// <summary>Says whether a claim and its outcome can be recorded.</summary>
public static class BenefitClaimDecision
{
    public static Decision<BenefitClaim> Record(Guid accountId, string kind, GivenDay? claimedOn, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var what = fields.Word<BenefitClaimKind>("kind", kind);
        var on = fields.PastDay("claimed_on", claimedOn, London.DayOf(now));
        return fields.FoundFaults ? fields.Refuse("CLAIM_INVALID") : BenefitClaim.Of(accountId, what!.Value, on!.Value, by, now);
    }

    public static Decision<ClaimDecided> Decide(BenefitClaim claim, string decision, GivenDay? decidedOn, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var what = fields.Word<BenefitClaimOutcome>("decision", decision);
        var on = fields.DayFrom("decided_on", decidedOn, claim.ClaimedOn, London.DayOf(now));
        if (fields.FoundFaults)
            return fields.Refuse("CLAIM_INVALID");
        if (claim.Outcome is null)
            return new ClaimDecided(what!.Value, on!.Value);
        return claim.Outcome == what && claim.DecidedOn == on ? Decision<ClaimDecided>.Nothing : SupportRefusals.ClaimDecided;
    }
}

internal sealed partial class SupportGrpc
{
    public override Task<RecordBenefitClaimResponse> RecordBenefitClaim(RecordBenefitClaimRequest request, ServerCallContext call) =>
        OnAccount(request.AccountId, call, request, request.RequestId, (account, now) =>
        {
            var claim = AccountDesk.Accepted(BenefitClaimDecision.Record(account.Id, request.Kind, IncomeMessages.Given(request.ClaimedOn), By(call), now))[0];
            db.BenefitClaims.Add(claim);
            return Task.FromResult(new RecordBenefitClaimResponse { Claim = claim.ToMessage() });
        });

    public override async Task<DecideBenefitClaimResponse> DecideBenefitClaim(DecideBenefitClaimRequest request, ServerCallContext call)
    {
        var claimId = Ids.Parse(request.ClaimId, "claim_id");
        var accountId = await db.BenefitClaims.Where(c => c.Id == claimId).Select(c => (Guid?)c.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw SupportRefusals.ClaimUnknown.ToRpcException();
        return await accounts.Change(call, request, request.RequestId, a => a.Id == accountId, async (_, now) =>
        {
            var claim = await db.BenefitClaims.SingleAsync(c => c.Id == claimId, call.CancellationToken);
            foreach (var decided in AccountDesk.Accepted(BenefitClaimDecision.Decide(claim, request.Decision, IncomeMessages.Given(request.DecidedOn), now)))
                claim.Decide(decided.Outcome, decided.On, By(call));
            return new DecideBenefitClaimResponse { Claim = claim.ToMessage() };
        });
    }
}
