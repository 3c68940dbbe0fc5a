using Housing.ServiceDefaults.Tests.Storage;
using Housing.Testing;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults.Tests.Messaging;

/// <summary>A service of nothing but storage and messaging, in this process. Two on one database and prefix are replicas.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly IHost _host;

    private Node(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public ErrorQueues Errors => Services.GetRequiredService<ErrorQueues>();

    public static async Task<Node> Start(
        string postgres, string rabbitMq, string prefix, Action<IBusRegistrationConfigurator>? bus = null, string? redelivery = "00:00:00.050", bool workers = true,
        IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var schedule = redelivery?.Split(',').Select((delay, i) => KeyValuePair.Create($"Messaging:Redelivery:{i}", (string?)delay)) ?? [];
        builder.Configuration.AddInMemoryCollection([
            new("ConnectionStrings:ledger-db", postgres),
            new("ConnectionStrings:rabbitmq", rabbitMq),
            new("Messaging:Prefix", prefix),
            new("Messaging:Service", "ledger"),
            new("Messaging:Poll", "00:00:00.100"),
            .. schedule,
            .. settings ?? new Dictionary<string, string?>(StringComparer.Ordinal)]);
        if (Environment.GetEnvironmentVariable("HOUSING_TEST_LOG") is not null)
            builder.Logging.AddSimpleConsole();
        builder.AddStorage<LedgerDb>("ledger-db");
        builder.AddMessaging<LedgerDb>(bus ?? (_ => { }));
        if (!workers)       // what is left of a process that dies right after its commit
            foreach (var worker in builder.Services.Where(s => s.ImplementationType == typeof(OutboxPublisher)).ToList())
                builder.Services.Remove(worker);
        var node = new Node(builder.Build());
        await node._host.StartAsync();
        return node;
    }

    /// <summary>Writes a line and tells of it, in one transaction.</summary>
    public async Task<Guid> Write(string text)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LedgerDb>();
        var id = Guid.CreateVersion7();
        db.Entries.Add(new Entry { Id = id, Text = text });
        db.Tell(new LineWritten { LineId = id, Text = text });
        await db.SaveChangesAsync();
        return id;
    }

    public async Task<List<string>> Lines(string start = "")
    {
        await using var scope = Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<LedgerDb>().Entries.Where(e => e.Text.StartsWith(start)).Select(e => e.Text).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
