using Housing.Portal;
using Housing.Testing;

namespace Housing.Portal.Tests;

/// <summary>The Portal alone on a database of its own; its neighbours are away unless a test starts them.</summary>
public sealed class PortalService : IAsyncLifetime
{
    private ServiceHost<PortalDb>? _host;

    public ServiceHost<PortalDb> Host => _host ?? throw new InvalidOperationException("The Portal has not been started.");

    public async Task InitializeAsync() => _host = await ServiceHost<PortalDb>.StartAsync();

    public async Task DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
    }

    /// <summary>A browser without scripts, that keeps cookies and does not follow.</summary>
    public HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true, CheckCertificateRevocationList = true }) { BaseAddress = new Uri(Host.Address) };
}
