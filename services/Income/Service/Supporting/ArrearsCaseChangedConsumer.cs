using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>
/// An arrears case was opened or closed, here too: a household of a care and support scheme that owes is helped together with the scheme's officers (OHO-INC-14), and
/// nothing goes on at law about a debt that is paid.
/// </summary>
internal sealed class ArrearsCaseChangedConsumer(IncomeDb db, SupportDesk support, LegalDesk legal, TimeProvider clock) : IConsumer<ArrearsCaseChanged>
{
    public async Task Consume(ConsumeContext<ArrearsCaseChanged> context)
    {
        var told = context.Message;
        var opened = told.What == IncomeMessages.Word(ArrearsAct.Opened);
        if (!opened && told.Open)
            return;
        if (await db.LockAccount(a => a.Id == told.AccountId, context.CancellationToken) is not { } account)
            return;
        if (opened)
            await support.Join(account, await db.SupportSchemes.AsNoTracking().SingleOrDefaultAsync(s => s.AccountId == account.Id, context.CancellationToken), clock.Now(), context.CancellationToken);
        else if (await db.LegalActions.SingleOrDefaultAsync(a => a.CaseId == told.CaseId && a.Step != LegalStep.Ended, context.CancellationToken) is { } action)
            await legal.End(action, account, new LegalMilestone.Ended("income", clock.Now()) { Note = "The debt was paid." }, context.CancellationToken);
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
