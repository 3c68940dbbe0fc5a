using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Housing.ServiceDefaults;

/// <summary>Nobody gets past here without a token that holds and a role that the table gives the method to.</summary>
internal sealed class AccessInterceptor(Access access, IOptionsMonitor<JwtBearerOptions> bearer, IdentitySettings settings) : CallInterceptor
{
    protected override async Task<T> Around<T>(ServerCallContext call, Func<Task<T>> handle)
    {
        var context = call.GetHttpContext();
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            var caller = await Identify(context);
            if (access.RolesOf(call.Method)?.Contains(caller.Role) != true)
            {
                throw Faults.Exception(StatusCode.PermissionDenied, "ROLE_NOT_ALLOWED", $"The role {caller.RoleName} may not call {call.Method}.");
            }

            call.SetCaller(caller);
            if (caller.Landlord is { } landlord)
            {
                CaseTrace.Landlord(landlord);
            }
        }

        return await handle();
    }

    private async Task<Caller> Identify(HttpContext context)
    {
        var result = await context.AuthenticateAsync();
        if (result.Succeeded)
        {
            return Caller.From(result.Principal, out var fault) ?? throw Faults.Exception(StatusCode.Unauthenticated, "TOKEN_INCOMPLETE", fault);
        }

        throw result.Failure is null || await CanCheck(context) ? TokenFaults.Exception(result.Failure) : TokenFaults.IssuerUnavailable;
    }

    /// <summary>Without the issuer's keys the library calls every token a bad one; then it is not the token's fault.</summary>
    private async Task<bool> CanCheck(HttpContext context)
    {
        try
        {
            var scheme = settings.Portal is { } portal ? IdentityExtensions.SchemeOf(context, portal) : JwtBearerDefaults.AuthenticationScheme;
            await bearer.Get(scheme).ConfigurationManager!.GetConfigurationAsync(context.RequestAborted);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
