using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting;

/// <summary>Makes a cluster at first need and says how its server is run: on loopback, on one port, with passwords.</summary>
internal static class PostgresCluster
{
    private const string SystemUser = "postgres";
    private static readonly Tool Server = new("PostgreSQL", "postgresql-15", "postgres", "/usr/lib/postgresql/*/bin");
    private static readonly Tool Maker = Server with { Program = "initdb" };

    public static IReadOnlyList<Tool> Tools => [Server, Maker];

    public static async Task<ChildStart?> PrepareAsync(PostgresServerResource server, StartContext context, CancellationToken cancellationToken)
    {
        var configuration = context.Services.GetRequiredService<IConfiguration>();
        var folder = context.Data.For(server.Name, server.HasAnnotationOfType<DataVolumeAnnotation>());
        var cluster = Path.Combine(folder, "cluster");
        if (!File.Exists(Path.Combine(cluster, "complete")))
            await MakeAsync(server, Maker.Find(configuration)!, folder, cluster, context, cancellationToken);

        var arguments = new List<object>
        {
            "-D", cluster,
            "-c", "listen_addresses=127.0.0.1",
            "-c", "unix_socket_directories=",
            "-c", string.Create(CultureInfo.InvariantCulture, $"port={context.Instance.PortOf("tcp")}"),
            // Every service has a pool of its own, and so has every test.
            "-c", "max_connections=300",
        };
        foreach (var callback in server.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
            callback.Callback(arguments);
        var (program, all) = AsServerUser(folder, Server.Find(configuration)!, arguments.Select(a => a.ToString()!));
        return new(program, [.. all])
        {
            WorkingDirectory = folder,
            Environment = Cleared(),
            // A fast shutdown: ends the connections, loses nothing.
            StopSignal = "INT",
        };
    }

    private static async Task MakeAsync(PostgresServerResource server, string initdb, string folder, string cluster, StartContext context, CancellationToken cancellationToken)
    {
        // One that was never finished holds nothing.
        if (Directory.Exists(cluster))
            Directory.Delete(cluster, recursive: true);
        var user = server.UserNameParameter is { } named ? (await named.GetValueAsync(cancellationToken))! : "postgres";
        var passwordFile = Path.Combine(folder, "password");
        DataFolder.WriteSecret(passwordFile, (await server.PasswordParameter.GetValueAsync(cancellationToken))!);
        try
        {
            if (Environment.IsPrivilegedProcess)
                await DoAsync("chown", ["-R", $"{SystemUser}:", folder], folder, context, cancellationToken);
            var (program, arguments) = AsServerUser(folder, initdb,
                ["-D", cluster, "-U", user, $"--pwfile={passwordFile}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]);
            await DoAsync(program, arguments, folder, context, cancellationToken);
        }
        finally
        {
            File.Delete(passwordFile);
        }

        await File.WriteAllTextAsync(Path.Combine(cluster, "complete"), "", cancellationToken);
    }

    /// <summary>
    /// PostgreSQL refuses to run as root, so root hands over to the user the package made.
    /// Where that user may not pass through the folders above (a clone in /root), it gets the one capability to do so.
    /// </summary>
    private static (string Program, IEnumerable<string> Arguments) AsServerUser(string folder, string program, IEnumerable<string> arguments)
    {
        if (!Environment.IsPrivilegedProcess)
            return (program, arguments);
        string[] capability = IsPassable(folder) ? [] : ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"];
        return ("setpriv", [$"--reuid={SystemUser}", $"--regid={SystemUser}", "--init-groups", .. capability, "--", program, .. arguments]);
    }

    private static bool IsPassable(string folder)
    {
        for (var above = Directory.GetParent(folder); above is not null; above = above.Parent)
            if (!above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
                return false;
        return true;
    }

    /// <summary>Settings meant for another server do not reach ours.</summary>
    private static Dictionary<string, string?> Cleared() =>
        Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("PG", StringComparison.Ordinal)).ToDictionary(n => n, _ => (string?)null, StringComparer.Ordinal);

    /// <summary>Guarded like the server itself: an initdb left alone would go on writing.</summary>
    private static async Task DoAsync(string program, IEnumerable<string> arguments, string folder, StartContext context, CancellationToken cancellationToken)
    {
        var start = new ChildStart(program, [.. arguments]) { WorkingDirectory = folder, Environment = Cleared(), Grace = TimeSpan.FromSeconds(1) };
        await using var process = ChildProcess.Start(start, context.Data.ChildrenLock, (line, _) => context.Say(line));
        var code = await process.Exited.WaitAsync(cancellationToken);
        if (code != 0)
            throw new DistributedApplicationException($"{program} ended with exit code {code}; its reason is in the log above.");
    }
}
