using System.Net;
using System.Net.Http.Json;
using Grpc.Core;
using Housing.Issuer;
using Housing.ServiceDefaults;
using Housing.Testing;
using Housing.Testing.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Tests.Edge;

/// <summary>Services calling each other: found by name, as themselves, again only where that is safe.</summary>
public sealed class CallingTests
{
    [Fact]
    public async Task A_read_finds_the_replica_that_answers()
    {
        await using var other = await EchoHost.Start();
        await using var host = await EchoHost.Start(
            builder => builder.AddServiceClient<Echo.EchoClient>("peer", reads: ["Say"]),
            new("services:peer:http:0", $"http://127.0.0.1:{EchoHost.FreePort()}"),
            new("services:peer:http:1", other.Address.ToString()));
        var client = host.Services.GetRequiredService<Echo.EchoClient>();
        for (var call = 0; call < 4; call++)
        {
            Assert.Equal("hello", (await client.SayAsync(new Words { Text = "hello" })).Text);
        }
    }

    [Fact]
    public async Task A_service_that_is_away_is_UNAVAILABLE()
    {
        await using var host = await EchoHost.Start(
            builder => builder.AddServiceClient<Echo.EchoClient>("peer"), new KeyValuePair<string, string?>("services:peer:http:0", $"http://127.0.0.1:{EchoHost.FreePort()}"));
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await host.Services.GetRequiredService<Echo.EchoClient>().SayAsync(new Words()));
        Assert.Equal(StatusCode.Unavailable, fault.StatusCode);
    }

    [Fact]
    public async Task A_call_without_a_deadline_gets_the_usual_one()
    {
        await using var other = await EchoHost.Start();
        await using var host = await EchoHost.Start(
            builder => builder.AddServiceClient<Echo.EchoClient>("peer"),
            new("services:peer:http:0", other.Address.ToString()), new("Calls:DeadlineSeconds", "1"));
        var client = host.Services.GetRequiredService<Echo.EchoClient>();
        var later = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(30);
        await client.SayAsync(new Words(), deadline: later);        // connected, and with a token
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(async () => await client.WaitAsync(new Words { Text = "usual" }))).StatusCode);
        Assert.Equal("given up", (await client.EndedAsync(new Words { Text = "usual" }, deadline: later)).Text);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("soon")]
    public async Task A_deadline_setting_that_is_none_stops_the_start(string setting)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => EchoHost.Start(
            builder => builder.AddServiceClient<Echo.EchoClient>("peer"), new KeyValuePair<string, string?>("Calls:DeadlineSeconds", setting)));
        Assert.Contains("Calls:DeadlineSeconds", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_read_that_the_service_does_not_have_is_a_mistake_told_at_once()
    {
        var builder = EchoHost.Builder(EchoHost.FreePort());
        var fault = Assert.Throws<ArgumentException>(() => builder.AddServiceClient<Echo.EchoClient>("peer", reads: ["Sya"]));
        Assert.Contains("has no method Sya; it has Say,", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_looked_up_in_configuration_in_turn_and_left_alone_when_unknown()
    {
        var asked = new List<string>();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("services:estates:http:0", "http://127.0.0.1:81"), new("services:estates:http:1", "http://127.0.0.1:82"),
        ]).Build());
        services.AddServiceDiscovery();
        services.AddHttpClient("any").AddServiceDiscovery().ConfigurePrimaryHttpMessageHandler(() => new Recorder(asked));
        await using var provider = services.BuildServiceProvider();
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient("any");
        await http.GetAsync("http://estates/a?b=c");
        await http.GetAsync("http://estates/a");
        await http.GetAsync("http://estates/a");
        await http.GetAsync("https+http://estates/a");
        await http.GetAsync("http://example.test:8080/x");
        Assert.Equal(["http://127.0.0.1:81/a?b=c", "http://127.0.0.1:82/a", "http://127.0.0.1:81/a", "http://127.0.0.1:82/a", "http://example.test:8080/x"], asked);
    }

    [Fact]
    public async Task An_issuer_that_is_away_stops_no_service_and_is_not_the_callers_fault()
    {
        var port = EchoHost.FreePort();
        await using var host = await EchoHost.Start(configure: null, new KeyValuePair<string, string?>("Identity:Authority", $"http://127.0.0.1:{port}"));
        using var http = new HttpClient { BaseAddress = host.HealthAddress };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health")).StatusCode);
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(new Words(), TestTokens.Metadata("officer@havering")));
        Assert.Equal(StatusCode.Unavailable, fault.StatusCode);
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(new Words()))).StatusCode);
    }

    [Theory]
    [InlineData("Identity:Authority", "")]
    [InlineData("Identity:Authority", "issuer")]
    [InlineData("HEALTH_PORT", "http")]
    [InlineData("HEALTH_PORT", "70000")]
    public async Task A_setting_that_cannot_be_right_stops_the_start_and_is_named(string key, string value)
    {
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => EchoHost.Start(configure: null, new KeyValuePair<string, string?>(key, value)));
        Assert.StartsWith($"{key} is '{value}'; it must be", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_keeps_its_token_and_renews_it_before_its_end()
    {
        var clock = new Clock();
        await using var issuer = new CountingIssuer();
        await issuer.Start();
        await using var host = await EchoHost.Start(
            builder => builder.Services.AddSingleton<TimeProvider>(clock), new KeyValuePair<string, string?>("Identity:Authority", issuer.Address));
        var tokens = host.Services.GetRequiredService<ServiceTokens>();

        Assert.Equal("token-1", await tokens.Get(CancellationToken.None));
        clock.Now += TimeSpan.FromMinutes(40);
        Assert.Equal("token-1", await tokens.Get(CancellationToken.None));
        clock.Now += TimeSpan.FromMinutes(10);      // 50 of 60 minutes
        Assert.Equal("token-2", await tokens.Get(CancellationToken.None));
        // Renewal fails while the issuer is away: the old one serves to its end, and then nothing does.
        clock.Now += TimeSpan.FromMinutes(50);
        await issuer.Stop();
        Assert.Equal("token-2", await tokens.Get(CancellationToken.None));
        clock.Now += TimeSpan.FromMinutes(20);
        await Assert.ThrowsAsync<HttpRequestException>(() => tokens.Get(CancellationToken.None));
    }

    private sealed class Recorder(List<string> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(request.RequestUri!.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Gives out numbered tokens of an hour.</summary>
    private sealed class CountingIssuer : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private int _count;

        public CountingIssuer()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Configuration["urls"] = "http://127.0.0.1:0";
            _app = builder.Build();
            _app.MapGet("/.well-known/openid-configuration", () => new Dictionary<string, string>(StringComparer.Ordinal) { ["issuer"] = Address, ["token_endpoint"] = $"{Address}/token" });
            _app.MapPost("/token", () => new Dictionary<string, object>(StringComparer.Ordinal) { ["access_token"] = $"token-{++_count}", ["expires_in"] = 3600 });
        }

        public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        public Task Start() => _app.StartAsync();

        public Task Stop() => _app.StopAsync();

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
