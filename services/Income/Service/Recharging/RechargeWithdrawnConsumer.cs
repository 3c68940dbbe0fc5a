using Housing.Income.Storage;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>Repairs says that a recharge is not owed after all: the charge is taken back, once.</summary>
internal sealed class RechargeWithdrawnConsumer(IncomeDb db, TimeProvider clock) : IConsumer<RechargeWithdrawn>
{
    public async Task Consume(ConsumeContext<RechargeWithdrawn> context)
    {
        var id = context.Message.RechargeId;
        // Heard before its charge it waits, and comes back when that may be on the account.
        var charge = await db.Postings.AsNoTracking().Include(p => p.Lines).SingleOrDefaultAsync(p => p.Kind == PostingKind.Recharge && p.Cause == id, context.CancellationToken)
            ?? throw new RechargeNotChargedException(id);
        var account = await db.LockAccount(a => a.Id == charge.AccountId, context.CancellationToken) ?? throw new RechargeNotChargedException(id);
        var withdrawn = await db.Postings.AnyAsync(p => p.Reverses == charge.Id, context.CancellationToken);
        foreach (var posted in RechargeDecision.Withdraw(charge, withdrawn, clock.Now()).Milestones)
            account.Apply(posted);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>The charge that a withdrawal speaks of has not been heard of yet. Thrown so that the message is delivered again later.</summary>
internal sealed class RechargeNotChargedException(Guid rechargeId) : Exception($"Recharge {rechargeId} has not been charged yet; its agreement has not been heard.");
