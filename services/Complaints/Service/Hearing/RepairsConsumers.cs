using Housing.Repairs.Contracts.V1;
using MassTransit;

namespace Housing.Complaints;

/// <summary>Repairs says which repair does promised work; and that it is done, where that was before Repairs heard of the promise.</summary>
internal sealed class WorksOrderedConsumer(PromiseDesk desk) : IConsumer<WorksOrdered>
{
    public async Task Consume(ConsumeContext<WorksOrdered> context)
    {
        var ordered = context.Message;
        await desk.Hear(ordered.CauseId, new PromiseNews.Ordered(ordered.RepairId, ordered.OrderedAt), Recorder.Repairs, context.CancellationToken);
        if (ordered.CompletedAt is { } at)
            await desk.Hear(ordered.CauseId, PromiseNews.Mended(ordered.RepairId, at), Recorder.Repairs, context.CancellationToken);
    }
}

/// <summary>Repairs says that it cannot order promised work: somebody has to see to it.</summary>
internal sealed class WorksNotOrderedConsumer(PromiseDesk desk) : IConsumer<WorksNotOrdered>
{
    public Task Consume(ConsumeContext<WorksNotOrdered> context) =>
        desk.Hear(context.Message.CauseId, new PromiseNews.Stopped(RepairId: null, context.Message.Reason, context.Message.RecordedAt), Recorder.Repairs, context.CancellationToken);
}

/// <summary>Repairs says that it goes on with work that is not wanted any more.</summary>
internal sealed class WorksGoOnConsumer(PromiseDesk desk) : IConsumer<WorksGoOn>
{
    public Task Consume(ConsumeContext<WorksGoOn> context) =>
        desk.Hear(context.Message.CauseId, new PromiseNews.GoesOn(context.Message.Reason, context.Message.RecordedAt), Recorder.Repairs, context.CancellationToken);
}

/// <summary>Repairs says that a repair is done, and with it what was promised.</summary>
internal sealed class RepairCompletedConsumer(PromiseDesk desk) : IConsumer<RepairCompleted>
{
    public async Task Consume(ConsumeContext<RepairCompleted> context)
    {
        foreach (var cause in context.Message.Causes ?? [])
            await desk.Hear(cause, PromiseNews.Mended(context.Message.RepairId, context.Message.CompletedAt), Recorder.Repairs, context.CancellationToken);
    }
}

/// <summary>Repairs says that a repair ends without work: what was promised of it has to be seen to by somebody.</summary>
internal sealed class RepairClosedConsumer(PromiseDesk desk) : IConsumer<RepairClosed>
{
    public async Task Consume(ConsumeContext<RepairClosed> context)
    {
        foreach (var cause in context.Message.Causes ?? [])
            await desk.Hear(cause, new PromiseNews.Stopped(context.Message.RepairId, context.Message.Reason, context.Message.ClosedAt), Recorder.Repairs, context.CancellationToken);
    }
}
