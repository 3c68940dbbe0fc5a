using Grpc.Core;
using Housing.Performance;
using Housing.Performance.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Housing.Portal.Tests;

/// <summary>The Portal's tokens before a real service that trusts it beside its usual issuer.</summary>
public sealed class TokenTests(TokenTests.Trusting trusting) : IClassFixture<TokenTests.Trusting>
{
    [Fact]
    public async Task A_service_believes_the_Portal_about_who_is_signed_in()
    {
        var token = await Tokens.For(new Person("officer@havering", "Officer", Role.Officer, "havering", Household: null, Contractor: null), CancellationToken.None);

        Assert.NotNull(await Ask(token, "havering"));
        Assert.Equal(StatusCode.PermissionDenied, await Refused(token, "rosebery"));
    }

    [Fact]
    public async Task The_usual_issuer_is_believed_as_before() => Assert.NotNull(await Ask(TestTokens.For("officer@havering"), "havering"));

    [Theory]
    [InlineData("service")]
    [InlineData("Service")]
    public async Task A_token_of_the_Portals_own_key_that_claims_to_be_a_service_is_refused(string role)
    {
        var forged = Sign(await Keys.Credentials(CancellationToken.None), PortalName, role);

        Assert.Equal(StatusCode.Unauthenticated, await Refused(forged, "havering"));
    }

    [Fact]
    public async Task The_Portal_makes_no_token_for_a_service() => await Assert.ThrowsAsync<InvalidOperationException>(() =>
        Tokens.For(new Person("repairs", "Repairs", Role.Service, "havering", Household: null, Contractor: null), CancellationToken.None));

    [Fact]
    public async Task The_Portals_name_under_another_key_is_refused()
    {
        using var rsa = System.Security.Cryptography.RSA.Create(2048);
        var forged = Sign(new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = "another" }, SecurityAlgorithms.RsaSha256), PortalName, "officer");

        Assert.Equal(StatusCode.Unauthenticated, await Refused(forged, "havering"));
    }

    [Fact]
    public async Task The_Portals_key_under_another_name_is_refused()
    {
        var forged = Sign(await Keys.Credentials(CancellationToken.None), "https://issuer.housing.local", "officer");

        Assert.Equal(StatusCode.Unauthenticated, await Refused(forged, "havering"));
    }

    [Fact]
    public async Task A_token_lasts_five_minutes_and_says_no_more_than_it_must()
    {
        var household = Guid.CreateVersion7();

        var token = new JsonWebToken(await Tokens.For(new Person("resident@rosebery:1", "Robin Sample", Role.Resident, "rosebery", household, Contractor: null), CancellationToken.None));

        Assert.Equal(TimeSpan.FromMinutes(5), token.ValidTo - token.ValidFrom);
        Assert.Equal(household.ToString(), token.GetClaim("household").Value);
        Assert.DoesNotContain(token.Claims, claim => claim.Value.Contains("Robin", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_public_halves_are_published()
    {
        using var http = new HttpClient { BaseAddress = new Uri(trusting.Portal.Address) };

        var set = await http.GetStringAsync(new Uri("/.well-known/jwks.json", UriKind.Relative));

        Assert.Contains("\"kid\"", set, StringComparison.Ordinal);
        Assert.DoesNotContain("\"d\"", set, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", set, StringComparison.Ordinal);
    }

    private const string PortalName = "https://portal.housing.local";

    private PersonTokens Tokens => trusting.Portal.Services.GetRequiredService<PersonTokens>();

    private SigningKeys Keys => trusting.Portal.Services.GetRequiredService<SigningKeys>();

    private static string Sign(SigningCredentials credentials, string issuer, string role)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = "housing",
            NotBefore = now.UtcDateTime,
            Expires = now.AddMinutes(5).UtcDateTime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "x", ["role"] = role, ["landlord"] = "havering" },
            SigningCredentials = credentials,
        });
    }

    private async Task<GetSharesResponse> Ask(string token, string landlord) =>
        await new Performance.Contracts.V1.Performance.PerformanceClient(trusting.Service.Channel).GetSharesAsync(new() { Landlord = landlord }, new Metadata { { "authorization", $"Bearer {token}" } });

    private async Task<StatusCode> Refused(string token, string landlord) => (await Assert.ThrowsAsync<RpcException>(() => Ask(token, landlord))).StatusCode;

    public sealed class Trusting : IAsyncLifetime
    {
        private ServiceHost<PortalDb>? _portal;
        private ServiceHost<PerformanceDb>? _service;

        public ServiceHost<PortalDb> Portal => _portal!;
        public ServiceHost<PerformanceDb> Service => _service!;

        /// <summary>Tokens are a matter between machines: both run by the machine's time.</summary>
        public async Task InitializeAsync()
        {
            var now = TimeProvider.System.GetUtcNow();
            _portal = await ServiceHost<PortalDb>.StartAsync(now);
            _service = await ServiceHost<PerformanceDb>.StartAsync(now, settings: new Dictionary<string, string?>(StringComparer.Ordinal) { ["Identity:Portal:Authority"] = _portal.Address });
        }

        public async Task DisposeAsync()
        {
            if (_service is not null)
                await _service.DisposeAsync();
            if (_portal is not null)
                await _portal.DisposeAsync();
        }
    }
}
