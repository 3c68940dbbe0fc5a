using System.Reflection;
using Google.Protobuf;
using Housing.ServiceDefaults;
using Housing.Standards.Contracts.V1;
using RabbitMQ.Client;

namespace Housing.Testing;

/// <summary>Names of queues and exchanges that no other test uses.</summary>
public static class Prefix
{
    public static string New() => $"t{Guid.CreateVersion7():N}-";

    /// <summary>Removes what a service under test made in the broker: its queues, their error queues, and the exchanges of the events it can know.</summary>
    internal static async Task RemoveAsync(string broker, string prefix, IEnumerable<string> queues, Assembly service)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in queues.SelectMany(queue => (string[])[queue, queue + QueueNames.ErrorSuffix]))
        {
            await channel.QueueDeleteAsync(name);
            await channel.ExchangeDeleteAsync(name);
        }

        var events = service.GetReferencedAssemblies()
            .Where(reference => reference.Name!.EndsWith(".Contracts", StringComparison.Ordinal))
            .SelectMany(reference => Assembly.Load(reference).GetExportedTypes())
            .Concat(typeof(CommitmentsChanged).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(CommitmentsChanged).Namespace))
            .Where(type => type is { IsClass: true, IsAbstract: false, IsNested: false } && !type.IsAssignableTo(typeof(IMessage)));
        foreach (var @event in events)
            await channel.ExchangeDeleteAsync($"{prefix}{@event.Namespace}:{@event.Name}");
    }
}
