using System.Collections;
using System.Globalization;
using Aspire.Hosting.Running;

namespace Aspire.Hosting.Dashboard;

/// <summary>The dashboard's program as a child of ours, and whether it serves.</summary>
internal static class DashboardProcess
{
    private const int LinesKept = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);

    /// <summary>How to start it; <paramref name="home"/> is where it keeps its keys.</summary>
    public static ChildStart Describe(string program, string home, DashboardSettings settings, ResourceServiceOptions service, Uri serviceAddress)
    {
        // Nothing of our own environment is the dashboard's: ASPNETCORE_*, OTEL_* and connection strings stay here.
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(v => (string)v.Key, _ => (string?)null, StringComparer.Ordinal);
        environment.Remove("PATH");
        environment.Remove("TMPDIR");
        environment["HOME"] = home;
        environment["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_gcServer"] = "0";
        // It is ended by a kill, which would leave its debugger's pipes in the temporary folder.
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        environment["ASPNETCORE_URLS"] = Address(settings.Frontend);
        environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Address(settings.OtlpGrpc);
        environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Address(settings.OtlpHttp);
        environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Address(serviceAddress);
        environment["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey";
        environment["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = service.ApiKey;
        environment["DASHBOARD__APPLICATIONNAME"] = service.ApplicationName;
        // Loopback only, and every user of this machine may look, as with `aspire dashboard run --allow-anonymous`.
        environment["DASHBOARD__FRONTEND__AUTHMODE"] = "Unsecured";
        environment["DASHBOARD__OTLP__AUTHMODE"] = "Unsecured";
        environment["DASHBOARD__OTLP__SUPPRESSUNSECUREDMESSAGE"] = "true";
        environment["DASHBOARD__API__AUTHMODE"] = "ApiKey";
        environment["DASHBOARD__API__PRIMARYAPIKEY"] = service.ApiKey;
        // It holds nothing worth a slow goodbye.
        return new(program, ["dashboard"]) { WorkingDirectory = home, Environment = environment, StopSignal = "KILL", Grace = TimeSpan.FromSeconds(1) };
    }

    /// <summary>Returns null once its pages are served, or a sentence that says why they are not.</summary>
    public static async Task<string?> WaitUntilServingAsync(ChildProcess process, Uri frontend, LastLines lastLines, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = frontend };
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(Patience);
        try
        {
            while (!process.Exited.IsCompleted)
            {
                if (await IsServing(http, giveUp.Token))
                    return null;
                await Task.Delay(Pace, giveUp.Token);
            }

            var code = await process.Exited;
            return string.Create(CultureInfo.InvariantCulture, $"the dashboard ended with code {code}: {lastLines}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the dashboard did not answer on {frontend} within {Patience.TotalSeconds} s: {lastLines}");
        }
    }

    private static async Task<bool> IsServing(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync("/health", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Address(Uri uri) => uri.GetLeftPart(UriPartial.Authority);

    /// <summary>What it wrote last, to go with a complaint.</summary>
    internal sealed class LastLines
    {
        private readonly Queue<string> lines = new();

        public void Add(string line)
        {
            lock (lines)
            {
                lines.Enqueue(line.Trim());
                if (lines.Count > LinesKept)
                    lines.Dequeue();
            }
        }

        public override string ToString()
        {
            lock (lines)
                return lines.Count == 0 ? "it printed nothing" : string.Join(' ', lines);
        }
    }
}
