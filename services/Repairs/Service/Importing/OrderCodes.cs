using System.Text.RegularExpressions;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>The codes an order carries in other systems, as the UK Housing Data Standards name them: what is done by the schedule of rates, and the trade.</summary>
public sealed partial record OrderCodes(IReadOnlyList<string> SorCodes, string TradeCode)
{
    private const int Most = 50;

    public static OrderCodes None { get; } = new([], "");

    public static OrderCodes Read(FieldReader fields, IReadOnlyList<string> sorCodes, string tradeCode)
    {
        if (sorCodes.Count > Most)
            fields.Fault("sor_codes", $"must be {Most} codes at most; there are {sorCodes.Count}.");
        for (var i = 0; i < sorCodes.Count; i++)
        {
            if (!Code().IsMatch(sorCodes[i]))
                fields.Fault($"sor_codes[{i}]", "must be 1 to 20 letters, digits, dots, dashes or slashes.");
        }

        if (tradeCode is not "" && !Code().IsMatch(tradeCode))
            fields.Fault("trade_code", "must be 1 to 20 letters, digits, dots, dashes or slashes; leave it out where there is none.");
        return new OrderCodes([.. sorCodes], tradeCode);
    }

    public bool SameAs(OrderCodes other) => TradeCode == other.TradeCode && SorCodes.SequenceEqual(other.SorCodes, StringComparer.Ordinal);

    [GeneratedRegex(@"^[A-Za-z0-9./-]{1,20}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
