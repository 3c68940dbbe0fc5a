using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Housing.Issuer;

/// <summary>Makes signed access tokens.</summary>
public sealed class Tokens(IssuerKey key, IssuerSettings settings, TimeProvider clock)
{
    public string For(Person person, TimeSpan life)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = person.Subject, ["role"] = person.Role };
        if (person.Landlord is not "")
        {
            claims["landlord"] = person.Landlord;
        }

        if (person.Household is { } household)
        {
            claims["household"] = household.ToString();
        }

        if (person.Contractor is { } contractor)
        {
            claims["contractor"] = contractor;
        }

        return Sign(claims, life);
    }

    public string ForService(string name, TimeSpan life) =>
        Sign(new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = name, ["role"] = "service" }, life);

    private string Sign(Dictionary<string, object> claims, TimeSpan life)
    {
        var now = clock.GetUtcNow();
        claims["jti"] = Guid.CreateVersion7().ToString();
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = settings.Name,
            Audience = settings.Audience,
            IssuedAt = now.UtcDateTime,
            NotBefore = now.UtcDateTime,
            Expires = (now + life).UtcDateTime,
            TokenType = "at+jwt",
            Claims = claims,
            SigningCredentials = key.Credentials,
        });
    }
}
