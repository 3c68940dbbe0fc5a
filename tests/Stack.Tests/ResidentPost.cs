using System.Collections.Concurrent;
using System.Text.Json;
using Housing.Standards.Contracts.V1;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Housing.Stack.Tests;

/// <summary>Hears what every service has to tell residents, as Contact would: from the broker, on a queue of its own.</summary>
internal sealed class ResidentPost : IAsyncDisposable
{
    private readonly ConcurrentQueue<ResidentMessageDue> _messages = new();
    private readonly IConnection _connection;

    private ResidentPost(IConnection connection) => _connection = connection;

    public static async Task<ResidentPost> OpenAsync(HousingStack stack)
    {
        var post = new ResidentPost(await new ConnectionFactory { Uri = new Uri(await stack.ConnectionString("rabbitmq")) }.CreateConnectionAsync());
        var channel = await post._connection.CreateChannelAsync();
        // As whoever publishes declares it; either may come first.
        var exchange = $"{typeof(ResidentMessageDue).Namespace}:{nameof(ResidentMessageDue)}";
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, exchange, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            using var envelope = JsonDocument.Parse(delivery.Body);
            post._messages.Enqueue(envelope.RootElement.GetProperty("message").Deserialize<ResidentMessageDue>(JsonSerializerOptions.Web)!);
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return post;
    }

    /// <summary>What one household was told of one case, in the order it was heard.</summary>
    public IReadOnlyList<ResidentMessageDue> To(string household, string caseId) =>
        [.. _messages.Where(m => m.HouseholdId.ToString() == household && m.CaseId.ToString() == caseId)];

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
