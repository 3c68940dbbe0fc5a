using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Housing.ServiceDefaults;

/// <summary>How many rows, and after which key; null for the first page.</summary>
public sealed record Page(int Size, string? After)
{
    /// <summary>The key as an id; INVALID_ARGUMENT when the token was not made from one.</summary>
    public Guid? AfterId => After is null ? null : Guid.TryParseExact(After, "D", out var id) ? id : throw Paging.BadToken();
}

/// <summary>Keyset pages: a token holds the last key of the page before it, so that rows added meanwhile neither repeat nor hide others.</summary>
public static class Paging
{
    private const int Default = 50;
    private const int Largest = 200;
    private const int LongestToken = 1024;

    /// <summary>A request's page_size and page_token; INVALID_ARGUMENT naming the field that is wrong.</summary>
    public static Page Read(int pageSize, string pageToken)
    {
        if (pageSize is < 0 or > Largest)
        {
            throw Faults.InvalidField("page_size", string.Create(CultureInfo.InvariantCulture, $"must be 1 to {Largest}, or 0 for {Default}; it was {pageSize}."));
        }

        return new Page(pageSize == 0 ? Default : pageSize, pageToken is "" ? null : Decode(pageToken));
    }

    /// <summary>The next_page_token for the last key of a full page; empty for null, which is the last page.</summary>
    public static string Token(string? key) => key is null ? "" : Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    /// <inheritdoc cref="Token(string?)"/>
    public static string Token(Guid? key) => Token(key?.ToString());

    /// <summary>INVALID_ARGUMENT for a token that no page ended with.</summary>
    public static Grpc.Core.RpcException BadToken() => Faults.InvalidField("page_token", "must be the next_page_token of the page before, unchanged, or empty for the first page.");

    private static string Decode(string token)
    {
        try
        {
            var key = token.Length <= LongestToken
                ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(token))
                : throw BadToken();
            // No key has one, and a NUL is no text to PostgreSQL.
            return key.Any(char.IsControl) ? throw BadToken() : key;
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw BadToken();
        }
    }
}
