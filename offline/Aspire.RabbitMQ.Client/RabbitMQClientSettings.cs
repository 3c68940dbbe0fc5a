namespace Aspire.RabbitMQ.Client;

/// <summary>How the broker is reached and what is watched of it; read from "Aspire:RabbitMQ:Client".</summary>
public sealed class RabbitMQClientSettings
{
    public string? ConnectionString { get; set; }

    /// <summary>How often a failed first connection is tried again, waiting twice as long each time.</summary>
    public int MaxConnectRetryCount { get; set; } = 5;

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }
}
