using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Testing;
using Housing.Testing.Contracts.V1;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Housing.Tests.Edge;

/// <summary>The spans of a service's requests, by the names of the semantic conventions. Alone in the process, since each host hears of every other's requests.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class SpanTests : IAsyncLifetime
{
    private readonly Spans _spans = new();
    private EchoHost _host = null!;

    public async Task InitializeAsync() => _host = await EchoHost.Start(builder => builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(_spans)));

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_gRPC_call_is_named_by_its_method_and_tells_its_status()
    {
        await _host.Client.SayAsync(new Words { Text = "hello" }, TestTokens.Metadata("officer@havering"));
        var span = await _spans.Ended("housing.testing.v1.Echo/Say");
        Assert.Equal("grpc", span.GetTagItem("rpc.system"));
        Assert.Equal("housing.testing.v1.Echo", span.GetTagItem("rpc.service"));
        Assert.Equal("Say", span.GetTagItem("rpc.method"));
        Assert.Equal(0, span.GetTagItem("rpc.grpc.status_code"));
        Assert.Equal("/housing.testing.v1.Echo/Say", span.GetTagItem("http.route"));
        Assert.Equal("/housing.testing.v1.Echo/Say", span.GetTagItem("url.path"));
        Assert.Equal("POST", span.GetTagItem("http.request.method"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal("127.0.0.1", span.GetTagItem("server.address"));
        Assert.Equal(_host.Address.Port, span.GetTagItem("server.port"));
        Assert.Equal("2", span.GetTagItem("network.protocol.version"));
        Assert.Equal("http", span.GetTagItem("url.scheme"));
        Assert.Equal(ActivityKind.Server, span.Kind);
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
    }

    [Fact]
    public async Task A_refusal_is_no_error_of_the_server_and_a_bug_is()
    {
        var officer = TestTokens.Metadata("officer@havering");
        await Assert.ThrowsAsync<RpcException>(async () => await _host.Client.RefuseAsync(new Words { Text = "not-found" }, officer));
        var refused = await _spans.Ended("housing.testing.v1.Echo/Refuse");
        Assert.Equal(5, refused.GetTagItem("rpc.grpc.status_code"));
        Assert.Equal(ActivityStatusCode.Unset, refused.Status);

        await Assert.ThrowsAsync<RpcException>(async () => await _host.Client.FailAsync(new Words { Text = "bug" }, officer));
        var failed = await _spans.Ended("housing.testing.v1.Echo/Fail");
        Assert.Equal(13, failed.GetTagItem("rpc.grpc.status_code"));
        Assert.Equal(ActivityStatusCode.Error, failed.Status);
    }

    [Fact]
    public async Task A_call_tells_whose_case_it_was()
    {
        await _host.Client.WhoAmIAsync(new Words(), TestTokens.Metadata("auditor@rosebery"));
        var span = await _spans.Ended("housing.testing.v1.Echo/WhoAmI");
        Assert.Equal("rosebery", span.GetTagItem("housing.landlord"));
        Assert.Equal("0198f3a1-7c2e-7b54-9d3a-5e6f708192a3", span.GetTagItem("housing.case"));
    }

    [Fact]
    public async Task A_call_belongs_to_its_callers_trace()
    {
        using var caller = new Activity("test") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await _host.Client.SayAsync(new Words(), TestTokens.Metadata("manager@havering"));
        Assert.Equal(caller.TraceId, (await _spans.Ended("housing.testing.v1.Echo/Say")).TraceId);
    }

    [Fact]
    public async Task An_HTTP_request_is_named_by_its_route_and_keeps_query_values_to_itself()
    {
        using var http = new HttpClient { BaseAddress = _host.HealthAddress };
        await http.GetStringAsync("/homes/17?name=Ann&page=2");
        var span = await _spans.Ended("GET /homes/{id}");
        Assert.Equal("/homes/{id}", span.GetTagItem("http.route"));
        Assert.Equal("/homes/17", span.GetTagItem("url.path"));
        Assert.Equal("?name=Redacted&page=Redacted", span.GetTagItem("url.query"));
        Assert.Equal("GET", span.GetTagItem("http.request.method"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
        Assert.Equal("1.1", span.GetTagItem("network.protocol.version"));
    }

    [Fact]
    public async Task An_unhandled_exception_marks_the_span()
    {
        using var http = new HttpClient { BaseAddress = _host.HealthAddress };
        using var answer = await http.GetAsync("/bug");
        var span = await _spans.Ended("GET /bug");
        Assert.Equal(typeof(InvalidOperationException).FullName, span.GetTagItem("error.type"));
        Assert.Equal(500, span.GetTagItem("http.response.status_code"));
        Assert.Equal(ActivityStatusCode.Error, span.Status);
    }

    [Fact]
    public async Task Probes_are_not_traced()
    {
        using var http = new HttpClient { BaseAddress = _host.HealthAddress };
        await http.GetStringAsync("/health");
        await http.GetStringAsync("/homes/after");
        await _spans.Ended("GET /homes/{id}");
        Assert.DoesNotContain(_spans.All, s => s.DisplayName.Contains("health", StringComparison.Ordinal));
    }

    [CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
    public sealed class AloneInTheProcess;

    /// <summary>Keeps ended spans; a span ends after its answer has been sent, so a test waits for it.</summary>
    private sealed class Spans : BaseProcessor<Activity>
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource<Activity>> _byName = new(StringComparer.Ordinal);

        public ConcurrentQueue<Activity> All { get; } = new();

        public Task<Activity> Ended(string name) => Of(name).Task.WaitAsync(TimeSpan.FromSeconds(20));

        public override void OnEnd(Activity data)
        {
            if (data.Kind == ActivityKind.Server && data.Recorded)
            {
                All.Enqueue(data);
                Of(data.DisplayName).TrySetResult(data);
            }
        }

        private TaskCompletionSource<Activity> Of(string name) => _byName.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
