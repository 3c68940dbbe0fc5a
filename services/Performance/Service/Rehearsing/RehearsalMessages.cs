using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal static class RehearsalMessages
{
    public static Wire.RehearsedMonth ToMessage(
        DateOnly month, IReadOnlyList<ShareTerm> terms, Rehearsed rehearsed, IReadOnlyDictionary<string, ShareTerm> own, Func<ShareTerm, Counted> was)
    {
        var message = new Wire.RehearsedMonth
        {
            Month = month.ToMessage(),
            Total = Share(
                terms.Select(term => rehearsed.Of(term.Id, month)).Aggregate(Tally.None, (sum, one) => sum + one), own.Values.Select(term => was(term).Tally).Aggregate(Tally.None, (sum, one) => sum + one)),
        };
        foreach (var term in terms)
        {
            var (would, did) = (rehearsed.Of(term.Id, month), own.TryGetValue(term.Id, out var same) ? was(same).Tally : Tally.None);
            if (would.Volume + did.Volume == 0)
                continue;
            var share = Share(would, did);
            (share.StandardId, share.Summary, share.Limit) = (term.Id, term.Summary, term.Limit);
            message.Shares.Add(share);
        }

        return message;
    }

    private static Wire.RehearsedShare Share(Tally would, Tally did) => new()
    {
        Numerator = would.Met,
        Denominator = would.Due,
        Value = Tally.Rounded(would.Value),
        Open = would.InTime,
        Excused = would.Excused,
        WasNumerator = did.Met,
        WasDenominator = did.Due,
        WasValue = Tally.Rounded(did.Value),
        WasOriginalValue = Tally.Rounded(did.OriginalValue),
    };
}
