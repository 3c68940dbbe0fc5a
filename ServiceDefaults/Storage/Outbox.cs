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

        var now = db.GetService<TimeProvider>().GetUtcNow();
        var type = @event.GetType();
        db.Set<OutboxMessage>().Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(now),
            Type = $"{type.Namespace}:{type.Name}",
            Body = JsonSerializer.Serialize(@event, type, Json),
            TraceParent = Activity.Current?.Id,
            TraceState = Activity.Current?.TraceStateString,
            OccurredAt = now,
        });
    }
}
