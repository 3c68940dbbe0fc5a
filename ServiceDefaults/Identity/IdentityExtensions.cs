using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Housing.ServiceDefaults;

/// <summary>Who calls, by a JWT of the configured OpenID Connect issuer, or of the Portal for whoever signed in there.</summary>
internal static class IdentityExtensions
{
    private const string PortalScheme = "Portal";
    private const string EitherScheme = "Either";

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var settings = IdentitySettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddHttpClient(ServiceTokens.HttpClientName, http => http.Timeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton<ServiceTokens>();
        var authentication = builder.Services.AddAuthentication(settings.Portal is null ? JwtBearerDefaults.AuthenticationScheme : EitherScheme);
        builder.AddIssuer(authentication, JwtBearerDefaults.AuthenticationScheme, settings, settings.Issuer);
        if (settings.Portal is { } portal)
        {
            // Whose token it says it is decides only who is asked about it; each issuer's tokens hold by its own keys and under its own name alone.
            authentication.AddPolicyScheme(EitherScheme, displayName: null, either => either.ForwardDefaultSelector = context => SchemeOf(context, portal));
            builder.AddIssuer(authentication, PortalScheme, settings, portal, bearer =>
            {
                bearer.TokenValidationParameters.ValidIssuer = portal.Name;
                bearer.Events = new JwtBearerEvents { OnTokenValidated = OnlyPeople };
            });
        }

        builder.Services.AddAuthorizationBuilder()
            // A gRPC method is judged by the access table, which can answer in gRPC's own terms; any other endpoint needs a caller unless it says otherwise.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(asked => asked.User.Identity?.IsAuthenticated == true || IsGrpcMethod(asked.Resource)).Build());
    }

    private static void AddIssuer(this WebApplicationBuilder builder, AuthenticationBuilder authentication, string scheme, IdentitySettings settings, IssuerSettings issuer, Action<JwtBearerOptions>? more = null)
    {
        authentication.AddJwtBearer(scheme, bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.MetadataAddress = issuer.MetadataAddress;
            bearer.RequireHttpsMetadata = !builder.Environment.IsDevelopment() && !issuer.Authority.IsLoopback;
            bearer.Audience = settings.Audience;
            bearer.TokenValidationParameters = new TokenValidationParameters
            {
                // The issuer's name is the one its metadata gives; the library adds it when it has fetched that.
                ValidateIssuer = true,
                ValidAudience = settings.Audience,
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                ClockSkew = TimeSpan.FromSeconds(30),
                NameClaimType = "sub",
                RoleClaimType = "role",
            };
            more?.Invoke(bearer);
        });
        // The library fetches the issuer's keys when the first token comes, and by the same client as everything else: an issuer that is
        // away at start-up, or known by a service's name, is no trouble.
        builder.Services.AddOptions<JwtBearerOptions>(scheme)
            .Configure<IHttpClientFactory>((bearer, http) => bearer.Backchannel = http.CreateClient(ServiceTokens.HttpClientName));
    }

    /// <summary>Which issuer's scheme answers for the token of this request.</summary>
    public static string SchemeOf(HttpContext context, IssuerSettings portal)
    {
        var authorization = context.Request.Headers.Authorization.ToString();
        var handler = new JsonWebTokenHandler();
        return authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && authorization[7..].Trim() is var token && handler.CanReadToken(token) && IssuerOf(handler, token) == portal.Name
            ? PortalScheme
            : JwtBearerDefaults.AuthenticationScheme;
    }

    private static string? IssuerOf(JsonWebTokenHandler handler, string token)
    {
        try
        {
            return handler.ReadJsonWebToken(token).Issuer;
        }
        catch (ArgumentException)
        {
            return null;        // no token at all: the usual scheme says so
        }
    }

    /// <summary>The Portal speaks for people. A service may act for every landlord, and no key of the Portal's is enough for that.</summary>
    private static Task OnlyPeople(TokenValidatedContext context)
    {
        if (context.Principal?.FindAll("role").Any(role => string.Equals(role.Value, Caller.Name(Role.Service), StringComparison.OrdinalIgnoreCase)) != false)
        {
            context.Fail("The Portal signs for people, never for a service.");
        }

        return Task.CompletedTask;
    }

    private static bool IsGrpcMethod(object? resource) => resource is HttpContext context && context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null;
}

/// <summary>One issuer whose tokens are accepted: where its keys are published; its name where that is known before they are.</summary>
internal sealed record IssuerSettings(Uri Authority, string? Name = null)
{
    public string MetadataAddress => new Uri(Authority, ".well-known/openid-configuration").ToString();
}

/// <summary>The <c>Identity</c> section of the configuration.</summary>
internal sealed record IdentitySettings(IssuerSettings Issuer, IssuerSettings? Portal, string Audience, string? ClientId, string? ClientSecret)
{
    /// <summary>The name in the Portal's tokens where Identity:Portal:Issuer gives no other.</summary>
    public const string PortalName = "https://portal.housing.local";

    public string MetadataAddress => Issuer.MetadataAddress;

    public static IdentitySettings Read(IConfiguration configuration) => new(
        new IssuerSettings(Address(configuration, "Identity:Authority", "the OpenID Connect issuer whose tokens this service accepts")),
        string.IsNullOrEmpty(configuration["Identity:Portal:Authority"])
            ? null
            : new IssuerSettings(Address(configuration, "Identity:Portal:Authority", "the Portal, whose tokens this service accepts too"), configuration["Identity:Portal:Issuer"] ?? PortalName),
        configuration["Identity:Audience"] ?? "housing",
        configuration["Identity:ClientId"],
        configuration["Identity:ClientSecret"]);

    private static Uri Address(IConfiguration configuration, string key, string whose) =>
        Uri.TryCreate(configuration[key]?.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? uri
            : throw new InvalidOperationException(
                $"{key} is '{configuration[key]}'; it must be the http(s) address of {whose} (environment variable {key.Replace(":", "__", StringComparison.Ordinal)}).");
}
