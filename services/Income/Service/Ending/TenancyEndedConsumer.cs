using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Tenancy says what the last day of a tenancy is: its account ends with that day, once, and whoever owes after it is a former tenant.</summary>
internal sealed class TenancyEndedConsumer(IncomeDb db, AccountEnding ending, TimeProvider clock, ILogger<TenancyEndedConsumer> log) : IConsumer<TenancyEnded>
{
    public async Task Consume(ConsumeContext<TenancyEnded> context)
    {
        var told = context.Message;
        // Its start may be on its way still: the message comes back later.
        var account = await db.LockAccount(a => a.TenancyId == told.TenancyId, context.CancellationToken)
            ?? throw new AccountNotOpenException(told.HouseholdId, told.Landlord);
        foreach (var ended in EndingDecision.Hear(account, told.EndedOn, clock.Now()).Milestones)
            await ending.End(account, ended, context.CancellationToken);
        if (account.EndedOn != told.EndedOn)
            log.LogWarning("Account {AccountId} was ended by hand on another day than its tenancy; it stays as it is", account.Id);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
