using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What is issued.</summary>
public enum StatementDocument
{
    /// <summary>What was charged and paid, for who rents.</summary>
    Statement,

    /// <summary>The same for a homeowner, with what went into the reserve fund.</summary>
    HomeownerStatement,

    /// <summary>What the regular charges are made of.</summary>
    ChargeSchedule,
}

/// <summary>The days of one run's period; both are in it.</summary>
public sealed record StatementPeriod(DateOnly From, DateOnly Through);

/// <summary>
/// Something a landlord issues by itself, again and again. One entry of <c>statements</c> in the <c>income</c> section of its file:
/// <code>
/// "statements": [
///   { "document": "statement", "accounts": ["tenancy"], "periodsEnd": ["03-31", "06-30", "09-30", "12-31"], "published": false, "clause": "OHO-INC-10", "note": "…" }
/// ]
/// </code>
/// Each is issued on the day after its period. Whether that keeps what is promised is for the promises to say, not for this.
/// </summary>
public sealed record StatementIssue
{
    public required StatementDocument Document { get; init; }

    /// <summary>For which accounts: tenancy, lease, garage. A former tenant's last period is issued as what the account was.</summary>
    public required IReadOnlyList<AccountKind> Accounts { get; init; }

    /// <summary>The last days of its periods, month and day; 02-29 is the last day of February in every year.</summary>
    public required IReadOnlyList<string> PeriodsEnd { get; init; }

    /// <summary>Whether the landlord published these days. When it did not, the note says where they come from.</summary>
    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }

    /// <summary>The last period that was over before a day.</summary>
    public StatementPeriod Before(DateOnly day)
    {
        var ends = Enumerable.Range(day.Year - 2, 3).SelectMany(year => PeriodsEnd.Select(end => Day(end, year)!.Value)).Where(end => end < day).Order().ToList();
        return new(ends[^2].AddDays(1), ends[^1]);
    }

    internal static IEnumerable<PolicyFault> Check(IReadOnlyList<StatementIssue> all) => all.SelectMany((issue, at) => issue.Check($"statements[{at}].", all.Take(at)));

    private IEnumerable<PolicyFault> Check(string path, IEnumerable<StatementIssue> before)
    {
        if (before.Any(other => other.Document == Document))
            yield return new PolicyFault($"{path}document", "must be one that no other entry has");
        if (Accounts.Count == 0 || Accounts.Distinct().Count() != Accounts.Count || Accounts.Any(kind => kind is not (AccountKind.Tenancy or AccountKind.Lease or AccountKind.Garage)))
            yield return new PolicyFault($"{path}accounts", "must name one or more of tenancy, lease and garage, each once");
        if (PeriodsEnd.Count is < 1 or > 12 || PeriodsEnd.Distinct(StringComparer.Ordinal).Count() != PeriodsEnd.Count)
            yield return new PolicyFault($"{path}periodsEnd", "must name the last days of 1 to 12 periods of a year, each once");
        for (var at = 0; at < PeriodsEnd.Count; at++)
            if (Day(PeriodsEnd[at], 2024) is null)
                yield return new PolicyFault($"{path}periodsEnd[{at}]", "must be a month and a day such as “03-31”");
        if (!Published && string.IsNullOrWhiteSpace(Note))
            yield return new PolicyFault($"{path}note", "must say where the days come from, since the landlord published none");
    }

    // Read in a leap year, so that 29 February is a day; it falls on the last day of a February that is shorter.
    private static DateOnly? Day(string text, int year) =>
        DateOnly.TryParseExact($"2024-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new DateOnly(year, day.Month, Math.Min(day.Day, DateTime.DaysInMonth(year, day.Month)))
            : null;
}
