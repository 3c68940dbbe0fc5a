using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Housing.ServiceDefaults;

/// <summary>One thing done around every call, whichever of the four kinds it is.</summary>
internal abstract class CallInterceptor : Interceptor
{
    protected abstract Task<T> Around<T>(ServerCallContext call, Func<Task<T>> handle);

    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => continuation(request, context));

    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => continuation(requestStream, context));

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => Void(continuation(request, responseStream, context)));

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(context, () => Void(continuation(requestStream, responseStream, context)));

    private static async Task<bool> Void(Task task)
    {
        await task;
        return true;
    }
}
