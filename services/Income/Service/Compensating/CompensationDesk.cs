using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What another service says a household may be owed.</summary>
/// <param name="Reason">What it makes good: "missed-appointment".</param>
/// <param name="Cause">What caused it, credited once however often it is said.</param>
/// <param name="HouseholdId">Null when that service did not know.</param>
internal sealed record CompensationClaim(string Reason, Guid Cause, string Landlord, Guid HomeId, Guid? HouseholdId, long AmountPence)
{
    /// <summary>Whether it is owed to whoever holds the home, where that service did not know the household.</summary>
    public bool IsTheHomes { get; init; } = true;
}

/// <summary>Credits compensation to whoever it is owed, once; what has nobody to go to is kept for staff.</summary>
internal sealed class CompensationDesk(IncomeDb db, Tenancies.TenanciesClient tenancies, Policies<IncomePolicy> policies, TimeProvider clock, ILogger<CompensationDesk> log)
{
    /// <summary>Decides on a claim and keeps what came of it.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="decide">The posting, nothing, or why it cannot be paid: from who was let down, whether it was credited before, and the instant.</param>
    public async Task Settle(CompensationClaim claim, Func<LetDown?, bool, DateTimeOffset, Decision<AccountMilestone.Posted>> decide, CancellationToken cancellationToken)
    {
        var credited = await db.Postings.AnyAsync(p => p.Kind == PostingKind.Compensation && p.Cause == claim.Cause, cancellationToken);
        var letDown = claim.HouseholdId is { } known ? new LetDown(known, Since: null) : claim.IsTheHomes ? await AskTenancy(claim.HomeId, cancellationToken) : null;
        switch (decide(letDown, credited, clock.Now()))
        {
            case Decision<AccountMilestone.Posted>.Accepted { All: [var posted] }:
                await Credit(letDown!.HouseholdId, claim, posted, cancellationToken);
                break;
            case Decision<AccountMilestone.Posted>.Refused refused:
                await Record(claim, refused.Why, cancellationToken);
                break;
        }
    }

    private async Task Credit(Guid householdId, CompensationClaim claim, AccountMilestone.Posted posted, CancellationToken cancellationToken)
    {
        // The start of the tenancy may be on its way still: the message comes back later.
        var account = await db.LockHome(householdId, claim.Landlord, cancellationToken)
            ?? throw new AccountNotOpenException(householdId, claim.Landlord);
        var entries = Bookkeeping.Allocate(posted.Kind, -posted.AmountPence, account.Owed, policies.For(account.Landlord).Allocation);
        account.Apply(posted with { Entries = entries, Evidence = $"{claim.Reason} {claim.Cause}" });
        db.Tell(new CompensationCredited
        {
            AccountId = account.Id,
            HouseholdId = householdId,
            Landlord = account.Landlord,
            AmountPence = -posted.AmountPence,
            Reason = claim.Reason,
            CauseId = posted.Cause,
            CreditedAt = posted.At,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task Record(CompensationClaim claim, Refusal why, CancellationToken cancellationToken)
    {
        if (await db.UnclaimedCompensations.AnyAsync(u => u.Cause == claim.Cause, cancellationToken))
            return;
        db.UnclaimedCompensations.Add(UnclaimedCompensation.Record(claim, why.Code, clock.Now()));
        await db.SaveChangesAsync(cancellationToken);
        log.LogWarning("Compensation for {Reason} {Cause} at home {HomeId} has nobody to go to ({Why})", claim.Reason, claim.Cause, claim.HomeId, why.Code);
    }

    /// <summary>Who holds the home; null when nobody does. Whoever told us did not know.</summary>
    private async Task<LetDown?> AskTenancy(Guid homeId, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await tenancies.GetHouseholdAsync(new GetHouseholdRequest { HomeId = homeId.ToString() }, cancellationToken: cancellationToken);
            var since = answer.Household.StartedOn;
            return new LetDown(Ids.Parse(answer.Household.HouseholdId, "household_id"), new DateOnly(since.Year, since.Month, since.Day));
        }
        catch (RpcException empty) when (empty.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}

/// <summary>The account that a message speaks of is not open yet. Thrown so that the message is delivered again later.</summary>
internal sealed class AccountNotOpenException(Guid householdId, string landlord)
    : Exception($"No account of household {householdId} with {landlord} is open yet; its tenancy's start has not been heard.");
