using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Housing.Portal;

/// <summary>What a service answers that nobody can put right on the page: a page that says so, in one place.</summary>
internal sealed class ServiceFaultFilter(ILogger<ServiceFaultFilter> log) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not RpcException exception)
            return;
        var fault = ServiceFault.Of(exception);
        var status = fault switch
        {
            { Code: StatusCode.NotFound } => StatusCodes.Status404NotFound,
            // An id that is none was typed into an address, not into a form.
            { Code: StatusCode.InvalidArgument } when HttpMethods.IsGet(context.HttpContext.Request.Method) => StatusCodes.Status404NotFound,
            { Code: StatusCode.PermissionDenied } => StatusCodes.Status403Forbidden,
            { IsAway: true } => StatusCodes.Status503ServiceUnavailable,
            { Code: StatusCode.Cancelled } => StatusCodes.Status499ClientClosedRequest,
            _ => StatusCodes.Status500InternalServerError,
        };
        if (status >= StatusCodes.Status500InternalServerError)
            log.LogWarning("{Path} could not be shown: {Status} {Reason}", context.HttpContext.Request.Path, fault.Code, fault.Reason);
        context.Result = new StatusCodeResult(status);
        context.ExceptionHandled = true;
    }
}
