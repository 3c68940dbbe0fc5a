using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Aspire.Hosting;

public static class PostgresBuilderExtensions
{
    /// <summary>The machine's own PostgreSQL with a cluster of ours.</summary>
    public static IResourceBuilder<PostgresServerResource> AddPostgres(this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        var server = new PostgresServerResource(name, userName?.Resource, password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false));
        return builder.AddResource(server)
            .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, port: port, name: "tcp") { TargetHost = "127.0.0.1" })
            .WithAnnotation(new RunAnnotation(KnownResourceTypes.Container, (context, cancellationToken) => PostgresCluster.PrepareAsync(server, context, cancellationToken)) { Needs = PostgresCluster.Tools })
            .WithAnnotation(new ProbeAnnotation($"{name}_check", async (_, cancellationToken) => await AskAsync(server, cancellationToken)));
    }

    public static IResourceBuilder<PostgresDatabaseResource> AddDatabase(this IResourceBuilder<PostgresServerResource> builder, [ResourceName] string name, string? databaseName = null)
    {
        var database = new PostgresDatabaseResource(name, databaseName ?? name, builder.Resource)
        {
            Password = ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder.ApplicationBuilder, $"{name}-password", special: false),
        };
        return builder.ApplicationBuilder.AddResource(database)
            .WithAnnotation(new WaitAnnotation(builder.Resource, WaitType.WaitUntilHealthy))
            .WithAnnotation(new RunAnnotation(nameof(PostgresDatabaseResource), async (_, cancellationToken) =>
            {
                await CreateAsync(database, cancellationToken);
                return null;
            }))
            .WithAnnotation(new ProbeAnnotation($"{name}_check", async (_, cancellationToken) => await AskAsync(database, cancellationToken)));
    }

    /// <summary>The cluster outlives the run.</summary>
    public static IResourceBuilder<PostgresServerResource> WithDataVolume(this IResourceBuilder<PostgresServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.WithAnnotation(new DataVolumeAnnotation(), ResourceAnnotationMutationBehavior.Replace);

    private static async Task<HealthCheckResult> AskAsync(IResourceWithConnectionString resource, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(resource, cancellationToken);
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        await command.ExecuteScalarAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }

    /// <summary>Makes the database and its login unless an earlier run did.</summary>
    private static async Task CreateAsync(PostgresDatabaseResource database, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(database.Parent, cancellationToken);
        var (name, password) = (Quoted(database.DatabaseName, '"'), Quoted((await database.Password.GetValueAsync(cancellationToken))!, '\''));
        await DoAsync($"{(await ExistsAsync("SELECT 1 FROM pg_roles WHERE rolname = $1") ? "ALTER" : "CREATE")} ROLE {name} LOGIN PASSWORD {password}");
        if (await ExistsAsync("SELECT 1 FROM pg_database WHERE datname = $1"))
            return;
        await DoAsync($"CREATE DATABASE {name} OWNER {name}");
        await DoAsync($"REVOKE CONNECT, TEMPORARY ON DATABASE {name} FROM PUBLIC");

        async Task<bool> ExistsAsync(string question)
        {
            await using var command = new NpgsqlCommand(question, connection) { Parameters = { new() { Value = database.DatabaseName } } };
            return await command.ExecuteScalarAsync(cancellationToken) is not null;
        }

        async Task DoAsync(string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static string Quoted(string text, char mark) => $"{mark}{text.Replace($"{mark}", $"{mark}{mark}", StringComparison.Ordinal)}{mark}";

    private static async Task<NpgsqlConnection> OpenAsync(IResourceWithConnectionString resource, CancellationToken cancellationToken)
    {
        // Not pooled: a kept connection would hold up the server's stop.
        var settings = new NpgsqlConnectionStringBuilder(await resource.GetConnectionStringAsync(cancellationToken)) { Pooling = false, Timeout = 5 };
        if (resource is PostgresServerResource)
            settings.Database = "postgres";
        var connection = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }
}
