namespace Housing.Performance;

/// <summary>One promise on a case of the year.</summary>
public sealed record MeasuredPromise(string StandardId, string Outcome, DateTimeOffset DueAt, bool MetByExtension);

/// <summary>A case of the year, with all that was promised on it.</summary>
public sealed record MeasuredCase(Guid Id, IReadOnlyList<MeasuredPromise> Promises);

/// <summary>How a case counts for a figure.</summary>
public enum CasePart
{
    /// <summary>In neither number, and not of this figure.</summary>
    Outside,
    Kept,
    KeptByExtension,
    NotKept,

    /// <summary>Still in time: in neither number.</summary>
    Open,
}

/// <summary>Says how a case counts for one figure of a tenant satisfaction measure.</summary>
public static class TenantMeasureDecision
{
    public static CasePart Decide(MeasuredPart part, RepairTargets targets, MeasuredCase one, DateTimeOffset now)
    {
        if (part.PerHomes is not null)
            return CasePart.Kept;
        if (part.Targets is not { } urgency)
            return OfPromises(part, Running(one, part.Promises), one, now);

        // What began as one kind and became the other has the first's promises cancelled. Any emergency promise makes it an emergency: what is left to do once it is safe is part of it.
        var emergency = Running(one, targets.Emergency);
        var own = (urgency, emergency.Count) switch
        {
            (Urgency.Emergency, _) => emergency,
            (Urgency.NonEmergency, 0) => Running(one, targets.NonEmergency),
            (Urgency.NonEmergency, _) => [],
        };
        return own.Count == 0 ? CasePart.Outside : Of(own, part.ExtensionsCount, now);
    }

    private static CasePart OfPromises(MeasuredPart part, List<MeasuredPromise> running, MeasuredCase one, DateTimeOffset now)
    {
        if (running.Count > 0)
            return Of(running, part.ExtensionsCount, now);
        if (one.Promises.Any(p => part.Promises.Contains(p.StandardId, StringComparer.Ordinal)))
            return CasePart.Outside;       // cancelled
        var before = Running(one, part.Before);
        if (before.Count == 0)
            return CasePart.Outside;
        return before.Exists(p => IsLate(p, now)) ? CasePart.NotKept : CasePart.Open;
    }

    private static CasePart Of(List<MeasuredPromise> promises, bool extensionsCount, DateTimeOffset now)
    {
        if (promises.Exists(p => IsLate(p, now) || (p.MetByExtension && !extensionsCount)))
            return CasePart.NotKept;
        if (promises.Exists(p => p.Outcome == "open"))
            return CasePart.Open;
        return promises.Exists(p => p.MetByExtension) ? CasePart.KeptByExtension : CasePart.Kept;
    }

    private static List<MeasuredPromise> Running(MeasuredCase one, IReadOnlyList<string> ids) =>
        [.. one.Promises.Where(p => p.Outcome != "cancelled" && ids.Contains(p.StandardId, StringComparer.Ordinal))];

    private static bool IsLate(MeasuredPromise promise, DateTimeOffset now) => promise.Outcome == "missed" || (promise.Outcome == "open" && promise.DueAt <= now);
}
