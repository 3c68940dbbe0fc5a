using System.Globalization;
using Grpc.Core;
using Housing.Errors.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Errors;

/// <summary><c>./housing errors</c>: the messages that failed for the last time, of all services of the local stack, and sending them back.</summary>
internal static class ErrorsCommand
{
    private const string Usage = "Use: ./housing errors, or ./housing errors replay QUEUE --all, or ./housing errors replay QUEUE MESSAGE-ID, or ./housing errors discard QUEUE MESSAGE-ID --reason WORDS";
    private const string ErrorSuffix = "_error";
    private const int Shown = 50;
    private const int LongestReason = 300;

    public static async Task Run(string[] arguments, TextWriter output, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(Environment.GetEnvironmentVariable("HOUSING_DATA") is { Length: > 0 } data ? data : ".data");
        switch (arguments)
        {
            case []:
                await List(LocalStack.In(folder), output, cancellationToken);
                break;
            case ["replay", var queue, "--all"]:
                await Replay(LocalStack.In(folder), queue, messageId: null, output, cancellationToken);
                break;
            case ["replay", var queue, var id] when Guid.TryParse(id, out var messageId):
                await Replay(LocalStack.In(folder), queue, messageId, output, cancellationToken);
                break;
            case ["replay", _, var wrong]:
                throw new ErrorsException($"'{wrong}' is neither --all nor the id of a message, as ./housing errors lists it. {Usage}");
            case ["replay", _]:
                throw new ErrorsException($"which message? {Usage}");
            case ["replay"]:
                throw new ErrorsException($"which queue? {Usage}");
            case ["discard", var queue, var id, "--reason", var reason] when Guid.TryParse(id, out var messageId):
                await Discard(LocalStack.In(folder), queue, messageId, reason, output, cancellationToken);
                break;
            case ["discard", ..]:
                throw new ErrorsException($"which message of which queue, and why? {Usage}");
            default:
                throw new ErrorsException($"errors does not know '{string.Join(' ', arguments)}'. {Usage}");
        }
    }

    private static async Task List(LocalStack stack, TextWriter output, CancellationToken cancellationToken)
    {
        var queues = await stack.Queues(output.WriteLine, cancellationToken);
        await using var broker = await stack.Broker(cancellationToken);
        var errors = Of(broker, queues);
        var counts = await errors.CountAsync(cancellationToken);
        if (counts.Count == 0)
        {
            await output.WriteLineAsync($"No message waits in an error queue ({string.Join(", ", queues.Select(q => q.Queue))}).");
            return;
        }

        foreach (var (service, queue) in queues.Where(q => counts.ContainsKey(q.Queue)))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{queue} of {service}: {Messages(counts[queue])}"));
            foreach (var message in await errors.ListAsync(queue, Shown, cancellationToken))
            {
                var when = message.FailedAt?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "at an unknown time";
                await output.WriteLineAsync($"  {message.Key}  {when}  {message.Type}");
                await output.WriteLineAsync($"    {Reason(message.Error)}");
            }

            if (counts[queue] > Shown)
                await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  and {counts[queue] - Shown:N0} more"));
        }

        await output.WriteLineAsync();
        await output.WriteLineAsync("Once the cause is gone: ./housing errors replay QUEUE --all, or with a message's id instead of --all. What nobody needs: ./housing errors discard QUEUE MESSAGE-ID --reason WORDS.");
    }

    private static async Task Replay(LocalStack stack, string named, Guid? messageId, TextWriter output, CancellationToken cancellationToken)
    {
        var queues = await stack.Queues(output.WriteLine, cancellationToken);
        var (_, queue) = Find(queues, named);
        await using var broker = await stack.Broker(cancellationToken);
        var sent = await Of(broker, queues).ReplayAsync(queue, messageId, cancellationToken);
        if (sent == 0 && messageId is { } id)
            throw new ErrorsException($"no message {id} waits in {queue}{ErrorSuffix}. ./housing errors lists those that do.");
        await output.WriteLineAsync(sent == 0
            ? $"No message waits in {queue}{ErrorSuffix}; nothing was sent."
            : $"{Messages(sent)} sent back to {queue}; one that fails again comes back after its retries.");
    }

    /// <summary>The service itself does it: what is discarded is kept in its database.</summary>
    private static async Task Discard(LocalStack stack, string named, Guid messageId, string reason, TextWriter output, CancellationToken cancellationToken)
    {
        var (service, queue) = Find(await stack.Queues(output.WriteLine, cancellationToken), named);
        using var channel = stack.Channel(service);
        try
        {
            await new FailedMessages.FailedMessagesClient(channel).DiscardFailedMessageAsync(
                new() { RequestId = Guid.CreateVersion7().ToString(), Queue = queue, MessageId = messageId.ToString(), Reason = reason }, await stack.Administrator(cancellationToken), cancellationToken: cancellationToken);
        }
        catch (RpcException refused)
        {
            throw new ErrorsException(refused.Status.Detail);
        }

        await output.WriteLineAsync($"Message {messageId} is taken out of {queue}{ErrorSuffix} and kept by {service}, with the reason.");
    }

    private static ServiceQueue Find(IReadOnlyList<ServiceQueue> queues, string named)
    {
        var queue = named.EndsWith(ErrorSuffix, StringComparison.Ordinal) ? named[..^ErrorSuffix.Length] : named;
        return queues.FirstOrDefault(q => q.Queue == queue)
            ?? throw new ErrorsException($"no service of this stack has the queue '{queue}'. There are: {string.Join(", ", queues.Select(q => q.Queue))}.");
    }

    private static ErrorQueues Of(BrokerLink broker, IEnumerable<ServiceQueue> queues)
    {
        var errors = new ErrorQueues(broker);
        foreach (var (_, queue) in queues)
            errors.Add(queue);
        return errors;
    }

    private static string Messages(long count) => count == 1 ? "1 message" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} messages");

    /// <summary>In a line, and not all of a long one: the service's log has the rest.</summary>
    private static string Reason(string error)
    {
        var line = error.ReplaceLineEndings(" ").Trim();
        return line.Length switch
        {
            0 => "no reason was given",
            > LongestReason => $"{line[..LongestReason]}…",
            _ => line,
        };
    }
}
