using Housing.Complaints.Contracts.V1;
using MassTransit;

namespace Housing.Repairs;

/// <summary>Complaints says that works are not wanted any more: what is not begun is taken back.</summary>
internal sealed class WorksDroppedConsumer(PromisedWorkDesk desk) : IConsumer<WorksDropped>
{
    public Task Consume(ConsumeContext<WorksDropped> context) =>
        desk.Drop(context.Message.CauseId, context.Message.Reason, context.Message.DroppedAt, context.CancellationToken);
}
