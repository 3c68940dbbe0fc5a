using Microsoft.EntityFrameworkCore;

namespace Housing.ServiceDefaults;

/// <summary>An event written with the change that caused it, waiting to be sent.</summary>
internal sealed class OutboxMessage
{
    public required Guid Id { get; init; }
    public required string Type { get; init; }
    public required string Body { get; init; }
    public string? TraceParent { get; init; }
    public string? TraceState { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
}

/// <summary>The first answer to a request, kept so that the same request gets it again.</summary>
internal sealed class AnsweredRequest
{
    public required Guid RequestId { get; init; }
    public required string Method { get; init; }
    public required string Subject { get; init; }
    public required byte[] RequestHash { get; init; }
    public required byte[] Answer { get; init; }
    public required DateTimeOffset AnsweredAt { get; init; }
}

public static class SharedTables
{
    /// <summary>Maps what EF Core writes of the shared tables; the inbox and the redelivery table are reached by SQL alone.</summary>
    public static ModelBuilder AddSharedTables(this ModelBuilder model)
    {
        model.Entity<OutboxMessage>(message =>
        {
            // The primary key is `position`, which the database gives and only the publisher reads.
            message.ToTable("outbox");
            message.HasKey(m => m.Id);
            message.Property(m => m.Id).HasColumnName("id").ValueGeneratedNever();
            message.Property(m => m.Type).HasColumnName("type");
            message.Property(m => m.Body).HasColumnName("body");
            message.Property(m => m.TraceParent).HasColumnName("traceparent");
            message.Property(m => m.TraceState).HasColumnName("tracestate");
            message.Property(m => m.OccurredAt).HasColumnName("occurred_at");
        });
        model.Entity<AnsweredRequest>(request =>
        {
            request.ToTable("answered_request");
            request.HasKey(r => new { r.RequestId, r.Method, r.Subject }).HasName(AnsweredRequestKey);
            request.Property(r => r.RequestId).HasColumnName("request_id");
            request.Property(r => r.Method).HasColumnName("method");
            request.Property(r => r.Subject).HasColumnName("subject");
            request.Property(r => r.RequestHash).HasColumnName("request_hash");
            request.Property(r => r.Answer).HasColumnName("answer");
            request.Property(r => r.AnsweredAt).HasColumnName("answered_at");
        });
        return model;
    }

    internal const string AnsweredRequestKey = "answered_request_pkey";
}
