using Housing.Complaints.Contracts.V1;
using MassTransit;

namespace Housing.Income;

/// <summary>Complaints says what the Ombudsman ordered: the money that goes to an account is credited to whoever complained, each order once.</summary>
internal sealed class ComplaintDeterminedConsumer(CompensationDesk desk) : IConsumer<ComplaintDetermined>
{
    public async Task Consume(ConsumeContext<ComplaintDetermined> context)
    {
        var message = context.Message;
        foreach (var money in message.Compensations)
        {
            var ordered = new PromisedMoney(money.RemedyId, message.Reference, money.Pence) { Ordered = true };
            var claim = new CompensationClaim(ComplaintCompensationDecision.Reason, money.RemedyId, message.Landlord, message.HomeId ?? Guid.Empty, message.HouseholdId, money.Pence) { IsTheHomes = false };
            await desk.Settle(claim, (household, credited, now) => ComplaintCompensationDecision.Decide(ordered, household, credited, now), context.CancellationToken);
        }
    }
}
