using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OpenTelemetry.Instrumentation.AspNetCore;

/// <summary>
/// Gives ASP.NET Core's own request activity the names and attributes of the semantic conventions for HTTP servers, and for gRPC servers when
/// asked. The activity itself, with its parent, is the framework's: it announces each request on a diagnostic listener, which is heard here.
/// </summary>
internal sealed class RequestSpans : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private const string Started = "Microsoft.AspNetCore.Hosting.HttpRequestIn.Start";
    private const string Stopped = "Microsoft.AspNetCore.Hosting.HttpRequestIn.Stop";
    private const string HostingException = "Microsoft.AspNetCore.Hosting.UnhandledException";
    private const string DiagnosticsException = "Microsoft.AspNetCore.Diagnostics.UnhandledException";

    private static readonly HashSet<string> KnownMethods =
        new(StringComparer.Ordinal) { "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE" };

    private readonly AspNetCoreTraceInstrumentationOptions _options;
    private readonly IDisposable _listeners;
    private readonly List<IDisposable> _subscriptions = [];

    public RequestSpans(AspNetCoreTraceInstrumentationOptions options)
    {
        _options = options;
        _listeners = DiagnosticListener.AllListeners.Subscribe(this);
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener listener)
    {
        if (string.Equals(listener.Name, "Microsoft.AspNetCore", StringComparison.Ordinal))
        {
            lock (_subscriptions)
            {
                _subscriptions.Add(listener.Subscribe(this, static name => name is Started or Stopped or HostingException or DiagnosticsException
                    or "Microsoft.AspNetCore.Hosting.HttpRequestIn"));
            }
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> told)
    {
        if (Activity.Current is not { IsAllDataRequested: true } span)
        {
            return;
        }

        switch (told)
        {
            case { Key: Started, Value: HttpContext context }:
                Start(span, context);
                break;
            case { Key: Stopped, Value: HttpContext context }:
                Stop(span, context);
                break;
            case { Key: HostingException or DiagnosticsException, Value: { } payload }:
                Fail(span, payload);
                break;
        }
    }

    private void Start(Activity span, HttpContext context)
    {
        if (!IsWanted(context))
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            return;
        }

        var request = context.Request;
        span.DisplayName = KnownMethod(request.Method) ?? "HTTP";
        if (request.Host.HasValue)
        {
            span.SetTag("server.address", request.Host.Host);
            span.SetTag("server.port", request.Host.Port);
        }

        if (request.QueryString is { HasValue: true, Value: { } query })
        {
            span.SetTag("url.query", _options.DisableUrlQueryRedaction ? query : Redacted(query));
        }

        span.SetTag("http.request.method", KnownMethod(request.Method) ?? "_OTHER");
        if (KnownMethod(request.Method) != request.Method)
        {
            span.SetTag("http.request.method_original", request.Method);
        }

        span.SetTag("url.scheme", request.Scheme);
        span.SetTag("url.path", request.PathBase.HasValue || request.Path.HasValue ? (request.PathBase + request.Path).ToString() : "/");
        span.SetTag("network.protocol.version", request.Protocol.Replace("HTTP/", "", StringComparison.OrdinalIgnoreCase) is "2.0" ? "2" : request.Protocol[5..]);
        if (request.Headers.UserAgent is [{ Length: > 0 } agent, ..])
        {
            span.SetTag("user_agent.original", agent);
        }

        Enrich(() => _options.EnrichWithHttpRequest?.Invoke(span, request));
    }

    private void Stop(Activity span, HttpContext context)
    {
        // With two applications in one process, each hears the other's requests too; one description is enough.
        if (span.GetTagItem("http.response.status_code") is not null)
        {
            return;
        }

        // When the exception page ran, the route is that of the request which failed.
        var endpoint = context.Features.Get<IExceptionHandlerPathFeature>()?.Endpoint ?? context.GetEndpoint();
        if (endpoint is RouteEndpoint { RoutePattern.RawText: { Length: > 0 } route })
        {
            span.DisplayName = $"{KnownMethod(context.Request.Method) ?? "HTTP"} {route}";
            span.SetTag("http.route", route);
        }

        var status = context.Response.StatusCode;
        span.SetTag("http.response.status_code", status);
        if (_options.EnableGrpcAspNetCoreSupport && span.GetTagItem("grpc.method") is string { Length: > 0 } method)
        {
            Grpc(span, method, context);
        }

        if (span.Status == ActivityStatusCode.Unset && status >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }

        Enrich(() => _options.EnrichWithHttpResponse?.Invoke(span, context.Response));
    }

    /// <summary>The gRPC server leaves the method and its outcome on the activity under names of its own.</summary>
    private static void Grpc(Activity span, string method, HttpContext context)
    {
        var name = method.TrimStart('/');
        span.DisplayName = name;
        span.SetTag("rpc.system", "grpc");
        if (name.LastIndexOf('/') is > 0 and var slash)
        {
            span.SetTag("rpc.service", name[..slash]);
            span.SetTag("rpc.method", name[(slash + 1)..]);
            span.SetTag("grpc.method", null);
        }

        if (context.Connection.RemoteIpAddress is { } client)
        {
            span.SetTag("client.address", client.ToString());
            span.SetTag("client.port", context.Connection.RemotePort);
        }

        if (int.TryParse(span.GetTagItem("grpc.status_code") as string, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            span.SetTag("rpc.grpc.status_code", code);
            span.SetTag("grpc.status_code", null);
            // The outcomes that are the server's fault: UNKNOWN, DEADLINE_EXCEEDED, UNIMPLEMENTED, INTERNAL, UNAVAILABLE, DATA_LOSS.
            if (code is 2 or 4 or 12 or 13 or 14 or 15)
            {
                span.SetStatus(ActivityStatusCode.Error);
            }
        }
    }

    private void Fail(Activity span, object payload)
    {
        // The payload's type is not public; the exception is its property.
        if (payload.GetType().GetProperty("exception", System.Reflection.BindingFlags.IgnoreCase | System.Reflection.BindingFlags.Public
            | System.Reflection.BindingFlags.Instance)?.GetValue(payload) is not Exception exception)
        {
            return;
        }

        span.SetTag("error.type", exception.GetType().FullName);
        if (_options.RecordException)
        {
            span.AddException(exception);
        }

        span.SetStatus(ActivityStatusCode.Error);
        Enrich(() => _options.EnrichWithException?.Invoke(span, exception));
    }

    private bool IsWanted(HttpContext context)
    {
        try
        {
            return _options.Filter?.Invoke(context) ?? true;
        }
        catch (Exception)
        {
            return false;   // as the option promises
        }
    }

    /// <summary>A fault in a caller's enrichment must not fail the request it describes.</summary>
    private static void Enrich(Action enrich)
    {
        try
        {
            enrich();
        }
        catch (Exception exception)
        {
            Debug.WriteLine(exception);
        }
    }

    private static string? KnownMethod(string method) => KnownMethods.TryGetValue(method.ToUpperInvariant(), out var known) ? known : null;

    /// <summary>Query values may be personal: names are kept, values are not.</summary>
    private static string Redacted(string query) =>
        string.Join('&', query.Split('&').Select(pair => pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals ? pair[..(equals + 1)] + "Redacted" : pair));

    public void Dispose()
    {
        _listeners.Dispose();
        lock (_subscriptions)
        {
            _subscriptions.ForEach(s => s.Dispose());
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }
}
