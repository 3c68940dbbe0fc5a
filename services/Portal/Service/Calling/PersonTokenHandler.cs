using System.Net.Http.Headers;

namespace Housing.Portal;

/// <summary>Calls the services as whoever is signed in: one token for all calls of a page.</summary>
internal sealed class PersonTokenHandler(IHttpContextAccessor accessor, PersonTokens tokens) : DelegatingHandler
{
    private static readonly object Key = typeof(PersonTokenHandler);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = accessor.HttpContext ?? throw new InvalidOperationException("Services are asked on behalf of whoever opened a page, and there is no page here.");
        Task<string> token;
        lock (context.Items)
        {
            CallCount.Add(context);
            token = context.Items.TryGetValue(Key, out var made) ? (Task<string>)made! : Make(context);
            context.Items[Key] = token;
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token);
        return await base.SendAsync(request, cancellationToken);
    }

    private Task<string> Make(HttpContext context) =>
        Person.Of(context.User) is { } person ? tokens.For(person, context.RequestAborted) : throw new InvalidOperationException($"{context.Request.Path} asks services, and nobody is signed in.");
}
