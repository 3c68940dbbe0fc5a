using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace Housing.ServiceDefaults;

/// <summary>
/// Handles each message once: its inbox row and everything the consumer saves commit together. A second delivery, even at the same moment, waits for the
/// first at the row's key and then does nothing.
/// </summary>
internal sealed class InboxFilter<TMessage>(DbContext db, MessagingMetrics metrics, TimeProvider clock) : IFilter<ConsumeContext<TMessage>>
    where TMessage : class
{
    public async Task Send(ConsumeContext<TMessage> context, IPipe<ConsumeContext<TMessage>> next)
    {
        var id = context.MessageId ?? throw new InvalidOperationException("A message without a message id cannot be handled once; its sender must set one.");
        var consumer = QueueNames.Of(context);
        var now = clock.GetUtcNow();

        // The transaction starts with the first statement and SaveChanges joins it; a savepoint at each would only cost a round trip.
        db.Database.AutoSavepointsEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(context.CancellationToken);
        var added = await db.Database.ExecuteSqlAsync(
            $"insert into inbox (message_id, consumer, handled_at) values ({id}, {consumer}, {now}) on conflict do nothing",
            context.CancellationToken);
        if (added == 0)
        {
            metrics.Duplicate(consumer);
            await context.NotifyConsumed(context, TimeSpan.Zero, consumer);     // done with, not skipped
            return;
        }

        await next.Send(context);
        await db.SaveChangesAsync(context.CancellationToken);     // nothing when the consumer saved already
        await transaction.CommitAsync(context.CancellationToken);

        metrics.Handled(consumer, context, clock.GetUtcNow());
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("inbox");
}
