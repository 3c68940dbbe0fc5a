using System.Security.Cryptography;
using System.Text;

namespace Housing.Income;

/// <summary>The settings under <c>Cards</c>: who takes card payments, and by which keys it and we know each other.</summary>
public sealed class CardSettings
{
    /// <summary>The provider's address. Without one no landlord takes cards here.</summary>
    public Uri? Provider { get; set; }

    /// <summary>What we show the provider; a landlord may have its own.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>What the provider signs its callbacks with; a landlord may have its own.</summary>
    public string SigningSecret { get; set; } = "";

    /// <summary>The keys of landlords that have their own.</summary>
    public Dictionary<string, CardKeys> Landlords { get; set; } = [];

    /// <summary>How long the provider may take to answer.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after its start an unfinished payment is looked at for the first time, when no callback came; then each time twice as long, an hour at most.</summary>
    public TimeSpan FirstLook { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a payment is waited for that the provider never had or knows no more; longer than the provider gives a payer.</summary>
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    public bool Takes(string landlord) => Provider is not null && ApiKeyOf(landlord) is not "";

    public string ApiKeyOf(string landlord) => Landlords.GetValueOrDefault(landlord)?.ApiKey is { Length: > 0 } own ? own : ApiKey;

    /// <summary>Whether the landlord's provider signed this.</summary>
    public bool Signed(string landlord, ReadOnlySpan<byte> body, string signature) =>
        IsOf(Landlords.GetValueOrDefault(landlord)?.SigningSecret is { Length: > 0 } own ? own : SigningSecret, body, signature);

    /// <summary>Whether any of our providers' accounts signed this.</summary>
    public bool SignedByAny(ReadOnlySpan<byte> body, string signature)
    {
        if (IsOf(SigningSecret, body, signature))
            return true;
        foreach (var own in Landlords.Values)
        {
            if (IsOf(own.SigningSecret, body, signature))
                return true;
        }

        return false;
    }

    /// <summary>HMAC-SHA256 of the body in lower-case hexadecimal, as GOV.UK Pay signs; it takes as long for a wrong one as for the right one.</summary>
    private static bool IsOf(string secret, ReadOnlySpan<byte> body, string signature) =>
        secret is not ""
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))), Encoding.UTF8.GetBytes(signature));
}

/// <summary>One landlord's account with the provider.</summary>
public sealed class CardKeys
{
    public string ApiKey { get; set; } = "";

    public string SigningSecret { get; set; } = "";
}
