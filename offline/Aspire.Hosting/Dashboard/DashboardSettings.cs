using System.Globalization;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the dashboard listens: as configured, by the names real Aspire reads, or else (also when the port is taken) on free loopback ports.</summary>
internal sealed record DashboardSettings(Uri Frontend, Uri OtlpGrpc, Uri OtlpHttp)
{
    /// <summary>A sentence for each configured port that another program has.</summary>
    public IReadOnlyList<string> Moved { get; private init; } = [];

    public static DashboardSettings From(IConfiguration configuration)
    {
        var moved = new List<string>();
        return new(
            Address(configuration, moved, "ASPNETCORE_URLS"),
            Address(configuration, moved, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"),
            Address(configuration, moved, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"))
        {
            Moved = moved,
        };
    }

    private static Uri Address(IConfiguration configuration, List<string> moved, params string[] names)
    {
        var (name, value) = names.Select(n => (n, configuration[n])).FirstOrDefault(pair => !string.IsNullOrWhiteSpace(pair.Item2));
        if (value is null)
            return new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}"));
        // Anyone who reaches the dashboard reads every password of the stack, so it is shown to this machine only.
        var first = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        if (!Uri.TryCreate(first, UriKind.Absolute, out var address) || !address.IsLoopback)
            throw new DistributedApplicationException($"{name} is '{value}'; the dashboard needs an http address on loopback there, such as http://127.0.0.1:15888.");
        // A second copy of the application has the same launch profile as the first.
        var taken = address.Port != 0 && Ports.InUse(address.Port);
        if (address.Port != 0 && !taken)
            return address;
        var free = new UriBuilder(address) { Port = Ports.Free() }.Uri;
        if (taken)
            moved.Add(string.Create(CultureInfo.InvariantCulture, $"Port {address.Port} of {name} is in use, perhaps by another copy of this; the dashboard uses {free.Port} instead."));
        return free;
    }
}
