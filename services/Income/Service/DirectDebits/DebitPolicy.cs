using System.Text.RegularExpressions;
using Housing.Standards;

namespace Housing.Income;

/// <summary>How often a direct debit is collected.</summary>
public enum DebitFrequency
{
    Weekly,
    FourWeekly,
    Monthly,
}

/// <summary>
/// How a landlord collects direct debits: <c>directDebit</c> in the <c>income</c> section of its file.
/// <code>
/// "directDebit": { "frequencies": ["weekly", "four-weekly"], "weekdays": ["friday"], "daysOfMonth": [], "noticeWorkingDays": 10,
///   "again": { "times": 1, "afterWorkingDays": 5, "withinDays": 31 },
///   "user": { "number": "123456", "name": "…", "sortCode": "400000", "account": "10000001" }, "published": true, "clause": "…", "note": "…" }
/// </code>
/// </summary>
public sealed partial record DebitPolicy
{
    public required IReadOnlyList<DebitFrequency> Frequencies { get; init; }

    /// <summary>The weekdays a payer may choose, for weekly and four-weekly collections.</summary>
    public IReadOnlyList<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>The days of the month a payer may choose; at most the 28th, so that every month has them.</summary>
    public IReadOnlyList<int> DaysOfMonth { get; init; } = [];

    /// <summary>How many working days before a collection its payer is told of it.</summary>
    public required int NoticeWorkingDays { get; init; }

    /// <summary>What happens to a debit that was not paid for want of money.</summary>
    public required PresentAgain Again { get; init; }

    public required DebitUser User { get; init; }

    /// <summary>Whether the landlord published how often it collects.</summary>
    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public required string Note { get; init; }

    internal IEnumerable<PolicyFault> Check()
    {
        if (Frequencies.Count == 0 || Frequencies.Distinct().Count() != Frequencies.Count)
            yield return new PolicyFault("directDebit.frequencies", "must name one or more of weekly, four-weekly and monthly, each once");
        if (Frequencies.Any(f => f != DebitFrequency.Monthly) && Weekdays.Count == 0)
            yield return new PolicyFault("directDebit.weekdays", "must name the days that a payer may choose, since weekly or four-weekly is offered");
        if (Weekdays.Any(day => day is DayOfWeek.Saturday or DayOfWeek.Sunday))
            yield return new PolicyFault("directDebit.weekdays", "must be days from monday to friday: banks collect on no other");
        if (Frequencies.Contains(DebitFrequency.Monthly) && DaysOfMonth.Count == 0)
            yield return new PolicyFault("directDebit.daysOfMonth", "must name the days that a payer may choose, since monthly is offered");
        if (DaysOfMonth.Any(day => day is < 1 or > 28))
            yield return new PolicyFault("directDebit.daysOfMonth", "must be 1 to 28, so that every month has them");
        // The mandate is lodged with a file of its own, before the first collection's.
        if (NoticeWorkingDays is < 5 or > 60)
            yield return new PolicyFault("directDebit.noticeWorkingDays", "must be 5 to 60");
        if (Again.Times is < 0 or > 2 || Again.AfterWorkingDays is < 3 or > 20 || Again.WithinDays is < 1 or > 31)
            yield return new PolicyFault("directDebit.again", "must be at most 2 times, 3 to 20 working days after it was known, within at most 31 days");
        if (!SixDigits().IsMatch(User.Number) || !SixDigits().IsMatch(User.SortCode) || !EightDigits().IsMatch(User.Account) || Standard18.Text(User.Name).Trim() is "")
            yield return new PolicyFault("directDebit.user", "must have Bacs's service user number (6 digits), a name, a sort code (6 digits) and an account (8 digits)");
    }

    [GeneratedRegex("^[0-9]{6}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SixDigits();

    [GeneratedRegex("^[0-9]{8}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EightDigits();
}

/// <summary>When a debit that was not paid for want of money is presented again.</summary>
/// <param name="WithinDays">Of the first collection; later it is not presented again.</param>
public sealed record PresentAgain(int Times, int AfterWorkingDays, int WithinDays);

/// <summary>Who the landlord is to Bacs.</summary>
public sealed record DebitUser(string Number, string Name, string SortCode, string Account);
