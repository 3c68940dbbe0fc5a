using Housing.Testing;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Housing.ServiceDefaults.Tests.Messaging;

public sealed class BrokerCheckTests : IAsyncLifetime
{
    private Servers _servers = null!;
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _servers = await Servers.Get();
        _database = await Databases.Clone(typeof(BrokerCheckTests).Assembly);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Starting_up_is_no_fault_the_first_answer_waits_until_the_queues_are_bound()
    {
        await using var node = await Node.Start(_database.ConnectionString, _servers.RabbitMq, Prefix.New(), bus => bus.AddConsumer<LineWrittenConsumer>());

        // All checks: nobody else may call it a fault either.
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => node.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()));

        Assert.All(answers.SelectMany(answer => answer.Entries), check => Assert.True(check.Value.Status == HealthStatus.Healthy, $"{check.Key}: {check.Value.Description}"));
        Assert.Contains("broker", answers[0].Entries.Keys);
    }

    [Fact]
    public async Task A_broker_that_cannot_be_reached_is_told_at_once_and_the_service_takes_its_work()
    {
        var nowhere = new UriBuilder(_servers.RabbitMq) { Port = 1 }.Uri.ToString();
        await using var node = await Node.Start(_database.ConnectionString, nowhere, Prefix.New());

        var answer = await Check(node);

        Assert.Equal(HealthStatus.Degraded, answer.Status);
        Assert.Contains("events wait in the outbox", answer.Description, StringComparison.Ordinal);
    }

    private static async Task<HealthReportEntry> Check(Node node)
    {
        var report = await node.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(check => check.Name == "broker");
        return report.Entries["broker"];
    }
}
