using System.Globalization;
using System.Text.Json;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>
/// Puts a message that failed, immediate retries included, into the redelivery table and acknowledges it, so that those behind it go on. After the last
/// attempt of the schedule the failure is let through, and MassTransit moves the message to the error queue.
/// </summary>
internal sealed class RedeliveryFilter(
    string queue, IReadOnlyList<TimeSpan> schedule, IServiceScopeFactory scopes, TimeProvider clock, ILogger<RedeliveryFilter> log) : IFilter<ConsumeContext>
{
    public const string AttemptHeader = "housing-attempt";

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        try
        {
            await next.Send(context);
        }
        catch (Exception fault) when (!context.CancellationToken.IsCancellationRequested)
        {
            var attempt = AttemptOf(context) + 1;
            if (context.MessageId is not { } id || attempt > schedule.Count)
                throw;

            log.LogWarning(
                "Message {MessageId} failed in {Queue} ({Fault}); attempt {Attempt} follows in {Delay}", id, queue, fault.Message, attempt, schedule[attempt - 1]);
            await KeepAsync(context, id, attempt, fault);
        }
    }

    private async Task KeepAsync(ConsumeContext context, Guid id, int attempt, Exception fault)
    {
        var received = context.ReceiveContext;
        var body = received.Body.GetBytes();
        var contentType = received.ContentType?.ToString();
        var headers = JsonSerializer.Serialize(received.TransportHeaders.GetAll()
            .Where(header => header.Key != AttemptHeader && header.Value is string)
            .ToDictionary(header => header.Key, header => (string)header.Value));
        var error = $"{fault.GetType().Name}: {fault.Message}";
        var nextAt = clock.GetUtcNow() + schedule[attempt - 1];

        for (var failures = 0; ; failures++)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<DbContext>().Database.ExecuteSqlAsync(
                    $"""
                    insert into redelivery (message_id, queue, attempt, next_at, content_type, headers, body, error)
                    values ({id}, {queue}, {attempt}, {nextAt}, {contentType}, {headers}, {body}, {error})
                    on conflict (message_id, queue) do update set attempt = excluded.attempt, next_at = excluded.next_at, error = excluded.error
                    """,
                    context.CancellationToken);
                return;
            }
            catch (Exception unkept) when (!context.CancellationToken.IsCancellationRequested)
            {
                // Without its database the service can handle nothing else either. The message stays unacknowledged, so the broker still has it.
                if (failures == 0)
                    log.LogWarning("Message {MessageId} cannot be put aside yet ({Fault}); waiting for the database", id, unkept.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(5000, 100 << Math.Min(failures, 6))), context.CancellationToken);
            }
        }
    }

    private static int AttemptOf(ConsumeContext context) =>
        context.ReceiveContext.TransportHeaders.TryGetHeader(AttemptHeader, out var value)
            && int.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt)
            ? attempt
            : 0;

    public void Probe(ProbeContext context) => context.CreateFilterScope("redelivery");
}
