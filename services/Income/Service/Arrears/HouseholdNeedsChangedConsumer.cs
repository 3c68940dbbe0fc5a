using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Tenancy says whether a need of a household is known now: its open arrears cases carry it. An older word than the one they have changes nothing.</summary>
internal sealed class HouseholdNeedsChangedConsumer(IncomeDb db, ArrearsDesk desk, TimeProvider clock) : IConsumer<HouseholdNeedsChanged>
{
    public async Task Consume(ConsumeContext<HouseholdNeedsChanged> context)
    {
        var told = context.Message;
        var open = await db.ArrearsCases
            .FromSql($"select *, xmin from arrears_case where household_id = {told.HouseholdId} and landlord = {told.Landlord} and closed_at is null order by id for update")
            .ToListAsync(context.CancellationToken);
        foreach (var file in open.Where(file => file.Vulnerable != told.HasVulnerableMember && !(file.NeedsAt > told.ChangedAt)))
            desk.Apply(file, NeedsInquiry.Known(told.HasVulnerableMember, told.ChangedAt), clock.Now());
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
