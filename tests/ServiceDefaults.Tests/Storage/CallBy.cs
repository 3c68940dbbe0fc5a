using Grpc.Core;

namespace Housing.ServiceDefaults.Tests.Storage;

/// <summary>A call as the access check leaves it: method and caller known.</summary>
internal sealed class CallBy : ServerCallContext
{
    public CallBy(string subject) => this.SetCaller(new Caller(subject, Role.Officer, "havering", Household: null));

    protected override string MethodCore => "/housing.test.v1.Ledger/Write";
    protected override string HostCore => "localhost";
    protected override string PeerCore => "ipv4:127.0.0.1:1";
    protected override DateTime DeadlineCore => DateTime.MaxValue;
    protected override Metadata RequestHeadersCore { get; } = [];
    protected override CancellationToken CancellationTokenCore => CancellationToken.None;
    protected override Metadata ResponseTrailersCore { get; } = [];
    protected override Status StatusCore { get; set; }
    protected override WriteOptions? WriteOptionsCore { get; set; }
    protected override AuthContext AuthContextCore { get; } = new(null, []);
    protected override IDictionary<object, object> UserStateCore { get; } = new Dictionary<object, object>();
    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) => throw new NotSupportedException();
    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
