using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>
/// Where a named service is, from configuration: <c>services:NAME:SCHEME:0</c>, <c>:1</c> and so on, taken in turn.
/// A name that configuration does not know is left as it is, for DNS.
/// </summary>
internal sealed class ServiceEndpoints(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<string, uint> _turns = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The address to use now for an address whose host may be a service's name; schemes may be a choice, as in <c>https+http://name</c>.</summary>
    public Uri Resolve(Uri asked)
    {
        var schemes = asked.Scheme.Split('+');
        foreach (var scheme in schemes)
        {
            var section = configuration.GetSection($"services:{asked.Host}:{scheme}");
            // Either a list of addresses or a single one.
            var addresses = section.Value is { Length: > 0 } single
                ? [single]
                : section.GetChildren().Select(c => c.Value).Where(a => !string.IsNullOrWhiteSpace(a)).ToArray();
            if (addresses.Length == 0)
            {
                continue;
            }

            var turn = _turns.AddOrUpdate($"{scheme}://{asked.Host}", 0, (_, last) => unchecked(last + 1));
            var address = addresses[turn % (uint)addresses.Length]!;
            var found = new Uri(address.Contains("://", StringComparison.Ordinal) ? address : $"{scheme}://{address}");
            return new UriBuilder(asked) { Scheme = found.Scheme, Host = found.Host, Port = found.Port }.Uri;
        }

        return schemes.Length == 1 ? asked : new UriBuilder(asked) { Scheme = schemes[0], Port = asked.Port }.Uri;
    }
}

/// <summary>Sends each request to one of the named service's addresses.</summary>
internal sealed class ResolvingHttpDelegatingHandler(ServiceEndpoints endpoints) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri ?? throw new InvalidOperationException("A request needs an address before its service can be found.");
        try
        {
            request.RequestUri = endpoints.Resolve(asked);
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            request.RequestUri = asked;     // a retry asks again and gets the next address
        }
    }
}
