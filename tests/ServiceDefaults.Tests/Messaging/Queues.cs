using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Housing.ServiceDefaults.Tests.Messaging;

internal static class Queues
{
    public static async Task<bool> Exists(string broker, string queue)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            await channel.QueueDeclarePassiveAsync(queue);
            return true;
        }
        catch (OperationInterruptedException missing) when (missing.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return false;
        }
    }
}
