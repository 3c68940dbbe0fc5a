using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Housing.ServiceDefaults;
using Housing.Testing;
using Housing.Testing.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Tests.Edge;

public sealed class ExportTests
{
    [Fact]
    public async Task Traces_metrics_and_logs_arrive_by_OTLP_where_the_environment_says()
    {
        var received = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        await using var collector = builder.Build();
        collector.MapPost("/v1/{signal}", async (string signal, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            received.AddOrUpdate(signal, _ => Encoding.UTF8.GetString(body.ToArray()), (_, before) => before + Encoding.UTF8.GetString(body.ToArray()));
        });
        await collector.StartAsync();
        var address = collector.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        await using (var host = await EchoHost.Start(configure: null, new("OTEL_EXPORTER_OTLP_ENDPOINT", address), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), new("OTEL_SERVICE_NAME", "echo")))
        {
            await host.Client.SayAsync(new Words { Text = "hello" }, TestTokens.Metadata("officer@havering"));
            await Record.ExceptionAsync(async () => await host.Client.FailAsync(new Words { Text = "bug" }, TestTokens.Metadata("officer@havering")));

            using var queries = new ActivitySource("Npgsql");
            using var requests = new ActivitySource(Telemetry.Name);
            Activity.Current = null;
            queries.StartActivity("query of a worker that looks for work")?.Dispose();
            using (requests.StartActivity("a request"))
                queries.StartActivity("query of a request")?.Dispose();
            using (var check = requests.StartActivity("a health check")!)
            {
                check.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;       // as the instrumentation leaves it
                queries.StartActivity("query of a health check")?.Dispose();
            }
        }   // ending sends what is left

        Assert.Contains("housing.testing.v1.Echo/Say", received["traces"], StringComparison.Ordinal);
        Assert.Contains("rpc.grpc.status_code", received["traces"], StringComparison.Ordinal);
        Assert.Contains("query of a request", received["traces"], StringComparison.Ordinal);
        Assert.DoesNotContain("query of a worker", received["traces"], StringComparison.Ordinal);
        Assert.DoesNotContain("query of a health check", received["traces"], StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", received["metrics"], StringComparison.Ordinal);
        Assert.Contains("kestrel.active_connections", received["metrics"], StringComparison.Ordinal);
        Assert.Contains("/housing.testing.v1.Echo/Fail failed", received["logs"], StringComparison.Ordinal);
        Assert.Contains("echo", received["logs"], StringComparison.Ordinal);
    }
}
