using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Housing.ServiceDefaults;

/// <summary>
/// A request that is no message of the method's type. The gRPC server reads it before any interceptor runs and answers UNKNOWN, as for a bug
/// of ours; it is the caller's, so it becomes INVALID_ARGUMENT here.
/// </summary>
internal static class MalformedRequests
{
    private static readonly object Read = typeof(MalformedRequests);

    public static RpcException Fault => Faults.Exception(StatusCode.InvalidArgument, "MALFORMED", "The request is not a message of this method's type in the protobuf encoding.");

    /// <summary>Said by the first interceptor: from there on every fault is mapped, so UNKNOWN no longer comes of the server itself.</summary>
    public static void WasRead(HttpContext context) => context.Items[Read] = true;

    public static async Task Middleware(HttpContext context, RequestDelegate next)
    {
        await next(context);
        var headers = context.Response.Headers;
        if (context.Response.HasStarted || headers["grpc-status"] != "2" || context.Items.ContainsKey(Read))
        {
            return;
        }

        var fault = Fault;
        var code = ((int)fault.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers["grpc-status"] = code;
        headers["grpc-message"] = Uri.EscapeDataString(fault.Status.Detail).Replace("%20", " ", StringComparison.Ordinal);
        headers[Faults.Trailer] = Convert.ToBase64String(fault.Trailers.GetValueBytes(Faults.Trailer)!);
        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag("grpc.status_code", code);
    }
}
