using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace Housing.ServiceDefaults;

/// <summary>Who calls, by a JWT of the configured OpenID Connect issuer.</summary>
internal static class IdentityExtensions
{
    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var settings = IdentitySettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.AddHttpClient(ServiceTokens.HttpClientName, http => http.Timeout = TimeSpan.FromSeconds(5));
        builder.Services.AddSingleton<ServiceTokens>();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(bearer =>
        {
            bearer.MapInboundClaims = false;
            bearer.MetadataAddress = settings.MetadataAddress;
            bearer.RequireHttpsMetadata = !builder.Environment.IsDevelopment() && !settings.IsOnLoopback;
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
        });
        // The library fetches the issuer's keys when the first token comes, and by the same client as everything else: an issuer that is
        // away at start-up, or known by a service's name, is no trouble.
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IHttpClientFactory>((bearer, http) => bearer.Backchannel = http.CreateClient(ServiceTokens.HttpClientName));
        builder.Services.AddAuthorizationBuilder()
            // A gRPC method is judged by the access table, which can answer in gRPC's own terms; any other endpoint needs a caller unless it says otherwise.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(asked => asked.User.Identity?.IsAuthenticated == true || IsGrpcMethod(asked.Resource)).Build());
    }

    private static bool IsGrpcMethod(object? resource) => resource is HttpContext context && context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null;
}

/// <summary>The <c>Identity</c> section of the configuration.</summary>
internal sealed record IdentitySettings(Uri Authority, string Audience, string? ClientId, string? ClientSecret)
{
    public string MetadataAddress => new Uri(Authority, ".well-known/openid-configuration").ToString();

    public bool IsOnLoopback => Authority.IsLoopback;

    public static IdentitySettings Read(IConfiguration configuration)
    {
        var authority = configuration["Identity:Authority"];
        if (!Uri.TryCreate(authority?.TrimEnd('/') + "/", UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException(
                $"Identity:Authority is '{authority}'; it must be the http(s) address of the OpenID Connect issuer whose tokens this service accepts (environment variable Identity__Authority).");
        }

        return new IdentitySettings(uri, configuration["Identity:Audience"] ?? "housing", configuration["Identity:ClientId"], configuration["Identity:ClientSecret"]);
    }
}
