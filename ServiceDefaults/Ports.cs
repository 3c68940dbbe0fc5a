using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;

namespace Housing.ServiceDefaults;

/// <summary>
/// A port without TLS speaks either HTTP/1.1 or HTTP/2, never both, since there is no handshake to agree in. gRPC needs HTTP/2, probes and
/// people send HTTP/1.1; so HEALTH_PORT, where it is set, is a second port for HTTP/1.1, and every other port is HTTP/2.
/// </summary>
internal static class Ports
{
    public static void AddPorts(this WebApplicationBuilder builder)
    {
        var health = HealthPort(builder.Configuration);
        if (health is { } port)
        {
            var urls = Urls(builder.Configuration);
            // The health port listens where the service listens: on loopback on a developer's machine, on every address in a container.
            builder.WebHost.UseUrls([.. urls, string.Create(CultureInfo.InvariantCulture, $"http://{HostOf(urls[0])}:{port}")]);
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(listen =>
                listen.Protocols = listen.EndPoint is IPEndPoint at && at.Port == health ? HttpProtocols.Http1 : HttpProtocols.Http2);
        });
    }

    /// <summary>Pages are for browsers, which speak HTTP/1.1 where there is no TLS.</summary>
    public static void AddWebPorts(this WebApplicationBuilder builder) => builder.WebHost.ConfigureKestrel(kestrel =>
    {
        kestrel.AddServerHeader = false;
        kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1);
    });

    /// <summary>The port for HTTP/1.1, or none.</summary>
    public static int? HealthPort(IConfiguration configuration) => configuration["HEALTH_PORT"] switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536 => port,
        var text => throw new InvalidOperationException($"HEALTH_PORT is '{text}'; it must be a port number from 1 to 65535."),
    };

    private static string[] Urls(IConfiguration configuration)
    {
        if (configuration["urls"] is { Length: > 0 } urls)
        {
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        return configuration["http_ports"] is { Length: > 0 } ports
            ? [.. ports.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => $"http://*:{p}")]
            : ["http://localhost:5000"];
    }

    /// <summary>The host of a listening address; "*" and "+" are hosts here, which Uri does not know.</summary>
    private static string HostOf(string url)
    {
        var authority = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/');
        var port = authority.LastIndexOf(':');
        return port > authority.LastIndexOf(']') ? authority[..port] : authority;
    }
}
