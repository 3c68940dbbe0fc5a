using Housing.Standards.Contracts.V1;
using MassTransit;

namespace Housing.Performance;

/// <summary>Every service says what became of its promises.</summary>
internal sealed class CommitmentsChangedConsumer(KeptPromises kept) : IConsumer<Batch<CommitmentsChanged>>
{
    public Task Consume(ConsumeContext<Batch<CommitmentsChanged>> context) => kept.Keep([.. context.Message.Select(m => m.Message)], context.CancellationToken);
}

/// <summary>Every service says what happened to its cases.</summary>
internal sealed class MilestoneRecordedConsumer(CaseMilestones milestones) : IConsumer<Batch<MilestoneRecorded>>
{
    public Task Consume(ConsumeContext<Batch<MilestoneRecorded>> context) => milestones.Keep([.. context.Message.Select(m => m.Message)], context.CancellationToken);
}
