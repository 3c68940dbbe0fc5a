using Microsoft.AspNetCore.WebUtilities;

namespace Housing.Portal;

/// <summary>The link to the next page of a list that pages by key; its other filters stay as they are.</summary>
/// <param name="Token">As the service gave it; empty after the last page.</param>
/// <param name="Request">The page's own request.</param>
public sealed record NextPage(string Token, HttpRequest Request)
{
    public const string Query = "after";

    /// <summary>Whether this is not the first page.</summary>
    public bool IsLater => Request.Query.ContainsKey(Query);

    public string FirstHref => QueryHelpers.AddQueryString(Request.Path, Others);

    public string Href => QueryHelpers.AddQueryString(FirstHref, Query, Token);

    private IEnumerable<KeyValuePair<string, string?>> Others =>
        Request.Query.Where(pair => pair.Key != Query).SelectMany(pair => pair.Value.Select(value => KeyValuePair.Create(pair.Key, value)));
}
