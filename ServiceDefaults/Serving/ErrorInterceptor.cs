using Grpc.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Housing.ServiceDefaults;

/// <summary>Every way a call can end other than well, as one status each. What went wrong inside stays inside: the caller gets no detail, the log all.</summary>
internal sealed class ErrorInterceptor(ILogger<ErrorInterceptor> log) : CallInterceptor
{
    protected override async Task<T> Around<T>(ServerCallContext call, Func<Task<T>> handle)
    {
        try
        {
            return await handle();
        }
        catch (RpcException) when (!call.CancellationToken.IsCancellationRequested)
        {
            throw;      // said on purpose: a refusal, or another service's answer that the operation chose to pass on
        }
        catch (DbUpdateConcurrencyException)
        {
            throw Faults.Exception(StatusCode.Aborted, "LOST_RACE", "Somebody changed this at the same moment. Read it again and repeat the call.");
        }
        catch (Exception exception) when (call.CancellationToken.IsCancellationRequested)
        {
            // Whatever was thrown, the caller had stopped waiting: an abandoned query fails in many ways.
            log.LogInformation("{Method} was given up by its caller ({Exception})", call.Method, exception.GetType().Name);
            throw call.Deadline <= TimeProvider.System.GetUtcNow().UtcDateTime
                ? new RpcException(new Status(StatusCode.DeadlineExceeded, "The deadline passed before the answer was ready."))
                : new RpcException(new Status(StatusCode.Cancelled, "The caller cancelled."));
        }
        catch (Exception exception)
        {
            log.LogError(exception, "{Method} failed", call.Method);
            throw Faults.Exception(StatusCode.Internal, "INTERNAL", "The service failed. Its operators can find the cause in its log by this call's trace id.");
        }
    }
}
