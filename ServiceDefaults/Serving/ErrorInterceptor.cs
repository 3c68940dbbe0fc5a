using Google.Protobuf;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>Every way a call can end other than well, as one status each. What went wrong inside stays inside: the caller gets no detail, the log all.</summary>
internal sealed class ErrorInterceptor(ILogger<ErrorInterceptor> log) : CallInterceptor
{
    protected override async Task<T> Around<T>(ServerCallContext call, Func<Task<T>> handle)
    {
        MalformedRequests.WasRead(call.GetHttpContext());
        try
        {
            return await handle();
        }
        catch (Exception exception) when (call.CancellationToken.IsCancellationRequested || (exception is IOException && SendsStream(call)))
        {
            // Whatever was thrown, the caller had stopped waiting: an abandoned query fails in many ways, and a stream that is reset
            // may fail to be read a moment before the call is marked as cancelled.
            log.LogInformation("{Method} was given up by its caller ({Exception})", call.Method, exception.GetType().Name);
            throw call.Deadline <= TimeProvider.System.GetUtcNow().UtcDateTime
                ? Faults.Exception(StatusCode.DeadlineExceeded, "DEADLINE", "The deadline passed before the answer was ready.")
                : Faults.Exception(StatusCode.Cancelled, "CANCELLED", "The caller cancelled.");
        }
        catch (RpcException fault) when (PeerFaults.PeerOf(fault) is { } peer)
        {
            throw AnswerOf(peer, fault, call);
        }
        catch (RpcException fault)
        {
            throw Faults.WithDetails(fault);      // said on purpose
        }
        catch (Exception exception) when (StorageFaults.IsGivenUpRace(exception))
        {
            throw Faults.Exception(StatusCode.Aborted, "LOST_RACE", "Somebody changed this at the same moment. Read it again and repeat the call.");
        }
        catch (InvalidProtocolBufferException) when (SendsStream(call))
        {
            throw MalformedRequests.Fault;
        }
        catch (Exception exception) when (StorageFaults.IsAway(exception))
        {
            log.LogWarning("{Method} could not reach the database: {Fault}", call.Method, exception.GetBaseException().Message);
            throw Faults.Exception(StatusCode.Unavailable, "DATABASE_AWAY", "The service cannot reach its database. Repeat the call with the same request_id.");
        }
        catch (Exception exception)
        {
            throw Unexpected(exception, call);
        }
    }

    /// <summary>A fault of a service we asked, which the operation did not expect: its words were for us, not for our caller.</summary>
    private RpcException AnswerOf(string peer, RpcException fault, ServerCallContext call)
    {
        if (fault.StatusCode is not (StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.ResourceExhausted))
        {
            return Unexpected(fault, call);
        }

        log.LogWarning("{Method} needs {Peer}, which answers {Status}", call.Method, peer, fault.StatusCode);
        return Faults.Exception(StatusCode.Unavailable, "PEER_UNAVAILABLE", $"The service {peer}, which this needs, does not answer. It is safe to try again with the same request_id.");
    }

    private RpcException Unexpected(Exception exception, ServerCallContext call)
    {
        log.LogError(exception, "{Method} failed", call.Method);
        return Faults.Exception(StatusCode.Internal, "INTERNAL", "The service failed. Its operators can find the cause in its log by this call's trace id.");
    }

    private static bool SendsStream(ServerCallContext call) =>
        call.GetHttpContext().GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.Type is MethodType.ClientStreaming or MethodType.DuplexStreaming;
}
