using System.Globalization;
using Aspire.Hosting.Running;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Dashboard;

/// <summary>Where the dashboard listens: as configured, by the names real Aspire reads, or else (also when the port is taken) on free loopback ports.</summary>
internal sealed record DashboardSettings(Uri Frontend, Uri OtlpGrpc, Uri OtlpHttp)
{
    public static DashboardSettings From(IConfiguration configuration) => new(
        Address(configuration, "ASPNETCORE_URLS"),
        Address(configuration, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_ENDPOINT_URL"),
        Address(configuration, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", "DOTNET_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"));

    private static Uri Address(IConfiguration configuration, params string[] names)
    {
        var (name, value) = names.Select(n => (n, configuration[n])).FirstOrDefault(pair => !string.IsNullOrWhiteSpace(pair.Item2));
        if (value is null)
            return new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}"));
        // Anyone who reaches the dashboard reads every password of the stack, so it is shown to this machine only.
        var first = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        return Uri.TryCreate(first, UriKind.Absolute, out var address) && address.IsLoopback
            // A second copy of the application has the same launch profile as the first.
            ? address.Port == 0 || Ports.InUse(address.Port) ? new UriBuilder(address) { Port = Ports.Free() }.Uri : address
            : throw new DistributedApplicationException($"{name} is '{value}'; the dashboard needs an http address on loopback there, such as http://127.0.0.1:15888.");
    }
}
