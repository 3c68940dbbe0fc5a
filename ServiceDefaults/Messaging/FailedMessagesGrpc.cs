using System.Globalization;
using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Errors.Contracts.V1;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client.Exceptions;
using Wire = Housing.Errors.Contracts.V1;

namespace Housing.ServiceDefaults;

/// <summary>This service's error queues for its administrators. What they discard is kept in its database, with the reason.</summary>
internal sealed class FailedMessagesGrpc(ErrorQueues errors, DbContext db, TimeProvider clock, ILogger<FailedMessagesGrpc> log) : FailedMessages.FailedMessagesBase
{
    private const int LongestReason = 1_000;

    public static AccessTable Access { get; } = new AccessTable(FailedMessages.Descriptor)
        .Read("ListQueues", Role.Administrator)
        .Read("ListFailedMessages", Role.Administrator)
        .Read("GetFailedMessage", Role.Administrator)
        .Change("ReplayFailedMessages", Role.Administrator)
        .Change("DiscardFailedMessage", Role.Administrator)
        .Read("ListDiscardedMessages", Role.Administrator);

    public override async Task<ListQueuesResponse> ListQueues(ListQueuesRequest request, ServerCallContext call)
    {
        var counts = await Asked(() => errors.CountAsync(call.CancellationToken));
        return new() { Queues = { errors.Queues.Order(StringComparer.Ordinal).Select(queue => new FailedQueue { Queue = queue, Waiting = counts.GetValueOrDefault(queue) }) } };
    }

    public override async Task<ListFailedMessagesResponse> ListFailedMessages(ListFailedMessagesRequest request, ServerCallContext call)
    {
        var queue = Known(request.Queue);
        var page = Paging.Read(request.PageSize, "");
        var waiting = (await Asked(() => errors.CountAsync(call.CancellationToken))).GetValueOrDefault(queue);
        var listed = await Asked(() => errors.ListAsync(queue, page.Size, call.CancellationToken));
        return new() { Messages = { listed.Select(Message) }, Waiting = Math.Max(waiting, listed.Count) };
    }

    public override async Task<GetFailedMessageResponse> GetFailedMessage(GetFailedMessageRequest request, ServerCallContext call)
    {
        var (queue, id) = (Known(request.Queue), Ids.Parse(request.MessageId, "message_id"));
        var found = await Asked(() => errors.FindAsync(queue, id, call.CancellationToken)) ?? throw Gone(queue, id);
        if (!request.WithBody)
            return new() { Message = Message(found) };
        log.LogInformation("{Role} {Subject} read what is in message {MessageId} of {Queue}", call.Caller().RoleName, call.Caller().Subject, id, queue);
        return new() { Message = Message(found), Body = found.Body };
    }

    public override Task<ReplayFailedMessagesResponse> ReplayFailedMessages(ReplayFailedMessagesRequest request, ServerCallContext call) => Once.Answer(db, call, request.RequestId, request, async () =>
    {
        var queue = Known(request.Queue);
        Guid? id = request.MessageId is "" ? null : Ids.Parse(request.MessageId, "message_id");
        var sent = await Asked(() => errors.ReplayAsync(queue, id, call.CancellationToken));
        if (sent == 0 && id is { } one)
            throw Gone(queue, one);
        log.LogInformation("{Role} {Subject} sent {Count} messages back to {Queue}", call.Caller().RoleName, call.Caller().Subject, sent, queue);
        return new ReplayFailedMessagesResponse { Sent = sent };
    });

    public override Task<DiscardFailedMessageResponse> DiscardFailedMessage(DiscardFailedMessageRequest request, ServerCallContext call) => Once.Answer(db, call, request.RequestId, request, async () =>
    {
        var (queue, id, requestId) = (Known(request.Queue), Ids.Parse(request.MessageId, "message_id"), Ids.Parse(request.RequestId, "request_id"));
        var reason = request.Reason.Trim();
        if (reason.Length is 0 or > LongestReason || reason.Contains('\0', StringComparison.Ordinal))
            throw Faults.InvalidField("reason", string.Create(CultureInfo.InvariantCulture, $"must say in 1 to {LongestReason:N0} characters why nobody needs the message."));
        var by = call.Caller().Subject;
        if (await Asked(() => errors.DiscardAsync(queue, id, message => Keep(message, requestId, by, reason, call.CancellationToken), call.CancellationToken)) is not null)
            log.LogInformation("{Role} {Subject} discarded message {MessageId} of {Queue}", call.Caller().RoleName, by, id, queue);
        // Taken out before, by this request, though its answer was lost.
        var kept = await Discarded.Where(row => row.RequestId == requestId && row.DiscardedBy == by).FirstOrDefaultAsync(call.CancellationToken) ?? throw Gone(queue, id);
        return new DiscardFailedMessageResponse { Message = Message(kept) };
    });

    public override async Task<ListDiscardedMessagesResponse> ListDiscardedMessages(ListDiscardedMessagesRequest request, ServerCallContext call)
    {
        var page = Paging.Read(request.PageSize, request.PageToken);
        var rows = Discarded;
        if (page.After is { } after)
        {
            var (at, id) = Key(after);
            rows = rows.Where(row => row.DiscardedAt < at || (row.DiscardedAt == at && row.RequestId < id));
        }

        var listed = await rows.OrderByDescending(row => row.DiscardedAt).ThenByDescending(row => row.RequestId).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        var last = listed.Count > page.Size ? listed[page.Size - 1] : null;
        return new()
        {
            Messages = { listed.Take(page.Size).Select(Message) },
            NextPageToken = Paging.Token(last is null ? null : string.Create(CultureInfo.InvariantCulture, $"{last.DiscardedAt.UtcTicks}/{last.RequestId}")),
        };
    }

    private IQueryable<Row> Discarded => db.Database.SqlQuery<Row>($"""
        select request_id as "RequestId", discarded_by as "DiscardedBy", discarded_at as "DiscardedAt", reason as "Reason", queue as "Queue", message_id as "MessageId", type as "Type",
               failed_at as "FailedAt", fault as "Fault"
        from discarded_message
        """);

    /// <summary>Committed by itself, before the broker lets go of the message.</summary>
    private Task Keep(FailedMessage message, Guid requestId, string by, string reason, CancellationToken cancellationToken)
    {
        var headers = Text(JsonSerializer.Serialize(message.Headers));
        var (fault, body, now) = (Text(message.Error), Text(message.Body), clock.GetUtcNow());
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into discarded_message (request_id, discarded_by, discarded_at, reason, queue, message_id, type, failed_at, fault, headers, body)
            values ({requestId}, {by}, {now}, {reason}, {message.Queue}, {message.Key}, {message.Type}, {message.FailedAt}, {fault}, {headers}, {body})
            on conflict do nothing
            """,
            cancellationToken);
    }

    // PostgreSQL's text holds every character but one.
    private static string Text(string text) => text.Replace('\0', '\uFFFD');

    private string Known(string queue) => errors.Queues.Contains(queue, StringComparer.Ordinal)
        ? queue
        : throw Faults.InvalidField("queue", $"must be a queue of this service: {string.Join(", ", errors.Queues)}.");

    private static RpcException Gone(string queue, Guid id) =>
        Faults.Exception(StatusCode.NotFound, "MESSAGE_GONE", $"Message {id} does not wait in {queue}{QueueNames.ErrorSuffix}. Somebody may have sent it back or discarded it.");

    /// <summary>A broker that is away is no fault of ours: the same request can be made again.</summary>
    private async Task<T> Asked<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception away) when (away is BrokerUnreachableException or OperationInterruptedException or TimeoutException or IOException)
        {
            log.LogWarning("The broker cannot be asked about error queues: {Fault}", away.Message);
            throw Faults.Exception(StatusCode.Unavailable, "BROKER_AWAY", "The service cannot reach its message broker. Repeat the call with the same request_id.");
        }
    }

    private static Wire.FailedMessage Message(FailedMessage message) => new()
    {
        Queue = message.Queue,
        MessageId = message.Key.ToString(),
        Type = message.Type,
        ToldAt = message.ToldAt?.ToTimestamp(),
        FailedAt = message.FailedAt?.ToTimestamp(),
        Fault = message.Error,
        FaultType = message.ErrorType,
        Rounds = message.Rounds,
        TraceId = message.TraceId ?? "",
    };

    private static DiscardedMessage Message(Row row) => new()
    {
        Queue = row.Queue,
        MessageId = row.MessageId.ToString(),
        Type = row.Type,
        FailedAt = row.FailedAt?.ToTimestamp(),
        Fault = row.Fault,
        Reason = row.Reason,
        DiscardedBy = row.DiscardedBy,
        DiscardedAt = row.DiscardedAt.ToTimestamp(),
    };

    private static (DateTimeOffset At, Guid Id) Key(string after) =>
        after.Split('/') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at <= DateTimeOffset.MaxValue.UtcTicks && Guid.TryParseExact(id, "D", out var read)
            ? (new DateTimeOffset(at, TimeSpan.Zero), read)
            : throw Paging.BadToken();

    private sealed record Row(
        Guid RequestId, string DiscardedBy, DateTimeOffset DiscardedAt, string Reason, string Queue, Guid MessageId, string Type, DateTimeOffset? FailedAt, string Fault);
}
