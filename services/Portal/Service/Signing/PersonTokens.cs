using System.Security.Claims;
using Housing.ServiceDefaults;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Housing.Portal;

/// <summary>The <c>Portal:Tokens</c> section: the name services know this issuer by (their Identity:Portal:Issuer), and whom its tokens are for.</summary>
internal sealed record TokenSettings(string Issuer, string Audience)
{
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public static TokenSettings Read(IConfiguration configuration) =>
        new(configuration["Portal:Tokens:Issuer"] ?? "https://portal.housing.local", configuration["Portal:Tokens:Audience"] ?? "housing");
}

/// <summary>A short-lived token that says who is signed in, for the services asked on their behalf.</summary>
internal sealed class PersonTokens(SigningKeys keys, TokenSettings settings, TimeProvider time)
{
    private readonly TimeProvider _clock = time.Machine();

    public async Task<string> For(Person person, CancellationToken cancellationToken)
    {
        // The services refuse it too; it is not made in the first place.
        if (person.Role == Role.Service)
            throw new InvalidOperationException("The Portal signs for people, never for a service.");
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [JwtRegisteredClaimNames.Sub] = person.Subject,
            ["role"] = Caller.Name(person.Role),
            [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString(),
        };
        if (!person.IsAdministrator)
            claims["landlord"] = person.Landlord;
        if (person.Household is { } household)
            claims["household"] = household.ToString();
        if (person.Contractor is { } contractor)
            claims["contractor"] = contractor;
        var now = _clock.GetUtcNow();
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Issuer,
            Audience = settings.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + TokenSettings.Life).UtcDateTime,
            TokenType = "at+jwt",
            Claims = claims,
            SigningCredentials = await keys.Credentials(cancellationToken),
        });
    }
}
