using Housing.Income.Contracts.V1;
using MassTransit;

namespace Housing.Complaints;

/// <summary>Income says that money is on an account: where an answer promised it, that is done. What staff said was done before stays as they said it.</summary>
internal sealed class CompensationCreditedConsumer(PromiseDesk desk) : IConsumer<CompensationCredited>
{
    public Task Consume(ConsumeContext<CompensationCredited> context)
    {
        var credited = context.Message;
        return desk.Hear(credited.CauseId, new PromiseNews.Done($"Credited to account {credited.AccountId}", credited.CreditedAt), Recorder.Income, context.CancellationToken);
    }
}
