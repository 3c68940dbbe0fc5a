using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;

namespace Housing.Portal;

/// <summary>A key pair that signs tokens for a time. It is published before that time and until the last token of it is over.</summary>
public sealed class SigningKey
{
    /// <summary>The name in a token's header and in the published set.</summary>
    public required string Id { get; init; }

    public required string Modulus { get; init; }
    public required string Exponent { get; init; }

    /// <summary>Protected; nobody reads it from the table alone.</summary>
    public required string PrivateHalf { get; init; }

    public required DateTimeOffset SignsFrom { get; init; }
    public required DateTimeOffset SignsUntil { get; init; }

    public bool Signs(DateTimeOffset now) => SignsFrom <= now && now < SignsUntil;

    public static SigningKey Make(IDataProtector protector, DateTimeOffset from, DateTimeOffset until)
    {
        using var rsa = RSA.Create(2048);
        var half = rsa.ExportParameters(includePrivateParameters: false);
        return new SigningKey
        {
            Id = Base64UrlEncoder.Encode(SHA256.HashData(half.Modulus!))[..16],
            Modulus = Base64UrlEncoder.Encode(half.Modulus),
            Exponent = Base64UrlEncoder.Encode(half.Exponent),
            PrivateHalf = protector.Protect(rsa.ExportPkcs8PrivateKeyPem()),
            SignsFrom = from,
            SignsUntil = until,
        };
    }

    /// <summary>The public half as a JSON Web Key.</summary>
    public IReadOnlyDictionary<string, string> Public() => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["kty"] = "RSA",
        ["use"] = "sig",
        ["alg"] = SecurityAlgorithms.RsaSha256,
        ["kid"] = Id,
        ["n"] = Modulus,
        ["e"] = Exponent,
    };
}
