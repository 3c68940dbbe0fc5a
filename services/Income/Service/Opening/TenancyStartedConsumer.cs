using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Tenancy says that a tenancy began: its account is opened, once, and what is promised about it is counted from here.</summary>
internal sealed class TenancyStartedConsumer(IncomeDb db, AccountCase cases, BillDesk bills, TimeProvider clock) : IConsumer<TenancyStarted>
{
    public async Task Consume(ConsumeContext<TenancyStarted> context)
    {
        var started = context.Message;
        if (await db.Accounts.AnyAsync(a => a.TenancyId == started.TenancyId, context.CancellationToken))
            return;

        var now = clock.Now();
        var account = Account.Open(new AccountMilestone.Opened(started.Landlord, started.TenancyId, started.HouseholdId, started.HomeId, now)
        {
            Kind = Account.HomeownersTenures.Contains(started.Tenure) ? AccountKind.Lease : AccountKind.Tenancy,
            Tenure = started.Tenure,
            StartedOn = started.StartedOn,
        });
        db.Accounts.Add(account);
        cases.Begin(account, now);
        await bills.Join(account, context.CancellationToken);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
