using Google.Protobuf.WellKnownTypes;

namespace Housing.Portal;

public enum PromiseState
{
    Open,
    Overdue,
    Met,
    Missed,
    Excused,
}

/// <summary>One promise on one case as its people see it: the clause, where it was published, and its clock.</summary>
public sealed record ShownPromise(
    string StandardId, string Summary, string Source, DateTimeOffset StartedAt, DateTimeOffset DueAt, DateTimeOffset OriginalDueAt, PromiseState State, DateTimeOffset? DoneAt, string Reason)
{
    /// <summary>The law's time, which nobody can agree to put off.</summary>
    public bool IsLaw { get; init; }

    public bool Extended => DueAt != OriginalDueAt;

    /// <summary>What is still owed first, by what breaks first; what is over after it.</summary>
    public static IReadOnlyList<ShownPromise> InOrder(IEnumerable<ShownPromise> promises) =>
        [.. promises.OrderBy(p => p.State is PromiseState.Open or PromiseState.Overdue ? 0 : 1).ThenBy(p => p.DueAt).ThenBy(p => p.StandardId, StringComparer.Ordinal)];

    public static ShownPromise Of(Repairs.Contracts.V1.Commitment said) => new(
        said.StandardId, said.Summary, said.Source, said.StartedAt.ToDateTimeOffset(), said.DueAt.ToDateTimeOffset(), (said.OriginalDueAt ?? said.DueAt).ToDateTimeOffset(),
        said.Outcome switch
        {
            Repairs.Contracts.V1.Outcome.Met => PromiseState.Met,
            Repairs.Contracts.V1.Outcome.Missed => PromiseState.Missed,
            Repairs.Contracts.V1.Outcome.Cancelled => PromiseState.Excused,
            _ => PromiseState.Open,
        },
        Instant(said.MetAt), said.Reason)
    {
        IsLaw = said.Law,
    };

    public static ShownPromise Of(Complaints.Contracts.V1.Commitment said) => new(
        said.StandardId, said.Summary, said.Source, said.StartedAt.ToDateTimeOffset(), said.DueAt.ToDateTimeOffset(), (said.OriginalDueAt ?? said.DueAt).ToDateTimeOffset(),
        said.Outcome switch
        {
            Complaints.Contracts.V1.Outcome.Met => PromiseState.Met,
            Complaints.Contracts.V1.Outcome.Missed => PromiseState.Missed,
            Complaints.Contracts.V1.Outcome.Cancelled => PromiseState.Excused,
            _ => PromiseState.Open,
        },
        Instant(said.MetAt), "");

    public static ShownPromise Of(Performance.Contracts.V1.CasePromise said) => new(
        said.StandardId, said.Summary is { Length: > 0 } summary ? summary : said.StandardId, said.Source, said.StartedAt.ToDateTimeOffset(), said.DueAt.ToDateTimeOffset(), (said.OriginalDueAt ?? said.DueAt).ToDateTimeOffset(),
        said.Outcome switch
        {
            "met" => PromiseState.Met,
            "missed" => said.DoneAt is null ? PromiseState.Overdue : PromiseState.Missed,
            "cancelled" => PromiseState.Excused,
            _ => PromiseState.Open,
        },
        Instant(said.DoneAt), said.Reason);

    private static DateTimeOffset? Instant(Timestamp? at) => at?.ToDateTimeOffset();
}

/// <summary>One line of a case's timeline.</summary>
public sealed record Happening(string Title, DateTimeOffset At, string By, string Note);

/// <summary>How services' own words are said to people.</summary>
public static class Said
{
    /// <summary>“repair.made-safe”: “Made safe”. “stuck-tap”: “Stuck tap”.</summary>
    public static string Plainly(string name)
    {
        var words = name[(name.LastIndexOf('.') + 1)..].Replace('-', ' ');
        return words.Length == 0 ? "" : char.ToUpperInvariant(words[0]) + words[1..];
    }

    /// <summary>Which service a case is in, as people call it.</summary>
    public static string Service(string service) => service switch
    {
        "repairs" => "Repair",
        "complaints" => "Complaint",
        "income" => "Account",
        "tenancy" => "Tenancy",
        "estates" => "Estate",
        _ => Plainly(service),
    };

    /// <summary>Where a case has its page; null where it has none.</summary>
    public static string? Page(string service, string caseId) => service switch
    {
        "repairs" => $"/cases/repairs/{caseId}",
        "complaints" => $"/cases/complaints/{caseId}",
        "income" => $"/cases/income/of/{caseId}",
        _ => null,
    };

    public static string Address(Estates.Contracts.V1.Home home) => string.Join(", ", [.. home.Address.Lines, home.Address.Postcode]);
}
