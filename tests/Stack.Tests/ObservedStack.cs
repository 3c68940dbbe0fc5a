using System.Collections.Concurrent;
using Grpc.Core;
using Housing.Stack.Tests.Otlp;
using Housing.Testing;

namespace Housing.Stack.Tests;

[CollectionDefinition(nameof(OneStack))]
public sealed class OneStack : ICollectionFixture<ObservedStack>;

/// <summary>The stack that all classes of <see cref="OneStack"/> share, and the traces it sends.</summary>
public sealed class ObservedStack : IAsyncLifetime
{
    // So long that a busy machine seldom leaves a story's facts for later; what happens then is told in Repairs' own tests.
    private static readonly Dictionary<string, string> Patient = new(StringComparer.Ordinal) { ["Repairs__HouseholdPatience"] = "00:00:20" };

    private readonly string _clock = Path.Combine(Path.GetTempPath(), $"housing-clock-{Guid.CreateVersion7():N}.json");
    private readonly Receiver _receiver = new();
    private Peer? _collector;
    private HousingStack? _stack;
    private ResidentPost? _post;

    public HousingStack Stack => _stack ?? throw new InvalidOperationException("The stack has not been started.");

    /// <summary>What residents were told since the stack was started.</summary>
    internal ResidentPost Post => _post ?? throw new InvalidOperationException("The stack has not been started.");

    public async Task InitializeAsync()
    {
        _collector = await Peer.StartAsync(_receiver);
        // Where the AppHost tells its resources to send their telemetry; with a dashboard it would be the dashboard's.
        _stack = await HousingStack.StartAsync(Patient, $"--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL={_collector.Address}", $"--Housing:Clock={_clock}");
        _post = await ResidentPost.OpenAsync(_stack);
    }

    public async Task DisposeAsync()
    {
        if (_post is not null)
            await _post.DisposeAsync();
        if (_stack is not null)
            await _stack.DisposeAsync();
        if (_collector is not null)
            await _collector.DisposeAsync();
        foreach (var file in (string[])[_clock, $"{_clock}.lock"])
            File.Delete(file);
    }

    /// <summary>What has come so far of a trace.</summary>
    internal IReadOnlyList<SeenSpan> Spans(string traceId) => _receiver.Traces.TryGetValue(traceId, out var spans) ? [.. spans] : [];

    private sealed class Receiver : TraceService.TraceServiceBase
    {
        public ConcurrentDictionary<string, ConcurrentQueue<SeenSpan>> Traces { get; } = new(StringComparer.Ordinal);

        public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
        {
            foreach (var resource in request.ResourceSpans)
            {
                var service = resource.Resource.Attributes.Single(a => a.Key == "service.name").Value.StringValue;
                foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
                    Traces.GetOrAdd(Hex(span.TraceId), _ => new()).Enqueue(new(
                        service, span.Name, span.Kind, Hex(span.SpanId), Hex(span.ParentSpanId),
                        span.Attributes.Where(a => a.Value is not null).ToDictionary(a => a.Key, a => a.Value.StringValue, StringComparer.Ordinal)));
            }

            return Task.FromResult(new ExportTraceServiceResponse());
        }

        private static string Hex(Google.Protobuf.ByteString id) => Convert.ToHexStringLower(id.Span);
    }
}

/// <summary>A span as it came by OTLP; attributes that are no text are empty.</summary>
internal sealed record SeenSpan(string Service, string Name, Span.Types.SpanKind Kind, string Id, string Parent, IReadOnlyDictionary<string, string> Attributes)
{
    public bool IsQuery => Attributes.ContainsKey("db.system") || Attributes.ContainsKey("db.system.name");

    /// <summary>The SQL.</summary>
    public string Query => Attributes.GetValueOrDefault("db.query.text") ?? Attributes.GetValueOrDefault("db.statement") ?? "";
}
