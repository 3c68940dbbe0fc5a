using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using MassTransit;

namespace Housing.Repairs;

/// <summary>Somebody moved in: open repairs at that home are theirs now, and their needs, which Tenancy is asked for, may make one more urgent.</summary>
internal sealed class TenancyStartedConsumer(RepairsDb db, TimeProvider clock) : IConsumer<TenancyStarted>
{
    public async Task Consume(ConsumeContext<TenancyStarted> context)
    {
        var started = context.Message;
        await db.AskAgain(r => r.HomeId == started.HomeId && r.HouseholdId != started.HouseholdId, clock.Now(), context.CancellationToken);
    }
}
