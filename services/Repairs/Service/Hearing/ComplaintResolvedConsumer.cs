using Housing.Complaints.Contracts.V1;
using MassTransit;

namespace Housing.Repairs;

/// <summary>Complaints says that a complaint was answered: the works that the answer promised are ordered, each once, whatever becomes of the complaint since.</summary>
internal sealed class ComplaintResolvedConsumer(PromisedWorkDesk desk) : IConsumer<ComplaintResolved>
{
    public async Task Consume(ConsumeContext<ComplaintResolved> context)
    {
        var message = context.Message;
        var about = message.AboutService == "repairs" ? message.AboutCaseId : null;
        foreach (var works in message.Works)
        {
            await desk.Order(
                new(works.RemedyId, message.ComplaintId, message.Reference, message.Landlord, works.HomeId, works.HomeId == message.HomeId ? message.HouseholdId : null,
                    works.Fault, works.Words, works.DueOn, about, message.AnsweredAt),
                context.CancellationToken);
        }
    }
}
