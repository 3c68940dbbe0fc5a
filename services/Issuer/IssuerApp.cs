using System.Security.Cryptography;
using System.Text;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Housing.Issuer;

/// <summary>
/// The local stack's OpenID Connect issuer: a discovery document, the public key, and a token endpoint for services (client credentials) and,
/// since it is for development alone, for anybody who says who they are.
/// </summary>
public static class IssuerApp
{
    /// <summary>The grant by which a person simply says who they are.</summary>
    public const string DevelopmentGrant = "urn:housing:grant:development";

    private static readonly TimeSpan ServiceTokenLife = TimeSpan.FromHours(1);

    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        if (!builder.Environment.IsDevelopment())
        {
            throw OutsideDevelopment(builder.Environment.EnvironmentName);
        }

        var settings = IssuerSettings.Read(builder.Configuration);
        builder.AddTelemetry();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(_ => IssuerKey.In(settings.Folder));
        builder.Services.AddSingleton<Tokens>();
        builder.Services.AddHealthChecks();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen => listen.Protocols = HttpProtocols.Http1));

        var app = builder.Build();
        app.Services.GetRequiredService<IssuerKey>();       // a key file that cannot be used stops the start, not the first caller
        app.MapHealthChecks("/health");
        app.MapHealthChecks("/alive");
        app.MapGet("/.well-known/openid-configuration", (HttpRequest request) => Results.Json(Discovery(settings, request)));
        app.MapGet("/.well-known/jwks.json", (IssuerKey key) => Results.Json(new { keys = new[] { key.Public() } }));
        app.MapPost("/token", Token).DisableAntiforgery();
        return app;
    }

    internal static IssuerException OutsideDevelopment(string environment) =>
        new($"This issuer gives anybody any token and runs in Development only; the environment is {environment}. Elsewhere set Identity__Authority to a real OpenID Connect issuer.");

    private static Dictionary<string, object> Discovery(IssuerSettings settings, HttpRequest request)
    {
        var here = $"{request.Scheme}://{request.Host}";
        return new(StringComparer.Ordinal)
        {
            ["issuer"] = settings.Name,
            ["jwks_uri"] = $"{here}/.well-known/jwks.json",
            ["token_endpoint"] = $"{here}/token",
            ["grant_types_supported"] = new[] { "client_credentials", DevelopmentGrant },
            ["response_types_supported"] = new[] { "token" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["token_endpoint_auth_methods_supported"] = new[] { "client_secret_basic", "client_secret_post" },
        };
    }

    private static async Task<IResult> Token(HttpContext context, Tokens tokens, IssuerSettings settings)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
        {
            return Refuse("invalid_request", "Send a form: application/x-www-form-urlencoded.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        string? Field(string name) => form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;
        switch (Field("grant_type"))
        {
            case "client_credentials":
                var (id, secret) = Client(context.Request.Headers.Authorization.ToString()) ?? (Field("client_id"), Field("client_secret"));
                return id is not null && secret is not null && settings.Services.TryGetValue(id, out var right) && Same(secret, right)
                    ? Answer(tokens.ForService(id, ServiceTokenLife), ServiceTokenLife)
                    : Refuse("invalid_client", "No service of that id has that secret (Issuer:Services).", StatusCodes.Status401Unauthorized);
            case DevelopmentGrant:
                try
                {
                    var life = TokenCommand.Hours(Field("hours"));
                    return Answer(tokens.For(Person.Parse(Field("as") ?? "", Field("household")), life), life);
                }
                catch (IssuerException fault)
                {
                    return Refuse("invalid_request", fault.Message);
                }

            default:
                return Refuse("unsupported_grant_type", $"grant_type is client_credentials or {DevelopmentGrant}.");
        }
    }

    private static IResult Answer(string token, TimeSpan life) => Results.Json(
        new Dictionary<string, object>(StringComparer.Ordinal) { ["access_token"] = token, ["token_type"] = "Bearer", ["expires_in"] = (int)life.TotalSeconds });

    private static IResult Refuse(string error, string description, int status = StatusCodes.Status400BadRequest) => Results.Json(
        new Dictionary<string, string>(StringComparer.Ordinal) { ["error"] = error, ["error_description"] = description }, statusCode: status);

    /// <summary>The client's id and secret by HTTP Basic, each form-encoded as OAuth asks; null when they were not sent so.</summary>
    private static (string? Id, string? Secret)? Client(string authorization)
    {
        var bytes = new byte[authorization.Length];
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(authorization[6..], bytes, out var length))
        {
            return null;
        }

        return Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2) is [var id, var secret]
            ? (Uri.UnescapeDataString(id), Uri.UnescapeDataString(secret))
            : null;
    }

    /// <summary>Takes as long for a wrong secret as for the right one.</summary>
    private static bool Same(string given, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
