using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>An arrears case was opened, here too: a household of a care and support scheme is helped together with the scheme's officers (OHO-INC-14).</summary>
internal sealed class ArrearsCaseChangedConsumer(IncomeDb db, SupportDesk desk, TimeProvider clock) : IConsumer<ArrearsCaseChanged>
{
    public async Task Consume(ConsumeContext<ArrearsCaseChanged> context)
    {
        var told = context.Message;
        if (told.What != IncomeMessages.Word(ArrearsAct.Opened))
            return;
        var scheme = await db.SupportSchemes.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == told.AccountId && s.Scheme != "", context.CancellationToken);
        if (scheme is null || await db.LockAccount(a => a.Id == told.AccountId, context.CancellationToken) is not { } account)
            return;
        await desk.Join(account, scheme, clock.Now(), context.CancellationToken);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
