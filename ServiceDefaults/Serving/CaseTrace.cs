using System.Diagnostics;

namespace Housing.ServiceDefaults;

/// <summary>Puts on the request's span whose case it is about, so that a trace can be found by landlord and case.</summary>
public static class CaseTrace
{
    public static void Landlord(string landlord) => Serving()?.SetTag("housing.landlord", landlord);

    public static void Case(Guid id) => Serving()?.SetTag("housing.case", id.ToString());

    /// <summary>The span of the request or message being handled, even when a query's span is open inside it.</summary>
    private static Activity? Serving()
    {
        var span = Activity.Current;
        while (span is { Kind: not (ActivityKind.Server or ActivityKind.Consumer), Parent: { } parent })
        {
            span = parent;
        }

        return span;
    }
}
