using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace Housing.ServiceDefaults;

/// <summary>Sends messages whose time has come back to the queue they failed in, unchanged and with the same id. Replicas skip each other's rows.</summary>
internal sealed class RedeliveryWorker(
    IServiceScopeFactory scopes, BrokerLink broker, TimeProvider clock, IOptions<MessagingOptions> options, ILogger<RedeliveryWorker> log) : BackgroundService
{
    private const int Batch = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failing = false;
        try
        {
            while (true)
            {
                try
                {
                    while (await SendDueAsync(stoppingToken) == Batch)
                    {
                    }

                    failing = false;
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    await broker.DropAsync();
                    if (!failing)
                        log.LogWarning("Messages to be tried again cannot be sent ({Fault}); they wait", fault.Message);
                    failing = true;
                }

                await Task.Delay(failing ? TimeSpan.FromSeconds(2) : options.Value.Poll, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<DbContext>();
        var now = clock.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var due = await db.Database.SqlQuery<Row>($"""
            select message_id as "MessageId", queue as "Queue", attempt as "Attempt", content_type as "ContentType", headers as "Headers", body as "Body"
            from redelivery where next_at <= {now} order by next_at limit {Batch} for update skip locked
            """).ToListAsync(cancellationToken);
        if (due.Count == 0)
            return 0;

        await using var channel = await broker.OpenAsync(cancellationToken);
        foreach (var row in due)
        {
            var headers = JsonSerializer.Deserialize<Dictionary<string, object?>>(row.Headers)!.ToDictionary(h => h.Key, object? (h) => h.Value?.ToString());
            headers[Redelivery.AttemptHeader] = row.Attempt.ToString(CultureInfo.InvariantCulture);
            var properties = new BasicProperties
            {
                MessageId = row.MessageId.ToString(),
                ContentType = row.ContentType,
                DeliveryMode = DeliveryModes.Persistent,
                Headers = headers,
            };
            // The default exchange leads to the queue of that name; a queue that is gone is an error here, not a loss.
            await channel.BasicPublishAsync("", row.Queue, mandatory: true, properties, row.Body, CancellationToken.None)
                .AsTask().WaitAsync(BrokerLink.Patience, cancellationToken);
            await db.Database.ExecuteSqlAsync($"delete from redelivery where message_id = {row.MessageId} and queue = {row.Queue}", cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return due.Count;
    }

    private sealed record Row(Guid MessageId, string Queue, int Attempt, string? ContentType, string Headers, byte[] Body);
}
