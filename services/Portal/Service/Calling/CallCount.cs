using System.Globalization;

namespace Housing.Portal;

/// <summary>How many calls a page made, for whoever keeps it low: in development each answer says so.</summary>
internal static class CallCount
{
    public const string Header = "Portal-Calls";

    private static readonly object Key = typeof(CallCount);

    public static void Add(HttpContext context) => context.Items[Key] = Of(context) + 1;

    public static int Of(HttpContext context) => context.Items.TryGetValue(Key, out var count) ? (int)count! : 0;

    public static Task Middleware(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            context.Response.Headers[Header] = Of(context).ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        return next(context);
    }
}
