using Housing.Complaints.Contracts.V1;
using MassTransit;

namespace Housing.Income;

/// <summary>Complaints says that a complaint was answered: the money that the answer promised is credited to whoever complained, each promise once.</summary>
internal sealed class ComplaintResolvedConsumer(CompensationDesk desk) : IConsumer<ComplaintResolved>
{
    public async Task Consume(ConsumeContext<ComplaintResolved> context)
    {
        var message = context.Message;
        foreach (var money in message.Compensations)
        {
            var promised = new PromisedMoney(money.RemedyId, message.Reference, money.Pence);
            var claim = new CompensationClaim(ComplaintCompensationDecision.Reason, money.RemedyId, message.Landlord, message.HomeId ?? Guid.Empty, message.HouseholdId, money.Pence) { IsTheHomes = false };
            await desk.Settle(claim, (household, credited, now) => ComplaintCompensationDecision.Decide(promised, household, credited, now), context.CancellationToken);
        }
    }
}
