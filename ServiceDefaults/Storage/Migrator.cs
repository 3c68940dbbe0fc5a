using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace Housing.ServiceDefaults;

/// <summary>One numbered SQL file: "0001_shared_tables.sql".</summary>
internal sealed record Migration(string Scope, int Number, string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public override string ToString() => $"{Number:0000}_{Name}.sql ({Scope})";
}

/// <summary>A migration that cannot be applied, or a database that was not made by these files. Stops the service at start-up.</summary>
public sealed class MigrationException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Brings a database up to the SQL files embedded in an assembly, after the tables all services share. Each file runs in a transaction of its own, and
/// processes that start together take turns.
/// </summary>
public static partial class Migrator
{
    // Held while migrating; any number does, as long as every process uses the same one.
    private const long Lock = 4_211_130_717;

    private const string CreateTable = """
        create table if not exists migration (
            scope      text        not null,
            number     integer     not null,
            name       text        not null,
            checksum   text        not null,
            applied_at timestamptz not null default now(),
            primary key (scope, number)
        )
        """;

    /// <summary>Applies what is missing and returns how many files that were.</summary>
    /// <exception cref="MigrationException">A file failed, is missing or was changed after it was applied.</exception>
    public static async Task<int> MigrateAsync(string connectionString, Assembly service, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(service);
        Migration[] all = [.. Read(typeof(Migrator).Assembly, "shared"), .. Read(service, "service")];
        return await ApplyAsync(connectionString, all, cancellationToken);
    }

    internal static async Task<int> ApplyAsync(string connectionString, IReadOnlyList<Migration> migrations, CancellationToken cancellationToken)
    {
        // Outside the pool: closing the connection then surely gives the lock back.
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;
        await using var connection = new NpgsqlConnection(unpooled);
        await connection.OpenAsync(cancellationToken);
        await ExecuteAsync(connection, $"select pg_advisory_lock({Lock})", cancellationToken);
        await ExecuteAsync(connection, CreateTable, cancellationToken);

        var applied = 0;
        foreach (var scope in migrations.GroupBy(m => m.Scope))
        {
            var recorded = await RecordedAsync(connection, scope.Key, cancellationToken);
            var files = scope.OrderBy(m => m.Number).ToList();
            Check(files, recorded);
            // A database may be ahead of these files: the next version migrates it while this one still runs.
            foreach (var file in files.Skip(recorded.Count))
            {
                await ApplyAsync(connection, file, cancellationToken);
                applied++;
            }
        }

        return applied;
    }

    /// <summary>Reads the files of an assembly and refuses numbers that are missing or used twice.</summary>
    internal static IReadOnlyList<Migration> Read(Assembly assembly, string scope)
    {
        var found = new List<Migration>();
        foreach (var resource in assembly.GetManifestResourceNames())
        {
            if (!resource.Contains(".Storage.Migrations.", StringComparison.Ordinal))
                continue;
            if (FileName().Match(resource) is not { Success: true } name)
                throw new MigrationException($"{resource} is not named like 0001_what_it_does.sql: four digits, then lower-case words joined by _.");
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            // The same file checked out with other line ends is still the same file.
            var sql = reader.ReadToEnd().ReplaceLineEndings("\n");
            found.Add(new Migration(scope, int.Parse(name.Groups["number"].Value, CultureInfo.InvariantCulture), name.Groups["name"].Value, sql));
        }

        found.Sort((a, b) => a.Number.CompareTo(b.Number));
        CheckNumbers(found);
        return found;
    }

    internal static void CheckNumbers(IReadOnlyList<Migration> files)
    {
        for (var i = 0; i < files.Count; i++)
            if (files[i].Number != i + 1)
                throw new MigrationException($"Migration {files[i]} should have number {i + 1:0000}: numbers start at 0001 and none is left out or used twice.");
    }

    private static void Check(IReadOnlyList<Migration> files, IReadOnlyList<(int Number, string Name, string Checksum)> recorded)
    {
        for (var i = 0; i < recorded.Count; i++)
        {
            var (number, name, checksum) = recorded[i];
            if (number != i + 1)
                throw new MigrationException($"The database's table migration lacks number {i + 1:0000} but has {number:0000}_{name}; it was not filled by this service.");
            if (i >= files.Count)
                continue;
            if (files[i].Checksum != checksum)
                throw new MigrationException(
                    $"Migration {files[i]} is not what was applied to this database as {number:0000}_{name}. Restore the file and put the change in a new one.");
        }
    }

    private static async Task<List<(int Number, string Name, string Checksum)>> RecordedAsync(
        NpgsqlConnection connection, string scope, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select number, name, checksum from migration where scope = $1 order by number", connection)
        {
            Parameters = { new() { Value = scope } },
        };
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        var recorded = new List<(int Number, string Name, string Checksum)>();
        while (await rows.ReadAsync(cancellationToken))
            recorded.Add((rows.GetInt32(0), rows.GetString(1), rows.GetString(2)));
        return recorded;
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, Migration file, CancellationToken cancellationToken)
    {
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            await ExecuteAsync(connection, file.Sql, cancellationToken);
            await using var record = new NpgsqlCommand("insert into migration (scope, number, name, checksum) values ($1, $2, $3, $4)", connection)
            {
                Parameters = { new() { Value = file.Scope }, new() { Value = file.Number }, new() { Value = file.Name }, new() { Value = file.Checksum } },
            };
            await record.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException fault) when (!fault.IsTransient)
        {
            throw new MigrationException($"Migration {file}: {fault.MessageText} ({fault.SqlState}). Nothing of it was applied.", fault);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        // No time limit: another process may be building a large index while this one waits its turn.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [GeneratedRegex(@"\.Storage\.Migrations\.(?<number>[0-9]{4})_(?<name>[a-z0-9_-]+)\.sql$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FileName();
}
