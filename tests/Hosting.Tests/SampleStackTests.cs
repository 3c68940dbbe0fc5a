using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Housing.Hosting.Tests;

public sealed class SampleStackTests(SampleStack stack) : IClassFixture<SampleStack>
{
    [Fact]
    public async Task A_project_is_told_its_connections_its_neighbours_and_its_own_address_as_Aspire_would()
    {
        var given = await stack.EnvironmentOf("front");

        Assert.Equal(await stack.Application.GetConnectionStringAsync("sample-db"), given["ConnectionStrings__sample-db"]);
        Assert.Equal(await stack.Application.GetConnectionStringAsync("rabbitmq"), given["ConnectionStrings__rabbitmq"]);
        Assert.Equal("Host=elsewhere", given["ConnectionStrings__elsewhere"]);
        Assert.Equal(stack.Application.GetEndpoint("front", "http").ToString().TrimEnd('/'), given["ASPNETCORE_URLS"]);
        Assert.Equal(stack.Application.GetEndpoint("front", "health").Port.ToString(CultureInfo.InvariantCulture), given["HEALTH_PORT"]);
        Assert.Equal(given["BACK"], given["services__back__http__0"]);
        Assert.Equal("as written", given["PLAIN"]);
        Assert.Equal(24, given["MADE"].Length);
        Assert.Equal("front", given["OTEL_SERVICE_NAME"]);
        Assert.Equal(given["DOTNET_ENVIRONMENT"], given["ASPNETCORE_ENVIRONMENT"]);
    }

    [Fact]
    public async Task Each_replica_is_a_neighbour_of_its_own_and_a_service_instance_of_its_own()
    {
        var given = await stack.EnvironmentOf("front");
        var addresses = given.Where(v => v.Key.StartsWith("services__back__http__", StringComparison.Ordinal)).Select(v => v.Value).ToList();
        var replicas = await Task.WhenAll(addresses.Select(stack.EnvironmentAt));

        Assert.Equal(2, addresses.Distinct().Count());
        Assert.Equal(addresses, replicas.Select(r => r["ASPNETCORE_URLS"]));
        var ids = stack.Told.Where(e => e.Resource.Name == "back").Select(e => e.ResourceId).Distinct().Order();
        Assert.Equal(ids, replicas.Select(r => r["OTEL_RESOURCE_ATTRIBUTES"].Replace("service.instance.id=", "back-", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public void A_resource_starts_when_all_that_it_waits_for_is_healthy_and_not_before()
    {
        var told = stack.Told.ToList();
        var started = told.FindIndex(e => e.Resource.Name == "front" && e.Snapshot.State?.Text == KnownResourceStates.Starting);

        Assert.Contains(told, e => e.Resource.Name == "front" && e.Snapshot.State?.Text == KnownResourceStates.Waiting);
        foreach (var id in told.Where(e => e.Resource.Name is "sample-db" or "rabbitmq" or "back").Select(e => e.ResourceId).Distinct())
            Assert.Equal(HealthStatus.Healthy, told.Take(started).Last(e => e.ResourceId == id).Snapshot.HealthStatus);
    }

    [Fact]
    public void A_running_resource_shows_its_process_its_address_and_what_it_refers_to()
    {
        Assert.True(stack.Application.ResourceNotifications.TryGetCurrentState("front", out var front));

        Assert.Equal(stack.Application.GetEndpoint("front", "http").ToString().TrimEnd('/'), front.Snapshot.Urls.Single(u => u.Name == "http").Url);
        Assert.Contains(front.Snapshot.Relationships, r => r == new RelationshipSnapshot("back", "Reference"));
        Assert.Contains(front.Snapshot.Relationships, r => r == new RelationshipSnapshot("rabbitmq", "WaitFor"));
        Assert.NotNull(front.Snapshot.StartTimeStamp);
        Assert.True(Directory.Exists($"/proc/{front.Snapshot.Properties.Single(p => p.Name == "executable.pid").Value}"));
        Assert.Contains(stack.Told, e => e.Resource.Name == "sample-db" && e.Snapshot.Relationships.Contains(new("postgres", "Parent")));
    }

    [Fact]
    public void A_secret_is_marked_as_one()
    {
        Assert.True(stack.Application.ResourceNotifications.TryGetCurrentState("made", out var made));
        Assert.True(stack.Application.ResourceNotifications.TryGetCurrentState("plain", out var plain));
        Assert.True(made.Snapshot.Properties.Single(p => p.Name == "Value").IsSensitive);
        Assert.False(plain.Snapshot.Properties.Single(p => p.Name == "Value").IsSensitive);
    }

    [Fact]
    public async Task A_database_is_opened_by_its_own_login_and_by_no_other()
    {
        await using var own = new NpgsqlConnection(await stack.Application.GetConnectionStringAsync("sample-db"));
        await own.OpenAsync();
        await using var who = new NpgsqlCommand("SELECT current_user || ' in ' || current_database()", own);
        Assert.Equal("sample-db in sample-db", await who.ExecuteScalarAsync());

        var neighbour = new NpgsqlConnectionStringBuilder(await stack.Application.GetConnectionStringAsync("sample-db")) { Database = "other-db" };
        await using var other = new NpgsqlConnection(neighbour.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => other.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task A_wrong_password_opens_nothing()
    {
        var wrong = new NpgsqlConnectionStringBuilder(await stack.Application.GetConnectionStringAsync("sample-db")) { Password = "wrong" };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        Assert.Equal(PostgresErrorCodes.InvalidPassword, (await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync())).SqlState);
    }

    [Fact]
    public void Servers_listen_on_loopback_only()
    {
        var ours = Processes.HoldingChildrenLockOf(Environment.ProcessId);
        var ports = Processes.ListeningPorts(ours);
        var listeners = IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(l => ports.Contains(l.Port)).ToList();

        Assert.True(listeners.Count >= 5, "PostgreSQL, RabbitMQ with its name daemon and distribution port, and three services listen.");
        Assert.All(listeners, l => Assert.True(IPAddress.IsLoopback(l.Address), $"{l} is open to others."));
    }

    [Fact]
    public async Task What_a_process_writes_is_in_its_log()
    {
        await foreach (var lines in stack.Application.Services.GetLoggerService().WatchAsync(Id("front")))
            if (lines.Any(l => l.Content.Contains("Application started", StringComparison.Ordinal)))
                return;
        Assert.Fail("The log ended without it.");
    }

    [Fact]
    public void An_endpoint_that_is_not_there_is_named_with_those_that_are()
    {
        var fault = Assert.Throws<ArgumentException>(() => stack.Application.GetEndpoint("front", "grpc"));
        Assert.Contains("It has: http, health", fault.Message, StringComparison.Ordinal);
    }

    private string Id(string name) => stack.Told.First(e => e.Resource.Name == name).ResourceId;
}
