using Aspire.Hosting;
using Aspire.Hosting.Testing;

namespace Housing.Testing;

/// <summary>
/// The PostgreSQL and the RabbitMQ that this process's tests share: those the environment names (./housing test starts one pair for all projects), else a
/// pair of its own that ends with the process.
/// </summary>
public sealed class Servers
{
    private static readonly Lazy<Task<Servers>> Shared = new(StartShared);

    private Servers(string postgres, string rabbitMq, DistributedApplication? application) =>
        (Postgres, RabbitMq, Application) = (postgres, rabbitMq, application);

    /// <summary>A login that may create databases.</summary>
    public string Postgres { get; }

    /// <summary>amqp://user:password@host:port</summary>
    public string RabbitMq { get; }

    /// <summary>What runs them; null when the environment named them.</summary>
    public DistributedApplication? Application { get; }

    public static Task<Servers> Get() => Shared.Value;

    /// <summary>A pair for one test class alone, which may kill and start them again; dispose <see cref="Application"/> afterwards.</summary>
    public static async Task<Servers> StartOwn()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        // Tests lose nothing when the machine loses power.
        builder.AddPostgres("postgres").WithArgs("-c", "fsync=off", "-c", "max_connections=400");
        builder.AddRabbitMQ("rabbitmq");
        var application = await builder.BuildAsync();
        await application.StartAsync();
        await application.ResourceNotifications.WaitForResourceHealthyAsync("postgres");
        await application.ResourceNotifications.WaitForResourceHealthyAsync("rabbitmq");
        return new Servers(
            (await application.GetConnectionStringAsync("postgres"))!,
            (await application.GetConnectionStringAsync("rabbitmq"))!,
            application);
    }

    private static async Task<Servers> StartShared()
    {
        var postgres = Environment.GetEnvironmentVariable("HOUSING_TEST_POSTGRES");
        var rabbitMq = Environment.GetEnvironmentVariable("HOUSING_TEST_RABBITMQ");
        if (!string.IsNullOrEmpty(postgres) && !string.IsNullOrEmpty(rabbitMq))
            return new Servers(postgres, rabbitMq, application: null);

        var own = await StartOwn();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => own.Application!.Dispose();
        return own;
    }
}
