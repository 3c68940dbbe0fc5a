using Housing.Income.Contracts.V1;
using Housing.Tenancy.Storage;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Tenancy;

/// <summary>Income says how far a legal action about a tenancy has come. Whichever of the two is heard first brings it; the newest step stays.</summary>
internal sealed class LegalActionConsumer(TenancyDb db) : IConsumer<LegalActionStarted>, IConsumer<LegalActionChanged>
{
    public Task Consume(ConsumeContext<LegalActionStarted> context)
    {
        var told = context.Message;
        return Keep(told.LegalActionId, told.TenancyId, told.Landlord, told.StartedAt, number: 1, told.Step, runs: true, told.StartedAt, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<LegalActionChanged> context)
    {
        var told = context.Message;
        return Keep(told.LegalActionId, told.TenancyId, told.Landlord, told.StartedAt, told.Number, told.Step, told.Runs, told.ChangedAt, context.CancellationToken);
    }

    private async Task Keep(Guid id, Guid tenancyId, string landlord, DateTimeOffset startedAt, int number, string step, bool runs, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var action = await db.LegalActions.FromSql($"select * from legal_action where id = {id} for update").SingleOrDefaultAsync(cancellationToken);
        if (action is null)
        {
            action = LegalAction.Of(id, tenancyId, landlord, startedAt);
            db.LegalActions.Add(action);
        }

        action.Apply(number, step, runs, at);
        await db.SaveChangesAsync(cancellationToken);
    }
}
