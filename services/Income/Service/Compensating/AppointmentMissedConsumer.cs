using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using MassTransit;

namespace Housing.Income;

/// <summary>Repairs says that nobody came: whoever waited in is credited the landlord's compensation, once for each appointment.</summary>
internal sealed class AppointmentMissedConsumer(CompensationDesk desk, Policies<IncomePolicy> policies) : IConsumer<AppointmentMissed>
{
    public async Task Consume(ConsumeContext<AppointmentMissed> context)
    {
        var message = context.Message;
        if (policies.For(message.Landlord).SumFor(CompensationDecision.Reason) is not { } sum)
            return;
        var missed = new MissedAppointment(message.AppointmentId, message.Landlord, message.HomeId, message.EndedAt);
        await desk.Settle(
            new(CompensationDecision.Reason, missed.AppointmentId, missed.Landlord, missed.HomeId, message.HouseholdId, sum.Pence),
            (letDown, credited, now) => CompensationDecision.Decide(sum, missed, letDown, credited, now), context.CancellationToken);
    }
}
