using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Housing.ServiceDefaults;

/// <summary>
/// This service's own token, by the client-credentials grant: kept until near its end, then renewed. Its life is counted by the machine's clock,
/// as the issuer counts it.
/// </summary>
internal sealed class ServiceTokens(IdentitySettings settings, IHttpClientFactory clients, TimeProvider time) : IDisposable
{
    public const string HttpClientName = "identity";

    private readonly TimeProvider _clock = time.Machine();
    private readonly SemaphoreSlim _asking = new(1);
    private Held? _held;

    public async Task<string> Get(CancellationToken cancellationToken)
    {
        if (_held is { } held && _clock.GetUtcNow() < held.RenewAt)
        {
            return held.Token;
        }

        await _asking.WaitAsync(cancellationToken);
        try
        {
            var now = _clock.GetUtcNow();
            if (_held is { } renewed && now < renewed.RenewAt)
            {
                return renewed.Token;
            }

            try
            {
                _held = await Ask(now, cancellationToken);
            }
            catch (HttpRequestException) when (_held is { } still && now < still.ExpiresAt)
            {
                // The issuer is away, and the old token still holds: that is what renewing early is for.
            }

            return _held!.Token;
        }
        finally
        {
            _asking.Release();
        }
    }

    private async Task<Held> Ask(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (settings.ClientId is not { Length: > 0 } id || settings.ClientSecret is not { Length: > 0 } secret)
        {
            throw new InvalidOperationException("This service calls others as itself: set Identity:ClientId and Identity:ClientSecret (environment Identity__ClientId, Identity__ClientSecret).");
        }

        var http = clients.CreateClient(HttpClientName);
        var metadata = await http.GetFromJsonAsync<Metadata>(settings.MetadataAddress, cancellationToken)
            ?? throw new HttpRequestException($"{settings.MetadataAddress} answered nothing.");
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", secret), new("scope", settings.Audience),
        ]);
        using var answer = await http.PostAsync(metadata.TokenEndpoint, form, cancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{metadata.TokenEndpoint} refused a token to {id}: {(int)answer.StatusCode}.", inner: null, answer.StatusCode);
        }

        var token = await answer.Content.ReadFromJsonAsync<Answer>(cancellationToken)
            ?? throw new HttpRequestException($"{metadata.TokenEndpoint} answered nothing.");
        var life = TimeSpan.FromSeconds(token.ExpiresIn);
        return new Held(token.AccessToken, RenewAt: now + (life * 0.8), ExpiresAt: now + life);
    }

    public void Dispose() => _asking.Dispose();

    private sealed record Held(string Token, DateTimeOffset RenewAt, DateTimeOffset ExpiresAt);

    private sealed record Metadata([property: JsonPropertyName("token_endpoint")] Uri TokenEndpoint);

    private sealed record Answer([property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
