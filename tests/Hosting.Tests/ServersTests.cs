using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Housing.Hosting.Tests;

public sealed class ServersFixture : IAsyncLifetime
{
    public DistributedApplication Application { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        var postgres = builder.AddPostgres("postgres").WithArgs("-c", "fsync=off");
        postgres.AddDatabase("estates-db");
        postgres.AddDatabase("repairs-db");
        builder.AddRabbitMQ("rabbitmq");
        Application = await builder.BuildAsync();
        await Application.StartAsync();
        foreach (var name in (string[])["rabbitmq", "estates-db", "repairs-db"])
            await Application.ResourceNotifications.WaitForResourceHealthyAsync(name);
    }

    public async Task DisposeAsync() => await Application.DisposeAsync();
}

public sealed class ServersTests(ServersFixture servers) : IClassFixture<ServersFixture>
{
    [Fact]
    public async Task A_database_is_opened_with_its_own_login()
    {
        await using var connection = new NpgsqlConnection(await servers.Application.GetConnectionStringAsync("estates-db"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT current_user || ' in ' || current_database()", connection);
        Assert.Equal("estates-db in estates-db", await command.ExecuteScalarAsync());
    }
}
