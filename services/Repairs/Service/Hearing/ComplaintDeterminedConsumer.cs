using Housing.Complaints.Contracts.V1;
using MassTransit;

namespace Housing.Repairs;

/// <summary>Complaints says what the Ombudsman ordered: its works are ordered, each once.</summary>
internal sealed class ComplaintDeterminedConsumer(PromisedWorkDesk desk) : IConsumer<ComplaintDetermined>
{
    public async Task Consume(ConsumeContext<ComplaintDetermined> context)
    {
        var message = context.Message;
        var about = message.AboutService == "repairs" ? message.AboutCaseId : null;
        foreach (var works in message.Works)
        {
            var ordered = new PromisedWork(
                works.RemedyId, message.ComplaintId, message.Reference, message.Landlord, works.HomeId, works.HomeId == message.HomeId ? message.HouseholdId : null,
                works.Fault, works.Words, works.DueOn, about, message.DeterminedAt);
            await desk.Order(ordered with { OrderedByOmbudsman = true }, context.CancellationToken);
        }
    }
}
