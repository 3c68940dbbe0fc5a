using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using MassTransit;

namespace Housing.Repairs;

/// <summary>
/// A household's needs changed: its open repairs may become more urgent. A message that says what is on record changes nothing; any other may be
/// late or out of order, so Tenancy is asked how things stand now.
/// </summary>
internal sealed class HouseholdNeedsChangedConsumer(RepairsDb db, TimeProvider clock) : IConsumer<HouseholdNeedsChanged>
{
    public async Task Consume(ConsumeContext<HouseholdNeedsChanged> context)
    {
        var changed = context.Message;
        await db.AskAgain(
            r => r.HomeId == changed.HomeId && (r.HouseholdId != changed.HouseholdId || r.HasVulnerableMember != changed.HasVulnerableMember),
            clock.Now(), context.CancellationToken);
    }
}
