using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Housing.ServiceDefaults;

namespace Housing.Demo;

/// <summary>The services of the running stack, as its people call them.</summary>
internal sealed class Callers : IDisposable
{
    /// <summary>For a call to be tried again as often as its service may be away for a moment.</summary>
    private static readonly ServiceConfig Again = new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new()
                {
                    MaxAttempts = 5,
                    InitialBackoff = TimeSpan.FromMilliseconds(50),
                    MaxBackoff = TimeSpan.FromSeconds(2),
                    BackoffMultiplier = 3,
                    RetryableStatusCodes = { StatusCode.Aborted, StatusCode.Unavailable },
                },
            },
        },
    };

    /// <summary>A year's worth of traces would fill the dashboard and take a tenth of the time: these calls ask not to be recorded.</summary>
    private const string NotTraced = "00-0000000000000000000000000000de30-000000000000de30-00";

    /// <summary>A month of payments is one call.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly IReadOnlyDictionary<string, Uri> _addresses;
    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _tokens = new(StringComparer.Ordinal);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    private Callers(IReadOnlyDictionary<string, Uri> addresses) => _addresses = addresses;

    /// <summary>By the addresses that the stack wrote into its data folder.</summary>
    public static Callers Of(string data)
    {
        var addresses = new Dictionary<string, Uri>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(Path.Combine(data, "addresses")))
        {
            // Of replicas the first: "repairs 1" counts as "repairs".
            if (line.LastIndexOf(' ') is > 0 and var space && Uri.TryCreate(line[(space + 1)..], UriKind.Absolute, out var address))
                addresses.TryAdd(line[..space].Replace(" 1", "", StringComparison.Ordinal), address);
        }

        return new(addresses);
    }

    /// <summary>A service under one person's token: <c>officer@havering</c>, a resident with the household.</summary>
    public async Task<CallInvoker> As(string person, string service, string? household = null)
    {
        var token = await _tokens.GetOrAdd($"{person} {household}", _ => new(() => Token(person, household))).Value;
        var channel = _channels.GetOrAdd(service, name => GrpcChannel.ForAddress(
            _addresses.GetValueOrDefault(name) ?? throw new DemoException($"The stack has no service '{name}'."), new() { ServiceConfig = Again }));
        return channel.Intercept(new DeadlineInterceptor(Patience)).Intercept(headers =>
        {
            headers.Add("authorization", $"Bearer {token}");
            headers.Add("traceparent", NotTraced);
            return headers;
        });
    }

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
            channel.Dispose();
        _http.Dispose();
    }

    private async Task<string> Token(string person, string? household)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "urn:housing:grant:development"), new("as", person),
            .. household is null ? [] : (KeyValuePair<string, string>[])[new("household", household)],
        ]);
        var issuer = _addresses.GetValueOrDefault("issuer") ?? throw new DemoException("The stack has no issuer of development tokens.");
        using var answer = await _http.PostAsync(new Uri(issuer, "/token"), form);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
    }
}
