using System.Security.Cryptography;
using Grpc.Core;
using Housing.Issuer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Testing;

/// <summary>
/// Tokens for tests, from the development issuer itself: one a test process, on a free loopback port, with a key of its own.
/// A service under test takes <see cref="Settings"/> as configuration and then accepts what <see cref="For"/> gives.
/// </summary>
public static class TestTokens
{
    private static readonly Lazy<Running> Issuer = new(Start);
    private static readonly TimeSpan Life = TimeSpan.FromHours(1);

    /// <summary>The id and secret by which every service under test calls others.</summary>
    private const string ClientId = "service-under-test";
    private static readonly string ClientSecret = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Configuration keys and values: the authority, and this service's own id and secret.</summary>
    public static IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Identity:Authority"] = Authority,
        ["Identity:ClientId"] = ClientId,
        ["Identity:ClientSecret"] = ClientSecret,
    };

    /// <summary>The issuer's address.</summary>
    public static string Authority => Issuer.Value.Address;

    /// <summary>A token of an hour for "officer@havering"; a resident's with the household; "contractor-KEY@havering" for one with orders; "service@repairs" for a service of that name.</summary>
    public static string For(string who, Guid? household = null, TimeSpan? life = null)
    {
        var tokens = Issuer.Value.App.Services.GetRequiredService<Tokens>();
        return who.StartsWith("service@", StringComparison.Ordinal)
            ? tokens.ForService(who["service@".Length..], life ?? Life)
            : tokens.For(Person.Parse(who, household?.ToString()), life ?? Life);
    }

    /// <summary>The same, but made so long ago that it has expired.</summary>
    public static string Expired(string who)
    {
        var services = Issuer.Value.App.Services;
        return new Tokens(services.GetRequiredService<IssuerKey>(), services.GetRequiredService<IssuerSettings>(), new Earlier()).For(Person.Parse(who, household: null), Life);
    }

    /// <summary>The same as call metadata: <c>client.GetHomeAsync(request, TestTokens.Metadata("officer@havering"))</c>.</summary>
    public static Metadata Metadata(string who, Guid? household = null) => new() { { "authorization", $"Bearer {For(who, household)}" } };

    private static Running Start()
    {
        var folder = Directory.CreateTempSubdirectory("housing-issuer-");
        var app = IssuerApp.Build(
        [
            "--environment", "Development", "--urls", "http://127.0.0.1:0", "--Issuer:Folder", folder.FullName,
            $"--Issuer:Services:{ClientId}", ClientSecret, "--Logging:LogLevel:Default", "Warning",
        ]);
        folder.Delete(recursive: true);     // the key is in memory by now, and a test process may end without a word
        app.StartAsync().GetAwaiter().GetResult();
        return new Running(app, app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    private sealed class Earlier : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() - TimeSpan.FromHours(2);
    }

    private sealed record Running(WebApplication App, string Address);
}
