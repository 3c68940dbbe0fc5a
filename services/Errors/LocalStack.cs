using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using Housing.ServiceDefaults;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Housing.Errors;

/// <summary>A queue and the service that consumes it.</summary>
internal sealed record ServiceQueue(string Service, string Queue);

/// <summary>The stack that runs on this machine, as it wrote itself down in its data folder. The broker's password stays in here.</summary>
internal sealed class LocalStack
{
    // A service whose broker is away takes this long to say so.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly string _folder;
    private readonly Dictionary<string, Uri> _addresses;

    private LocalStack(string folder, Dictionary<string, Uri> addresses) => (_folder, _addresses) = (folder, addresses);

    /// <summary>Reads what the stack of this data folder wrote down when it was up.</summary>
    public static LocalStack In(string folder)
    {
        var file = Path.Combine(folder, "addresses");
        if (!File.Exists(file))
            throw new ErrorsException($"no stack is up on {folder}: it has no file 'addresses'. Start it with ./housing up, or name another stack's folder in HOUSING_DATA.");

        var addresses = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(file))
            if (line.LastIndexOf(' ') is > 0 and var space && Uri.TryCreate(line[(space + 1)..], UriKind.Absolute, out var address))
                addresses[line[..space]] = address;
        return new LocalStack(folder, addresses);
    }

    /// <summary>Every queue of the services that answer; those that do not are told to <paramref name="missing"/>.</summary>
    public async Task<IReadOnlyList<ServiceQueue>> Queues(Action<string> missing, CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        var found = new List<ServiceQueue>();
        var answered = false;
        foreach (var (name, address) in _addresses.Where(a => a.Key.EndsWith("/health", StringComparison.Ordinal)).OrderBy(a => a.Key, StringComparer.Ordinal))
        {
            // "repairs", and "repairs 2" for its second replica: the same queues.
            var service = name[..^"/health".Length].Split(' ')[0];
            try
            {
                found.AddRange((await QueuesOf(http, address, cancellationToken)).Select(queue => new ServiceQueue(service, queue)));
                answered = true;
            }
            catch (Exception away) when (away is HttpRequestException or JsonException || (away is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                missing($"{service} does not answer at {address}: its queues are not looked at.");
            }
        }

        return answered ? [.. found.Distinct()] : throw new ErrorsException($"no service of the stack on {_folder} answers. Start it with ./housing up, or name another stack's folder in HOUSING_DATA.");
    }

    /// <summary>A connection to the broker; the caller disposes it.</summary>
    public async Task<BrokerLink> Broker(CancellationToken cancellationToken)
    {
        var secret = Path.Combine(_folder, "secrets", "rabbitmq-password");
        if (!_addresses.TryGetValue("rabbitmq", out var address) || !File.Exists(secret))
            throw new ErrorsException($"the broker's address or password is missing in {_folder} ('addresses', 'secrets/rabbitmq-password'). Start the stack with ./housing up.");

        var broker = new BrokerLink(new ConnectionFactory
        {
            HostName = address.Host,
            Port = address.Port,
            UserName = "rabbitmq",
            Password = await File.ReadAllTextAsync(secret, cancellationToken),
            AutomaticRecoveryEnabled = false,
            ClientProvidedName = "housing errors",
        });
        try
        {
            await using var channel = await broker.OpenAsync(cancellationToken);
            return broker;
        }
        catch (Exception fault) when (fault is BrokerUnreachableException or TimeoutException)
        {
            await broker.DisposeAsync();
            throw new ErrorsException($"the broker does not answer at {address.Authority}. Is the stack still up (./housing up)?");
        }
    }

    /// <summary>A service of the stack, by gRPC; the caller disposes it.</summary>
    public GrpcChannel Channel(string service) => GrpcChannel.ForAddress(
        _addresses.TryGetValue(service, out var address) ? address : throw new ErrorsException($"the address of {service} is missing in {_folder} ('addresses'). Start the stack with ./housing up."),
        new() { HttpHandler = new SocketsHttpHandler { UseProxy = false } });

    /// <summary>The headers of an administrator, by the development issuer.</summary>
    public async Task<Metadata> Administrator(CancellationToken cancellationToken)
    {
        if (!_addresses.TryGetValue("issuer", out var issuer))
            throw new ErrorsException($"the issuer's address is missing in {_folder} ('addresses'). Start the stack with ./housing up.");
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
        using var form = new FormUrlEncodedContent([new("grant_type", "urn:housing:grant:development"), new("as", "administrator")]);
        try
        {
            using var answer = await http.PostAsync(new Uri(issuer, "/token"), form, cancellationToken);
            using var said = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(cancellationToken));
            return new Metadata { { "authorization", $"Bearer {said.RootElement.GetProperty("access_token").GetString()}" } };
        }
        catch (HttpRequestException)
        {
            throw new ErrorsException($"the issuer does not answer at {issuer.Authority}. Is the stack still up (./housing up)?");
        }
    }

    /// <summary>The check "errors" of its health report names the service's queues; a service that hears nothing has no such check.</summary>
    private static async Task<IEnumerable<string>> QueuesOf(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        // Not ready is an answer too.
        using var answer = await http.GetAsync(new Uri(address, "/health"), cancellationToken);
        using var report = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(cancellationToken));
        return report.RootElement.TryGetProperty("checks", out var checks) && checks.TryGetProperty("errors", out var errors)
                && errors.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? [.. data.EnumerateObject().Select(queue => queue.Name)]
            : [];
    }
}
