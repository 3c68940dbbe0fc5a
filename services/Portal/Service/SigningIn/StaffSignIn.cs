using System.Security.Claims;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Housing.Portal;

/// <summary>The <c>Portal:Staff</c> section: the landlords' own sign-in for staff. Without an authority staff have accounts here, as residents do.</summary>
public sealed record StaffSignIn(string? Authority, string? ClientId, string? ClientSecret)
{
    public const string Scheme = "staff";
    private const string ThereClaim = "staff-sign-in";

    public bool IsConfigured => !string.IsNullOrEmpty(Authority);

    public static StaffSignIn Read(IConfiguration configuration)
    {
        var settings = new StaffSignIn(configuration["Portal:Staff:Authority"], configuration["Portal:Staff:ClientId"], configuration["Portal:Staff:ClientSecret"]);
        return settings is { IsConfigured: true, ClientId: null or "" }
            ? throw new InvalidOperationException("Portal:Staff:Authority is set and Portal:Staff:ClientId is not: staff sign in there as a client of that id (environment variable Portal__Staff__ClientId).")
            : settings;
    }

    /// <summary>Whether a cookie is of somebody who signed in there.</summary>
    public static bool IsFromThere(ClaimsPrincipal? user) => user?.FindFirst(ThereClaim) is not null;

    public ChallengeResult Challenge(string to) => new(Scheme, new AuthenticationProperties { RedirectUri = to });

    /// <summary>Code flow with a proof key. What the authority says of somebody becomes the same few claims as everybody's here.</summary>
    public void Add(WebApplicationBuilder builder) => builder.Services.AddAuthentication().AddOpenIdConnect(Scheme, connect =>
    {
        connect.Authority = Authority;
        connect.ClientId = ClientId;
        connect.ClientSecret = ClientSecret;
        connect.ResponseType = OpenIdConnectResponseType.Code;
        // By the address, so that the cookies of a sign-in that has begun need go to no request that another site sends.
        connect.ResponseMode = OpenIdConnectResponseMode.Query;
        foreach (var cookie in (CookieBuilder[])[connect.CorrelationCookie, connect.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = builder.Environment.IsDevelopment() ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        }

        connect.UsePkce = true;
        connect.MapInboundClaims = false;
        connect.SaveTokens = false;
        connect.GetClaimsFromUserInfoEndpoint = true;
        connect.SignInScheme = IdentityConstants.ApplicationScheme;
        connect.CallbackPath = "/sign-in/staff";
        connect.RequireHttpsMetadata = !builder.Environment.IsDevelopment();
        connect.ClaimActions.MapUniqueJsonKey("role", "role");
        connect.ClaimActions.MapUniqueJsonKey("landlord", "landlord");
        connect.ClaimActions.MapUniqueJsonKey("contractor", "contractor");
        connect.Events.OnTicketReceived = context =>
        {
            if (Staff(context.Principal, context.HttpContext.RequestServices.GetRequiredService<StandardsBook>()) is { } staff)
            {
                context.Principal = staff;
                // Whoever leaves the landlord is told there and not here: after an hour the authority is asked again.
                context.Properties!.AllowRefresh = false;
                return Task.CompletedTask;
            }

            context.HandleResponse();
            context.Response.Redirect("/problem/403");
            return Task.CompletedTask;
        };
        connect.Events.OnRemoteFailure = context =>
        {
            context.HandleResponse();
            context.Response.Redirect("/sign-in");
            return Task.CompletedTask;
        };
    });

    /// <summary>One of a landlord's staff, an administrator of none, or nobody: never a resident, who has an account here, and never a service.</summary>
    internal static ClaimsPrincipal? Staff(ClaimsPrincipal? said, StandardsBook book)
    {
        if (said?.FindFirstValue("sub") is not { Length: > 0 } subject || !Enum.TryParse<Role>(said.FindFirstValue("role"), ignoreCase: true, out var role) || !Enum.IsDefined(role) || role is Role.Resident or Role.Service)
            return null;
        var landlord = said.FindFirstValue("landlord") ?? "";
        if (role == Role.Administrator ? landlord is not "" : !book.Knows(landlord))
            return null;
        var claims = new ClaimsIdentity(IdentityConstants.ApplicationScheme, "name", "role");
        claims.AddClaim(new("sub", subject));
        claims.AddClaim(new("name", said.FindFirstValue("name") ?? subject));
        claims.AddClaim(new("role", Caller.Name(role)));
        claims.AddClaim(new("landlord", landlord));
        claims.AddClaim(new(ThereClaim, "1"));
        if (role == Role.Contractor && said.FindFirstValue("contractor") is { Length: > 0 } contractor)
            claims.AddClaim(new("contractor", contractor));
        return new ClaimsPrincipal(claims);
    }
}
