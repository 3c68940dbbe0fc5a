using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

/// <summary>Lists of promises, in the order of the instant at which they are due and, within it, of their ids.</summary>
internal static class CasePromises
{
    public static Wire.CasePromise ToMessage(this KeptPromise promise, DateTimeOffset now) => new()
    {
        CommitmentId = promise.CommitmentId.ToString(),
        Service = promise.Service,
        CaseId = promise.CaseId.ToString(),
        StandardId = promise.StandardId,
        StandardVersion = promise.StandardVersion,
        Estate = promise.Estate,
        StartedAt = promise.StartedAt.ToTimestamp(),
        DueAt = promise.DueAt.ToTimestamp(),
        OriginalDueAt = promise.OriginalDueAt.ToTimestamp(),
        Outcome = promise.Outcome == "open" && now >= promise.DueAt ? "missed" : promise.Outcome,
        DoneAt = promise.DoneAt?.ToTimestamp(),
        Reason = promise.Outcome == "cancelled" ? promise.Reason ?? "" : "",
        AtRisk = promise.Outcome == "open" && promise.Change == "warned" && now < promise.DueAt,
    };

    public static IQueryable<KeptPromise> In(this IQueryable<KeptPromise> promises, DueState state, DateTimeOffset now)
    {
        var tonight = London.EndOf(London.DayOf(now));
        var owed = promises.Where(p => p.DoneAt == null && (p.Outcome == "open" || p.Outcome == "missed"));
        return state switch
        {
            DueState.ByTonight => owed.Where(p => p.DueAt <= tonight),
            DueState.AtRiskLater => owed.Where(p => p.DueAt > tonight && p.Outcome == "open" && p.Change == "warned"),
            DueState.Today => owed.Where(p => p.DueAt > now && p.DueAt <= tonight),
            DueState.AtRisk => owed.Where(p => p.DueAt > now && p.Outcome == "open" && p.Change == "warned"),
            DueState.Overdue => owed.Where(p => p.DueAt <= now),
        };
    }

    public static string Key(KeptPromise last) => string.Create(CultureInfo.InvariantCulture, $"{last.DueAt.UtcTicks} {last.CommitmentId}");

    public static (DateTimeOffset Due, Guid Id)? After(Page page)
    {
        if (page.After is not { } key)
            return null;
        return key.Split(' ') is [var ticks, var id] && long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var due) && due <= DateTimeOffset.MaxValue.Ticks && Guid.TryParseExact(id, "D", out var row)
            ? (new DateTimeOffset(due, TimeSpan.Zero), row)
            : throw Paging.BadToken();
    }
}

internal enum SharePart
{
    All,
    Kept,
    NotKept,
    KeptByExtension,
    Open,
    Excused,
}

internal enum DueState
{
    ByTonight,
    Today,
    AtRisk,
    AtRiskLater,
    Overdue,
}
