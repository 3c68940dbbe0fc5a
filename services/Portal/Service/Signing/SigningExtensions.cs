using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Housing.Portal;

internal static class SigningExtensions
{
    public static void AddSigning(this WebApplicationBuilder builder)
    {
        builder.Services.AddDataProtection().SetApplicationName("housing-portal");
        builder.Services.AddOptions<KeyManagementOptions>().Configure<IServiceScopeFactory, TimeProvider>((keys, scopes, clock) => keys.XmlRepository = new ProtectionKeys(scopes, clock));
        builder.Services.AddSingleton(TokenSettings.Read(builder.Configuration));
        builder.Services.AddSingleton<SigningKeys>().AddSingleton<PersonTokens>();
        builder.Services.AddHostedService(services => services.GetRequiredService<SigningKeys>());
    }

    /// <summary>Where services find by which keys a token of this Portal holds.</summary>
    public static void MapSigning(this WebApplication app)
    {
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request, TokenSettings settings) => Results.Json(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = settings.Issuer,
            ["jwks_uri"] = $"{request.Scheme}://{request.Host}/.well-known/jwks.json",
            ["response_types_supported"] = new[] { "token" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
        })).AllowAnonymous();
        app.MapGet("/.well-known/jwks.json", async (SigningKeys keys, CancellationToken cancellationToken) =>
            Results.Json(new { keys = (await keys.Published(cancellationToken)).Select(key => key.Public()) })).AllowAnonymous();
    }
}
