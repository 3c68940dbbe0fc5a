using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Housing.Portal.Tests;

/// <summary>
/// A landlord's own sign-in, as small as OpenID Connect lets it be: a page with a button for each of its people, the code flow, and tokens only for whoever has the proof key
/// and the client's secret.
/// </summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string Client = "portal";
    public static readonly string Secret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private readonly WebApplication _app;
    private readonly IReadOnlyDictionary<string, Dictionary<string, object>> _people;
    private readonly ConcurrentDictionary<string, Asked> _codes = new(StringComparer.Ordinal);
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "of-the-landlord" };

    private OpenIdProvider(WebApplication app, IReadOnlyDictionary<string, Dictionary<string, object>> people) => (_app, _people) = (app, people);

    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>What it said no to.</summary>
    public ConcurrentQueue<string> Refused { get; } = [];

    public static async Task<OpenIdProvider> StartAsync(IReadOnlyDictionary<string, Dictionary<string, object>> people)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new OpenIdProvider(app, people);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["issuer"] = provider.Address,
            ["authorization_endpoint"] = $"{provider.Address}/authorize",
            ["token_endpoint"] = $"{provider.Address}/token",
            ["userinfo_endpoint"] = $"{provider.Address}/userinfo",
            ["jwks_uri"] = $"{provider.Address}/keys",
            ["response_types_supported"] = new[] { "code" },
            ["subject_types_supported"] = new[] { "public" },
            ["id_token_signing_alg_values_supported"] = new[] { "RS256" },
            ["code_challenge_methods_supported"] = new[] { "S256" },
        }));
        app.MapGet("/keys", () => Results.Json(new { keys = new[] { provider.PublicKey() } }));
        app.MapGet("/authorize", provider.Offer);
        app.MapGet("/authorize/as", provider.Choose);
        app.MapPost("/token", provider.Token);
        app.MapGet("/userinfo", (HttpRequest request) => Results.Json(people[AuthenticationHeaderValue.Parse(request.Headers.Authorization!).Parameter!]));
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        _key.Rsa.Dispose();
        await _app.DisposeAsync();
    }

    private IResult Offer(HttpRequest request) => Results.Content(
        $"<!doctype html><html lang=en><title>Sign in</title><main>{string.Concat(_people.Keys.Select(name => $"<p><a href=\"/authorize/as{request.QueryString}&amp;who={Uri.EscapeDataString(name)}\">{name}</a>"))}</main></html>", "text/html");

    private IResult Choose(HttpRequest request)
    {
        string Of(string name) => request.Query[name].ToString();
        if (Of("client_id") != Client || Of("response_type") != "code" || Of("code_challenge_method") != "S256" || Of("code_challenge").Length == 0 || !Of("scope").Split(' ').Contains("openid"))
            return No("the question");
        var code = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = new(Of("who"), Of("code_challenge"), Of("redirect_uri"), Of("nonce"));
        return Results.Redirect($"{Of("redirect_uri")}?code={code}&state={Uri.EscapeDataString(Of("state"))}");
    }

    private async Task<IResult> Token(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var proof = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
        if (!_codes.TryRemove(form["code"].ToString(), out var asked) || form["grant_type"] != "authorization_code" || form["client_id"] != Client || form["client_secret"] != Secret
            || asked.Challenge != proof || asked.RedirectUri != form["redirect_uri"])
            return No("the code");
        var now = TimeProvider.System.GetUtcNow();
        var identity = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Address,
            Audience = Client,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = now.AddMinutes(5).UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = _people[asked.Who]["sub"], ["nonce"] = asked.Nonce },
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
        return Results.Json(new Dictionary<string, object>(StringComparer.Ordinal) { ["access_token"] = asked.Who, ["token_type"] = "Bearer", ["expires_in"] = 300, ["id_token"] = identity });
    }

    private IResult No(string what)
    {
        Refused.Enqueue(what);
        return Results.BadRequest(new { error = "invalid_request" });
    }

    private Dictionary<string, string> PublicKey()
    {
        var half = _key.Rsa.ExportParameters(includePrivateParameters: false);
        return new(StringComparer.Ordinal)
        {
            ["kty"] = "RSA", ["use"] = "sig", ["alg"] = "RS256", ["kid"] = _key.KeyId, ["n"] = Base64UrlEncoder.Encode(half.Modulus), ["e"] = Base64UrlEncoder.Encode(half.Exponent),
        };
    }

    private sealed record Asked(string Who, string Challenge, string RedirectUri, string Nonce);
}
