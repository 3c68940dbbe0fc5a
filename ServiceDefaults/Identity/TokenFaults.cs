using System.Globalization;
using Grpc.Core;
using Microsoft.IdentityModel.Tokens;

namespace Housing.ServiceDefaults;

/// <summary>Why a token was not accepted, in words that help an honest caller and no other.</summary>
internal static class TokenFaults
{
    public static RpcException Exception(Exception? failure) => failure switch
    {
        null => Unauthenticated("TOKEN_MISSING", "Send an access token: metadata authorization, value 'Bearer' and the token."),
        SecurityTokenExpiredException expired => Unauthenticated(
            "TOKEN_EXPIRED", string.Create(CultureInfo.InvariantCulture, $"The token expired at {expired.Expires:yyyy-MM-dd'T'HH:mm:ss'Z'}. Get a new one.")),
        SecurityTokenNotYetValidException => Unauthenticated("TOKEN_NOT_YET_VALID", "The token is not valid yet."),
        SecurityTokenInvalidAudienceException => Unauthenticated("TOKEN_AUDIENCE", "The token was made for another audience."),
        SecurityTokenInvalidIssuerException => Unauthenticated("TOKEN_ISSUER", "The token comes from an issuer that is not accepted here."),
        _ => Unauthenticated("TOKEN_INVALID", "The token is damaged, or not signed (RS256) by the issuer accepted here."),
    };

    public static RpcException IssuerUnavailable =>
        Faults.Exception(StatusCode.Unavailable, "ISSUER_UNAVAILABLE", "The token cannot be checked now because the identity issuer does not answer. Try again.");

    private static RpcException Unauthenticated(string reason, string sentence) => Faults.Exception(StatusCode.Unauthenticated, reason, sentence);
}
