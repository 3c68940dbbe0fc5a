using System.Globalization;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using RabbitMQ.Client;

namespace Aspire.Hosting.ApplicationModel
{
    public class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
    {
        public RabbitMQServerResource(string name, ParameterResource? userName, ParameterResource password) : base(name)
        {
            UserNameParameter = userName;
            PasswordParameter = password;
            PrimaryEndpoint = new(this, "tcp");
        }

        public EndpointReference PrimaryEndpoint { get; }
        public ParameterResource? UserNameParameter { get; }
        public ParameterResource PasswordParameter { get; }

        public ReferenceExpression ConnectionStringExpression =>
            ReferenceExpression.Create($"amqp://{UserName}:{PasswordParameter}@127.0.0.1:{PrimaryEndpoint.Property(EndpointProperty.Port)}");

        /// <summary>Not guest, whose name everyone knows.</summary>
        internal string UserName => UserNameParameter?.Value() ?? Name;
    }
}

namespace Aspire.Hosting
{
    public static class RabbitMQBuilderExtensions
    {
        /// <summary>The machine's own RabbitMQ with a node of ours.</summary>
        public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(this IDistributedApplicationBuilder builder, [ResourceName] string name, IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null, int? port = null)
        {
            var server = new RabbitMQServerResource(name, userName?.Resource, password?.Resource ?? ParameterResourceBuilderExtensions.CreateDefaultPasswordParameter(builder, $"{name}-password", special: false));
            return builder.AddResource(server)
                .WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, port: port, name: "tcp") { TargetHost = "127.0.0.1" })
                .WithAnnotation(new RunAnnotation(KnownResourceTypes.Container, (context, cancellationToken) => RabbitMQNode.PrepareAsync(server, context, cancellationToken)) { Needs = RabbitMQNode.Tools })
                .WithAnnotation(new ProbeAnnotation($"{name}_check", async (_, cancellationToken) => await AskAsync(server, cancellationToken)));
        }

        /// <summary>The node's queues outlive the run.</summary>
        public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) =>
            builder.WithAnnotation(new DataVolumeAnnotation(), ResourceAnnotationMutationBehavior.Replace);

        private static async Task<HealthCheckResult> AskAsync(RabbitMQServerResource server, CancellationToken cancellationToken)
        {
            var factory = new ConnectionFactory
            {
                Uri = new((await server.ConnectionStringExpression.GetValueAsync(cancellationToken))!),
                AutomaticRecoveryEnabled = false,
                RequestedConnectionTimeout = TimeSpan.FromSeconds(3),
                ClientProvidedName = "health check",
            };
            await using var connection = await factory.CreateConnectionAsync(cancellationToken);
            await connection.CloseAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
    }

    /// <summary>Says how a node is run that nothing else on the machine can meet: own folder, ports, name daemon and cookie, on loopback.</summary>
    internal static class RabbitMQNode
    {
        private static readonly Tool Server = new("RabbitMQ", "rabbitmq-server", "rabbitmq-server", "/usr/lib/rabbitmq/bin");
        private static readonly Tool NameDaemon = new("Erlang", "erlang-base", "epmd");

        // The broker's scripts start a name daemon that would stay for ever when they find none, so ours must answer first.
        private const string AfterNameDaemon = """
            tries=300
            until "$1" -port "$2" -names >/dev/null 2>&1; do
                tries=$((tries - 1))
                if [ "$tries" -eq 0 ]; then
                    echo "Erlang's name daemon does not answer on port $2." >&2
                    exit 1
                fi
                sleep 0.1
            done
            exec "$0"
            """;

        public static IReadOnlyList<Tool> Tools => [Server, NameDaemon];

        public static async Task<ChildStart?> PrepareAsync(RabbitMQServerResource server, StartContext context, CancellationToken cancellationToken)
        {
            var configuration = context.Services.GetRequiredService<IConfiguration>();
            var folder = context.Data.For(server.Name, server.HasAnnotationOfType<DataVolumeAnnotation>());
            var home = Path.Combine(folder, "home");
            Directory.CreateDirectory(home);
            var settings = Path.Combine(folder, "rabbitmq.conf");
            var password = await server.PasswordParameter.GetValueAsync(cancellationToken);
            DataFolder.WriteSecret(settings, string.Create(CultureInfo.InvariantCulture, $"""
                listeners.tcp.1 = 127.0.0.1:{context.Instance.PortOf("tcp")}
                default_user = {server.UserName}
                default_pass = {password}
                log.console = true
                log.console.level = warning
                log.console.use_colors = off
                log.file = false

                """));
            var plugins = Path.Combine(folder, "plugins");
            await File.WriteAllTextAsync(plugins, "[].", cancellationToken);

            var (namePort, distributionPort) = (Text(Ports.Free()), Text(Ports.Free()));
            var environment = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(n => n.StartsWith("RABBITMQ_", StringComparison.Ordinal)).ToDictionary(n => n, _ => (string?)null, StringComparer.Ordinal);
            foreach (var (name, value) in new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["HOME"] = home,
                ["ERL_EPMD_PORT"] = namePort,
                ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
                ["RABBITMQ_NODENAME"] = $"{server.Name}@localhost",
                ["RABBITMQ_DIST_PORT"] = distributionPort,
                ["RABBITMQ_CONFIG_FILE"] = settings,
                // The machine's own settings are for the machine's own broker.
                ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "no-environment"),
                ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "no-advanced.config"),
                ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
                ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
                ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
                ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "config"),
                ["RABBITMQ_SCHEMA_DIR"] = Path.Combine(folder, "schema"),
                ["RABBITMQ_ENABLED_PLUGINS_FILE"] = plugins,
                // Become the Erlang machine instead of waiting for one, so that the process we started is the broker; without its shell. The script takes
                // any value for that; the broker itself would take "1", "yes" or "true" for a person looking on, and colour its banner.
                ["RABBITMQ_ALLOW_INPUT"] = "exec",
                ["RABBITMQ_SERVER_START_ARGS"] = "-noinput",
                ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1}",
                // For every Erlang machine, the broker's helpers included: one that outlives ours by a moment must not leave a name daemon behind.
                ["ERL_AFLAGS"] = "-start_epmd false",
            })
                environment[name] = value;

            return new("bash", ["-c", AfterNameDaemon, Server.Find(configuration)!, NameDaemon.Find(configuration)!, namePort])
            {
                WorkingDirectory = folder,
                Environment = environment,
                // The name daemon that Erlang would start by itself would stay for ever.
                Companion = new(NameDaemon.Find(configuration)!, ["-port", namePort, "-address", "127.0.0.1"]) { WorkingDirectory = folder },
            };
        }

        private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
    }
}
