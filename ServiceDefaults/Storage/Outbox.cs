using System.Diagnostics;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Housing.ServiceDefaults;

public static class Outbox
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>
    /// Adds an event to the outbox. It is saved by the same SaveChanges as the change it speaks of, and sent soon after that commits: at least
    /// once, whatever happens to this process or the broker.
    /// </summary>
    public static void Tell<TEvent>(this DbContext db, TEvent @event)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(db);
        ArgumentNullException.ThrowIfNull(@event);

        db.Set<OutboxMessage>().Add(Row(@event, db.GetService<TimeProvider>().GetUtcNow()));
    }

    /// <summary>The event as a row, in the trace that is current now.</summary>
    internal static OutboxMessage Row(object @event, DateTimeOffset now)
    {
        var type = @event.GetType();
        return new OutboxMessage
        {
            Id = Guid.CreateVersion7(now),
            Type = $"{type.Namespace}:{type.Name}",
            Body = JsonSerializer.Serialize(@event, type, Json),
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
            OccurredAt = now,
        };
    }

    /// <summary>Writes many rows in one statement, in their order, within the context's transaction. Whoever commits it raises the signal.</summary>
    internal static Task WriteAsync(this DbContext db, IReadOnlyCollection<OutboxMessage> rows, CancellationToken cancellationToken)
    {
        var (ids, types, bodies) = (rows.Select(r => r.Id).ToArray(), rows.Select(r => r.Type).ToArray(), rows.Select(r => r.Body).ToArray());
        var (parents, states, instants) = (rows.Select(r => r.TraceParent).ToArray(), rows.Select(r => r.TraceState).ToArray(), rows.Select(r => r.OccurredAt).ToArray());
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into outbox (id, type, body, traceparent, tracestate, occurred_at)
            select id, type, body, traceparent, tracestate, occurred_at
            from unnest({ids}, {types}, {bodies}, {parents}, {states}, {instants}) with ordinality as t (id, type, body, traceparent, tracestate, occurred_at, number)
            order by number
            """,
            cancellationToken);
    }
}
