namespace Housing.Testing;

/// <summary>The PostgreSQL and the RabbitMQ that this process's tests share: those the environment names, else a pair of its own.</summary>
public sealed class Servers
{
    private static readonly Lazy<Task<Servers>> Shared = new(Start);

    private Servers(string postgres, string rabbitMq) => (Postgres, RabbitMq) = (postgres, rabbitMq);

    /// <summary>A login that may create databases.</summary>
    public string Postgres { get; }

    /// <summary>amqp://user:password@host:port</summary>
    public string RabbitMq { get; }

    public static Task<Servers> Get() => Shared.Value;

    private static Task<Servers> Start()
    {
        var postgres = Environment.GetEnvironmentVariable("HOUSING_TEST_POSTGRES");
        var rabbitMq = Environment.GetEnvironmentVariable("HOUSING_TEST_RABBITMQ");
        return Task.FromResult(new Servers(
            postgres ?? throw new InvalidOperationException("HOUSING_TEST_POSTGRES must name a server."),
            rabbitMq ?? throw new InvalidOperationException("HOUSING_TEST_RABBITMQ must name a server.")));
    }
}
