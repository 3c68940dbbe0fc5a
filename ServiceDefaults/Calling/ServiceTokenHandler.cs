using System.Net.Http.Headers;

namespace Housing.ServiceDefaults;

/// <summary>Calls as this service: puts its own token on every request that carries none.</summary>
internal sealed class ServiceTokenHandler(ServiceTokens tokens) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.Authorization ??= new AuthenticationHeaderValue("Bearer", await tokens.Get(cancellationToken));
        return await base.SendAsync(request, cancellationToken);
    }
}
