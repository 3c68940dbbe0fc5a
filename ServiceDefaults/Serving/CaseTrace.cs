using System.Diagnostics;

namespace Housing.ServiceDefaults;

/// <summary>Puts on the request's span whose case it is about, so that a trace can be found by landlord and case.</summary>
public static class CaseTrace
{
    private const string LandlordKey = "housing.landlord";
    private const string CaseKey = "housing.case";
    private const string StandardKey = "housing.standard";

    public static void Landlord(string landlord) => Serving()?.SetTag(LandlordKey, landlord);

    public static void Case(Guid id) => Serving()?.SetTag(CaseKey, id.ToString());

    /// <summary>The promises that it opens, keeps or changes, beside those said before.</summary>
    public static void Standards(IEnumerable<string> ids)
    {
        if (Serving() is { } span)
            span.SetTag(StandardKey, (string[])[.. (span.GetTagItem(StandardKey) as string[] ?? []).Union(ids, StringComparer.Ordinal)]);
    }

    /// <summary>The same on a span that no request or message is behind.</summary>
    internal static void Tag(Activity? span, string landlord, Guid id, IEnumerable<string> standards) =>
        span?.SetTag(LandlordKey, landlord).SetTag(CaseKey, id.ToString()).SetTag(StandardKey, standards.Distinct(StringComparer.Ordinal).ToArray());

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
