using Housing.Repairs.Contracts.V1;
using MassTransit;

namespace Housing.Income;

/// <summary>Repairs says that the second contractor was late too: the tenant is credited the law's sum, once for each repair (ENG-RTR-06). On the account it is set against what is owed (ENG-RTR-07).</summary>
internal sealed class RepairCompensationOwedConsumer(CompensationDesk desk) : IConsumer<RepairCompensationOwed>
{
    public Task Consume(ConsumeContext<RepairCompensationOwed> context)
    {
        var message = context.Message;
        var owed = new OwedForRepair(message.RepairId, message.AmountPence, message.DueAt);
        return desk.Settle(
            new(RepairCompensationDecision.Reason, message.RepairId, message.Landlord, message.HomeId, message.HouseholdId, message.AmountPence),
            (letDown, credited, now) => RepairCompensationDecision.Decide(owed, letDown, credited, now), context.CancellationToken);
    }
}
