using System.Net;
using System.Text.Json;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace Housing.Tests.Edge;

/// <summary>Ready and alive, by HTTP/1.1 on the health port and by the gRPC health service on the other.</summary>
public sealed class HealthTests : IAsyncLifetime
{
    private HealthStatus _database = HealthStatus.Healthy;
    private EchoHost _host = null!;

    public async Task InitializeAsync() => _host = await EchoHost.Start(builder =>
    {
        builder.Services.AddHealthChecks().AddCheck("database", () => new HealthCheckResult(
            _database, _database == HealthStatus.Healthy ? "answers" : "away", _database == HealthStatus.Unhealthy ? new InvalidOperationException("password=hunter2") : null));
        builder.Services.Configure<HealthCheckPublisherOptions>(publisher => publisher.Period = TimeSpan.FromSeconds(1));
    });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_service_whose_checks_hold_is_ready_and_alive()
    {
        var (status, report) = await Get("/health");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Healthy", report.GetProperty("status").GetString());
        Assert.Equal("answers", report.GetProperty("checks").GetProperty("database").GetProperty("description").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Get("/alive")).Status);
    }

    [Fact]
    public async Task A_service_without_its_database_is_alive_but_not_ready()
    {
        _database = HealthStatus.Unhealthy;
        var (status, report) = await Get("/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("Unhealthy", report.GetProperty("checks").GetProperty("database").GetProperty("status").GetString());
        Assert.DoesNotContain("hunter2", report.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Get("/alive")).Status);
        Assert.Equal(ServingStatus.NotServing, (await Client.CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task A_degraded_service_is_ready()
    {
        _database = HealthStatus.Degraded;
        Assert.Equal(HttpStatusCode.OK, (await Get("/health")).Status);
        Assert.Equal(ServingStatus.Serving, (await Client.CheckAsync(new HealthCheckRequest())).Status);
    }

    [Fact]
    public async Task Who_watches_is_told_of_each_change()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = Client.Watch(new HealthCheckRequest(), cancellationToken: limit.Token);
        Assert.True(await watch.ResponseStream.MoveNext(limit.Token));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
        _database = HealthStatus.Unhealthy;
        Assert.True(await watch.ResponseStream.MoveNext(limit.Token));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        _database = HealthStatus.Healthy;
        Assert.True(await watch.ResponseStream.MoveNext(limit.Token));
        Assert.Equal(ServingStatus.Serving, watch.ResponseStream.Current.Status);
    }

    [Fact]
    public async Task Who_watches_does_not_keep_a_service_from_ending()
    {
        await using var ending = await EchoHost.Start();
        using var watch = new Health.HealthClient(ending.Channel).Watch(new HealthCheckRequest());
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var stop = ending.Stop(limit.Token);
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ServingStatus.NotServing, watch.ResponseStream.Current.Status);
        Assert.False(await watch.ResponseStream.MoveNext(CancellationToken.None));
        await stop;
        Assert.False(limit.IsCancellationRequested, "The service waited for its watcher.");
    }

    [Fact]
    public async Task The_health_of_a_service_that_is_not_here_is_unknown()
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await Client.CheckAsync(new HealthCheckRequest { Service = "nobody" }));
        Assert.Equal(StatusCode.NotFound, fault.StatusCode);
        using var watch = Client.Watch(new HealthCheckRequest { Service = "nobody" });
        Assert.True(await watch.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(ServingStatus.ServiceUnknown, watch.ResponseStream.Current.Status);
    }

    [Fact]
    public async Task Everything_but_health_needs_a_caller_on_HTTP_too()
    {
        using var http = new HttpClient { BaseAddress = _host.HealthAddress };
        using var without = await http.GetAsync("/private");
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", Housing.Testing.TestTokens.For("officer@havering"));
        Assert.Equal("for callers only", await http.GetStringAsync("/private"));
        // Calling oneself gRPC opens nothing.
        using var disguised = new HttpRequestMessage(HttpMethod.Get, "/private") { Content = new ByteArrayContent([]) };
        disguised.Content.Headers.ContentType = new("application/grpc");
        http.DefaultRequestHeaders.Authorization = null;
        using var refused = await http.SendAsync(disguised);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task The_health_port_speaks_HTTP_1_and_the_gRPC_port_HTTP_2()
    {
        using var http = new HttpClient();
        using var toGrpcPort = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Address, "/alive")) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        var refused = await Record.ExceptionAsync(async () => (await http.SendAsync(toGrpcPort)).EnsureSuccessStatusCode());
        Assert.IsType<HttpRequestException>(refused);
        using var toHealthPort = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.HealthAddress, "/alive")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        await Assert.ThrowsAsync<HttpRequestException>(() => http.SendAsync(toHealthPort));
    }

    private Health.HealthClient Client => new(_host.Channel);

    private async Task<(HttpStatusCode Status, JsonElement Report)> Get(string path)
    {
        using var http = new HttpClient { BaseAddress = _host.HealthAddress };
        using var answer = await http.GetAsync(path);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement);
    }
}
