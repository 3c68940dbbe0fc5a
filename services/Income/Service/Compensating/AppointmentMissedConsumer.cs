using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Repairs says that nobody came: whoever waited in is credited the landlord's compensation, once for each appointment.</summary>
internal sealed class AppointmentMissedConsumer(
    IncomeDb db, Policies<IncomePolicy> policies, Tenancies.TenanciesClient tenancies, TimeProvider clock, ILogger<AppointmentMissedConsumer> log)
    : IConsumer<AppointmentMissed>
{
    public async Task Consume(ConsumeContext<AppointmentMissed> context)
    {
        var message = context.Message;
        var missed = new MissedAppointment(message.AppointmentId, message.Landlord, message.HomeId, message.EndedAt);
        if (policies.For(message.Landlord).SumFor(CompensationDecision.Reason) is not { } sum)
            return;

        var credited = await db.Postings.AnyAsync(p => p.Kind == PostingKind.Compensation && p.Cause == missed.AppointmentId, context.CancellationToken);
        var letDown = message.HouseholdId is { } known ? new LetDown(known, Since: null) : await AskTenancy(missed.HomeId, context.CancellationToken);
        switch (CompensationDecision.Decide(sum, missed, letDown, credited, clock.Now()))
        {
            case Decision<AccountMilestone.Posted>.Accepted { All: [var posted] }:
                await Credit(letDown!.HouseholdId, missed, posted, context.CancellationToken);
                break;
            case Decision<AccountMilestone.Posted>.Refused refused:
                await Record(missed, sum, refused.Why, context.CancellationToken);
                break;
        }
    }

    private async Task Credit(Guid householdId, MissedAppointment missed, AccountMilestone.Posted posted, CancellationToken cancellationToken)
    {
        // The start of the tenancy may be on its way still: the message comes back later.
        var account = await db.LockAccount(a => a.HouseholdId == householdId && a.Landlord == missed.Landlord, cancellationToken)
            ?? throw new AccountNotOpenException(householdId, missed.Landlord);
        account.Apply(posted);
        db.Tell(new CompensationCredited
        {
            AccountId = account.Id,
            HouseholdId = householdId,
            Landlord = account.Landlord,
            AmountPence = -posted.AmountPence,
            Reason = CompensationDecision.Reason,
            CauseId = posted.Cause,
            CreditedAt = posted.At,
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task Record(MissedAppointment missed, Compensation sum, Refusal why, CancellationToken cancellationToken)
    {
        if (await db.UnclaimedCompensations.AnyAsync(u => u.Cause == missed.AppointmentId, cancellationToken))
            return;
        db.UnclaimedCompensations.Add(UnclaimedCompensation.Record(missed, sum.Pence, why.Code, clock.Now()));
        await db.SaveChangesAsync(cancellationToken);
        log.LogWarning("Appointment {AppointmentId} at home {HomeId} was missed, but compensation has nobody to go to ({Reason})", missed.AppointmentId, missed.HomeId, why.Code);
    }

    /// <summary>Who holds the home; null when nobody does. Repairs did not know when it told us.</summary>
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
