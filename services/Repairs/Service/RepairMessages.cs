using Google.Protobuf.WellKnownTypes;
using Housing.Standards;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>A repair as callers see it.</summary>
internal static class RepairMessages
{
    public static Wire.Repair ToMessage(this Repair repair, RepairPolicy policy, IEnumerable<Commitment> commitments, Func<Commitment, bool> isLaw, DateTimeOffset now)
    {
        var message = new Wire.Repair
        {
            RepairId = repair.Id.ToString(),
            Landlord = repair.Landlord,
            HomeId = repair.HomeId?.ToString() ?? "",
            HouseholdId = repair.HouseholdId?.ToString() ?? "",
            Fault = repair.Fault,
            Description = repair.Description,
            Priority = repair.Priority,
            Stage = repair.Stage.ToMessage(),
            ReportedAt = repair.ReportedAt.ToTimestamp(),
            FactsPending = repair.FactsPending,
            Appointment = repair.Booked?.ToMessage(),
            Order = repair.Order?.ToMessage(policy),
            Where = repair.Place.ToMessage(),
            Cause = repair.Cause.ToMessage(),
            CrimeReference = repair.CrimeReference ?? "",
            Responsibility = repair.Responsibility?.ToMessage(),
            BlockId = repair.BlockId?.ToString() ?? "",
            Estate = repair.Estate ?? "",
            PriorityName = policy.NameOf(repair.Priority),
            PriorityClause = repair.PriorityClause ?? policy.FindBand(repair.Priority)?.Clause ?? "",
            Report = repair.ToReport(),
            Shared = repair.Shared,
            HomePending = repair.HomePending,
            ClosedReason = repair.ClosedReason ?? "",
            Advice = repair.LastAttendedAt is null && repair.IsOpen ? policy.Find(repair.Fault)?.Advice ?? "" : "",      // until somebody has been there
        };
        message.Recharge = repair.Recharge is { } recharge && recharge.HouseholdId == repair.HouseholdId ? recharge.ToSummary() : null;      // not who lived there before
        message.Defect = repair.Defect?.ToMessage();
        message.PlannedWorks = repair.Planned is { } planned ? new()
        {
            Element = planned.Element,
            Programme = planned.Programme,
            From = planned.From.ToMessage(),
            To = planned.To.ToMessage(),
            Sentence = policy.PlannedWorks?.Says ?? "",
        }
        : null;
        message.Hazard = repair.ToHazard();
        message.Promised.AddRange(repair.Promised.OrderBy(p => p.PromisedAt).ThenBy(p => p.CauseId).Select(ToMessage));
        message.OrderSource = repair.OrderSource ?? "";
        message.OrderReference = repair.OrderReference ?? "";
        message.SorCodes.AddRange(repair.SorCodes);
        message.TradeCode = repair.TradeCode;
        message.ArrivedAt = repair.ArrivedAt?.ToTimestamp();
        message.AtRisk = repair.AtRiskAt <= now;
        message.NextDueAt = repair.NextDueAt?.ToTimestamp();
        repair.AddWork(message, policy, commitments as IReadOnlyCollection<Commitment> ?? [.. commitments], now);
        message.Timeline.AddRange(InOrder(repair).Select(ToMessage));
        message.Commitments.AddRange(commitments.OrderBy(c => c.DueAt).ThenBy(c => c.StandardId, StringComparer.Ordinal).Select(c => ToMessage(c, isLaw(c), now)));
        return message;
    }

    /// <summary>Adds the subject of whoever recorded each line, which Complaints asks so that nobody looks into what they took part in.</summary>
    public static void NameWhoRecorded(this Wire.Repair message, Repair repair)
    {
        foreach (var (line, entry) in message.Timeline.Zip(InOrder(repair)))
            line.BySubject = entry.BySubject;
    }

    private static IEnumerable<TimelineEntry> InOrder(Repair repair) => repair.Timeline.OrderBy(t => t.At).ThenBy(t => t.Number);

    public static Wire.Stage ToMessage(this Stage stage) => stage switch
    {
        Stage.Reported => Wire.Stage.Reported,
        Stage.Appointed => Wire.Stage.Appointed,
        Stage.InProgress => Wire.Stage.InProgress,
        Stage.Completed => Wire.Stage.Completed,
        Stage.Closed => Wire.Stage.Closed,
    };

    /// <summary>Null for a stage this version has not heard of.</summary>
    public static Stage? Read(Wire.Stage stage) => stage switch
    {
        Wire.Stage.Reported => Stage.Reported,
        Wire.Stage.Appointed => Stage.Appointed,
        Wire.Stage.InProgress => Stage.InProgress,
        Wire.Stage.Completed => Stage.Completed,
        Wire.Stage.Closed => Stage.Closed,
        _ => null,
    };

    public static Wire.Responsibility ToMessage(this Responsibility responsibility) => new()
    {
        Party = responsibility.Party switch
        {
            Party.Landlord => Wire.Party.Landlord,
            Party.Resident => Wire.Party.Resident,
            Party.Homeowner => Wire.Party.Homeowner,
            Party.Developer => Wire.Party.Developer,
        },
        LandlordPart = responsibility.LandlordPart switch
        {
            LandlordPart.Mends => Wire.LandlordPart.Mends,
            LandlordPart.MakesSafe => Wire.LandlordPart.MakesSafe,
            LandlordPart.None => Wire.LandlordPart.None,
        },
        Clause = responsibility.Clause,
        Sentence = responsibility.Sentence,
    };

    public static Wire.Place ToMessage(this Place place) => place switch
    {
        Place.InHome => Wire.Place.InHome,
        Place.Communal => Wire.Place.Communal,
        Place.Outside => Wire.Place.Outside,
    };

    public static Wire.Cause ToMessage(this Cause cause) => cause switch
    {
        Cause.Wear => Wire.Cause.Wear,
        Cause.Resident => Wire.Cause.Resident,
        Cause.Crime => Wire.Cause.Crime,
        Cause.AntiSocialBehaviour => Wire.Cause.AntiSocialBehaviour,
    };

    private static Wire.Milestone ToMessage(TimelineEntry entry) => new()
    {
        Name = entry.Name,
        At = entry.At.ToTimestamp(),
        By = entry.ByRole,
        RecordedAt = entry.RecordedAt.ToTimestamp(),
        Note = entry.Note ?? "",
    };

    private static Wire.PromisedWork ToMessage(WorkPromise promise) => new()
    {
        CauseId = promise.CauseId.ToString(),
        CaseId = promise.CaseId.ToString(),
        Reference = promise.Reference,
        Words = promise.Words,
        DueOn = promise.DueOn.ToMessage(),
        AboutRepairId = promise.AboutRepairId?.ToString() ?? "",
        PromisedAt = promise.PromisedAt.ToTimestamp(),
        DroppedReason = promise.DroppedReason ?? "",
    };

    private static Wire.Commitment ToMessage(Commitment commitment, bool law, DateTimeOffset now) => new()
    {
        StandardId = commitment.StandardId,
        Summary = commitment.Summary,
        Source = commitment.Source,
        StartedAt = commitment.StartedAt.ToTimestamp(),
        DueAt = commitment.DueAt.ToTimestamp(),
        Outcome = commitment.OutcomeAt(now) switch
        {
            Outcome.Open => Wire.Outcome.Open,
            Outcome.Met => Wire.Outcome.Met,
            Outcome.Missed => Wire.Outcome.Missed,
            Outcome.Cancelled => Wire.Outcome.Cancelled,
        },
        MetAt = commitment.MetAt?.ToTimestamp(),
        OriginalDueAt = commitment.OriginalDueAt.ToTimestamp(),
        Reason = commitment.Outcome == Outcome.Cancelled ? commitment.Reason ?? "" : "",
        Law = law,
    };
}
