using Housing.Income.Storage;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Repairs says that work a resident signed for is done: the household that signed is charged, once for each recharge.</summary>
internal sealed class RechargeAgreedConsumer(IncomeDb db, TimeProvider clock) : IConsumer<RechargeAgreed>
{
    public async Task Consume(ConsumeContext<RechargeAgreed> context)
    {
        var agreed = context.Message;
        // The start of the tenancy may be on its way still: the message comes back later.
        var account = await db.LockHome(agreed.HouseholdId, agreed.Landlord, context.CancellationToken)
            ?? throw new AccountNotOpenException(agreed.HouseholdId, agreed.Landlord);
        var charged = await db.Postings.AnyAsync(p => p.Kind == PostingKind.Recharge && p.Cause == agreed.RechargeId, context.CancellationToken);
        foreach (var posted in RechargeDecision.Charge(new AgreedRecharge(agreed.RechargeId, agreed.AmountPence, agreed.AgreedAt), charged, clock.Now()).Milestones)
            account.Apply(posted);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
