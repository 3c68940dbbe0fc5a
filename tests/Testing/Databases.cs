using System.Collections.Concurrent;
using System.Reflection;
using Housing.ServiceDefaults;
using Npgsql;

namespace Housing.Testing;

/// <summary>Databases that are dropped after use. A service's migrations run once a process, into a template the others are copied from.</summary>
public static class Databases
{
    private static readonly ConcurrentDictionary<Assembly, Lazy<Task<string>>> Templates = new();
    private static readonly SemaphoreSlim OneCopy = new(1, 1);

    /// <summary>An empty database.</summary>
    public static Task<Database> Create() => Make(template: null);

    /// <summary>A database as the migrations of this service leave it.</summary>
    public static async Task<Database> Clone(Assembly service)
    {
        var template = await Templates.GetOrAdd(service, key => new Lazy<Task<string>>(() => MakeTemplate(key))).Value;
        // A template can be copied by one at a time.
        await OneCopy.WaitAsync();
        try
        {
            return await Make(template);
        }
        finally
        {
            OneCopy.Release();
        }
    }

    /// <summary>The same on a pair of servers of a test's own.</summary>
    public static async Task<Database> MigratedOn(Servers servers, Assembly service)
    {
        var database = await MakeOn(servers, template: null);
        await Migrator.MigrateAsync(database.ConnectionString, service, CancellationToken.None);
        return database;
    }

    private static async Task<string> MakeTemplate(Assembly service)
    {
        var database = await Create();
        await Migrator.MigrateAsync(database.ConnectionString, service, CancellationToken.None);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => database.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(5));
        return database.Name;
    }

    private static async Task<Database> Make(string? template) => await MakeOn(await Servers.Get(), template);

    private static async Task<Database> MakeOn(Servers servers, string? template)
    {
        var name = $"t_{Guid.CreateVersion7():N}";
        await Execute(servers.Postgres, $"create database {name}{(template is null ? "" : $" template {template}")}");
        return new Database(servers.Postgres, name);
    }

    internal static async Task Execute(string connectionString, string sql)
    {
        // Not from the pool: a pooled connection may belong to a server that a test has killed since.
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>One database; gone when disposed, with whoever is still connected.</summary>
public sealed class Database(string server, string name) : IAsyncDisposable
{
    public string Name => name;

    // Few connections each: many databases share the server. Short time limits, since some tests take the server away.
    public string ConnectionString { get; } =
        new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = 20, Timeout = 5, CommandTimeout = 15 }.ConnectionString;

    public Task Execute(string sql) => Databases.Execute(ConnectionString, sql);

    public async Task<T> Scalar<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await using (var connection = new NpgsqlConnection(ConnectionString))
            NpgsqlConnection.ClearPool(connection);
        await Databases.Execute(server, $"drop database if exists {name} with (force)");
    }
}
