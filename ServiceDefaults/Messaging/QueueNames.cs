using System.Reflection;
using MassTransit;

namespace Housing.ServiceDefaults;

internal static class QueueNames
{
    public const string ErrorSuffix = "_error";

    /// <summary>
    /// How queues are declared. The broker drops a quorum queue's message after x-delivery-limit failed deliveries: 20 by default since RabbitMQ 4.0. There
    /// -1 means no limit, but 3.10 drops at the first. A number that is never reached is right on both (docs/adr/0002-redelivery.md).
    /// </summary>
    public static readonly Dictionary<string, object?> Arguments = new(StringComparer.Ordinal) { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = int.MaxValue };

    /// <summary>"repairs" for Housing.Repairs.Service: two services must never share a queue.</summary>
    public static string ServiceOf(Assembly assembly)
    {
        var name = assembly.GetName().Name!;
        if (name.StartsWith("Housing.", StringComparison.Ordinal))
            name = name["Housing.".Length..];
        if (name.EndsWith(".Service", StringComparison.Ordinal))
            name = name[..^".Service".Length];
        return name.Replace('.', '-').ToLowerInvariant();
    }

    /// <summary>The queue a message came from.</summary>
    public static string Of(ConsumeContext context) => context.ReceiveContext.InputAddress.Segments[^1].TrimEnd('/');
}
