using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>What another service says of something that was promised, or ordered by the Ombudsman.</summary>
public abstract record PromiseNews(DateTimeOffset At)
{
    /// <summary>It is done, and there is the proof.</summary>
    public sealed record Done(string Proof, DateTimeOffset At) : PromiseNews(At);

    /// <summary>A repair does it.</summary>
    public sealed record Ordered(Guid RepairId, DateTimeOffset At) : PromiseNews(At);

    /// <summary>It does not go on.</summary>
    /// <param name="RepairId">The repair that was to do it; null where none was.</param>
    public sealed record Stopped(Guid? RepairId, string Reason, DateTimeOffset At) : PromiseNews(At);

    /// <summary>It goes on, although it is not wanted any more.</summary>
    public sealed record GoesOn(string Reason, DateTimeOffset At) : PromiseNews(At);

    /// <summary>A repair has done it.</summary>
    public static Done Mended(Guid repairId, DateTimeOffset at) => new($"Done by repair {repairId}", at);
}

/// <summary>What comes of such news, which may come twice, late, or in another order than things happened: what is done stays done.</summary>
public static class PromiseNewsDecision
{
    public static ComplaintMilestone? Decide(Remedy remedy, PromiseNews news) => news switch
    {
        PromiseNews.Done done when remedy.State == RemedyState.Promised => new ComplaintMilestone.ActionDone(remedy.Id, done.Proof, done.At) { Heard = true },
        PromiseNews.Ordered ordered when remedy.RepairId != ordered.RepairId => new ComplaintMilestone.WorksOrdered(remedy.Id, ordered.RepairId, ordered.At),
        PromiseNews.Stopped stopped when remedy.State == RemedyState.Promised && remedy.StoppedReason != stopped.Reason && (stopped.RepairId ?? remedy.RepairId) == (remedy.RepairId ?? stopped.RepairId) =>
            new ComplaintMilestone.WorksStopped(remedy.Id, stopped.Reason, stopped.At),
        PromiseNews.GoesOn goesOn when remedy.GoesOnReason != goesOn.Reason => new ComplaintMilestone.WorksGoOn(remedy.Id, goesOn.Reason, goesOn.At),
        _ => null,
    };

    /// <summary>The same of an order, also of one that does not stand any more: what was done is on record.</summary>
    public static ComplaintMilestone? Decide(OmbudsmanOrder order, PromiseNews news) => news switch
    {
        PromiseNews.Done done when order.DoneAt is null => new ComplaintMilestone.OrderDone(order.CaseId, order.Id, done.Proof, done.At) { Heard = true },
        PromiseNews.Ordered ordered when order.RepairId != ordered.RepairId => new ComplaintMilestone.OrderWorksOrdered(order.CaseId, order.Id, ordered.RepairId, ordered.At),
        PromiseNews.Stopped stopped when order is { DoneAt: null, IsOpen: true } && order.StoppedReason != stopped.Reason && (stopped.RepairId ?? order.RepairId) == (order.RepairId ?? stopped.RepairId) =>
            new ComplaintMilestone.OrderWorksStopped(order.CaseId, order.Id, stopped.Reason, stopped.At),
        PromiseNews.GoesOn goesOn when order.GoesOnReason != goesOn.Reason => new ComplaintMilestone.OrderWorksGoOn(order.CaseId, order.Id, goesOn.Reason, goesOn.At),
        _ => null,
    };
}

/// <summary>Takes in what Income and Repairs say of what was promised, also on a complaint that has ended since.</summary>
internal sealed class PromiseDesk(ComplaintsDb db, CaseFiles files, TimeProvider clock)
{
    /// <summary>Records and saves what comes of it; nothing for what nobody here promised, as is most of what others do.</summary>
    public async Task Hear(Guid causeId, PromiseNews news, Recorder by, CancellationToken cancellationToken)
    {
        var promised = await db.Set<Remedy>().Where(r => r.Id == causeId).Select(r => (Guid?)r.ComplaintId).SingleOrDefaultAsync(cancellationToken)
            ?? await db.Set<OmbudsmanOrder>().Where(o => o.Id == causeId).Select(o => (Guid?)o.ComplaintId).SingleOrDefaultAsync(cancellationToken);
        if (promised is not { } complaintId || await files.Find(complaintId, cancellationToken) is not { } file)
            return;
        CaseTrace.Case(complaintId);
        var decided = file.Complaint.Find(causeId) is { } remedy ? PromiseNewsDecision.Decide(remedy, news) : PromiseNewsDecision.Decide(file.Complaint.FindOrder(causeId)!.Value.Order, news);
        if (decided is not { } milestone)
            return;
        files.Record(file, [milestone], by, clock.Now());
        await db.SaveChangesAsync(cancellationToken);
    }
}
