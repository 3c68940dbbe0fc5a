using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>Income says that money is on an account: where an answer promised it, that is done. What staff said was done before stays as they said it.</summary>
internal sealed class CompensationCreditedConsumer(ComplaintsDb db, CaseFiles files, TimeProvider clock) : IConsumer<CompensationCredited>
{
    public async Task Consume(ConsumeContext<CompensationCredited> context)
    {
        var credited = context.Message;
        // Most of what Income credits nobody complained for.
        var promised = await db.Set<Remedy>().Where(r => r.Id == credited.CauseId && r.State == RemedyState.Promised).Select(r => (Guid?)r.ComplaintId).SingleOrDefaultAsync(context.CancellationToken);
        if (promised is not { } complaintId || await files.Find(complaintId, context.CancellationToken) is not { } file)
            return;
        CaseTrace.Case(complaintId);
        files.Record(file, [new ComplaintMilestone.ActionDone(credited.CauseId, $"Credited to account {credited.AccountId}", credited.CreditedAt)], Recorder.Income, clock.Now());
        await db.SaveChangesAsync(context.CancellationToken);
    }
}
