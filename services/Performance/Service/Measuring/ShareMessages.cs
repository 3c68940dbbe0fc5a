using System.Globalization;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal static class ShareMessages
{
    public static Wire.Date ToMessage(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    public static Wire.Share ToMessage(this ShareTerm term, Counted counted)
    {
        var message = ToMessage(counted);
        (message.StandardId, message.Summary, message.Service) = (term.Id, term.Summary, term.Service);
        (message.Target, message.Reported) = (term.Target?.ToString(CultureInfo.InvariantCulture) ?? "", term.Reported ?? "");
        (message.Limit, message.Law, message.Aim, message.Published) = (term.Limit, term.Law, term.Aim, term.Published);
        if (term.IsFigure)
            message.Of.AddRange(term.Of);
        if (counted.Tally.Reaches(term.Target) is { } reached)
            message.Reached = reached;
        return message;
    }

    /// <summary>Several promises together, without a target of their own.</summary>
    public static Wire.Share ToTotal(this IEnumerable<ShareTerm> terms, Func<ShareTerm, Counted> of)
    {
        var all = terms.ToList();
        var message = ToMessage(all.Select(of).Aggregate(Counted.None, (sum, one) => sum + one));
        message.Of.AddRange(all.Select(term => term.Id));
        message.Published = true;
        return message;
    }

    /// <summary>What it is of, without any number.</summary>
    public static Wire.Share Without(this Wire.Share share, string shown) => new()
    {
        StandardId = share.StandardId, Summary = share.Summary, Service = share.Service, Of = { share.Of }, Target = share.Target, Reported = share.Reported, Limit = share.Limit, Law = share.Law, Aim = share.Aim,
        Published = share.Published, Shown = shown,
    };

    private static Wire.Share ToMessage(Counted counted)
    {
        var tally = counted.Tally;
        var message = new Wire.Share
        {
            Numerator = tally.Met,
            Denominator = tally.Due,
            Value = Tally.Rounded(tally.Value),
            OriginalNumerator = tally.Met - tally.MetByExtension,
            OriginalValue = Tally.Rounded(tally.OriginalValue),
            Open = tally.InTime,
            Excused = tally.Excused,
            Volume = tally.Volume,
            Extended = tally.Extended,
        };
        if (counted.Taken.Percentile(50) is { } median)
            message.MedianSeconds = median;
        if (counted.Taken.Percentile(90) is { } ninth)
            message.NinthDecileSeconds = ninth;
        return message;
    }
}
