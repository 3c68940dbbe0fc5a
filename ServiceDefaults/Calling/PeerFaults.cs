using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Housing.ServiceDefaults;

/// <summary>
/// Marks what a called service threw with its name. Both our own refusals and another service's are RpcExceptions; an operation that does not
/// expect the other's must not pass it on to its caller as if it were ours (a token of ours refused there is not a fault of the caller's token).
/// </summary>
internal sealed class PeerFaults(string peer) : Interceptor
{
    private const string Key = "housing.peer";

    /// <summary>The service that threw this; null when we did.</summary>
    public static string? PeerOf(RpcException fault) => fault.Data[Key] as string;

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        var call = continuation(request, context);
        return new AsyncUnaryCall<TResponse>(Marked(call.ResponseAsync, context.Options.CancellationToken), call.ResponseHeadersAsync, call.GetStatus, call.GetTrailers, call.Dispose);
    }

    private async Task<TResponse> Marked<TResponse>(Task<TResponse> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer;
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.Internal && cancellationToken.IsCancellationRequested)
        {
            // Cancelled in the instant its headers came, a call can fail on its closed stream instead; it was cancelled all the same.
            throw new RpcException(new Status(StatusCode.Cancelled, "The caller cancelled.", fault));
        }
        catch (RpcException fault)
        {
            fault.Data[Key] = peer;
            throw;
        }
    }
}
