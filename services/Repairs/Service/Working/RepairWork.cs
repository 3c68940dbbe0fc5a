namespace Housing.Repairs;

/// <summary>Visits, variations, and what comes after the work is done.</summary>
public sealed partial class Repair
{
    private readonly List<Visit> _visits = [];
    private readonly List<Variation> _variations = [];

    public IReadOnlyList<Visit> Visits => _visits;

    /// <summary>Every estimate; added to and never loaded, since the last one is <see cref="Estimate"/>.</summary>
    internal IReadOnlyList<Variation> Variations => _variations;

    public int? EstimateMinutes { get; private set; }
    public long? EstimatePence { get; private set; }
    public string? EstimateWhy { get; private set; }
    public DateTimeOffset? EstimatedAt { get; private set; }

    /// <summary>The band it was in before its size put it in another one.</summary>
    public string? BandBefore { get; private set; }

    public long? CostPence { get; private set; }
    public List<string> CompletionPhotos { get; private set; } = [];
    public bool? LeftTidy { get; private set; }

    /// <summary>Whether nobody had to come a second time; known once it is completed.</summary>
    public bool? FirstVisit { get; private set; }

    public bool? Satisfied { get; private set; }
    public string? SatisfiedNote { get; private set; }
    public DateTimeOffset? ConfirmedAt { get; private set; }

    public PostInspection? PostInspection { get; private set; }
    public string? PostInspectionFindings { get; private set; }
    public DateTimeOffset? PostInspectedAt { get; private set; }

    /// <summary>The repair that this one does again.</summary>
    public Guid? RecallOf { get; private set; }

    /// <summary>The repair that does this one again.</summary>
    public Guid? RecalledBy { get; private set; }

    /// <summary>The law's promise that was missed before another contractor was asked for.</summary>
    public string? LatePromise { get; private set; }

    public DateTimeOffset? SecondContractorAskedAt { get; private set; }
    public long? CompensationPence { get; private set; }

    public Estimate? Estimate => EstimateMinutes is null && EstimatePence is null ? null : new(EstimateMinutes, EstimatePence);

    /// <summary>What it cost: as was said with the completion, or else what the visits came to.</summary>
    public long? TotalPence => CostPence ?? (_visits.Sum(v => v.CostPence) is > 0 and var visits ? visits : null);

    /// <summary>Since when somebody is there; null while nobody is.</summary>
    public DateTimeOffset? ArrivedAt { get; private set; }

    /// <summary>How often somebody came. Ending a danger is a coming of its own unless somebody was there on a visit that day.</summary>
    public int Comings
    {
        get
        {
            var alone = MadeSafeAt is { } safe && !_visits.Exists(v => Standards.London.DayOf(v.StartsAt) == Standards.London.DayOf(safe) || (v.StartsAt <= safe && safe <= v.EndsAt));
            return Math.Max(_visits.Count, LastVisitedAt is null ? 0 : 1) + (alone ? 1 : 0);
        }
    }

    private void Take(RepairMilestone.OfWork milestone, DateTimeOffset now)
    {
        switch (milestone)
        {
            case RepairMilestone.Arrived arrived:
                ArrivedAt = arrived.At;      // until the visit itself follows
                break;
            case RepairMilestone.Visited visited:
                Take(visited, now);
                break;
            case RepairMilestone.VisitChecked check:
                _visits.Find(v => v.Id == check.VisitId)!.Check(check);
                if (!check.Passed && Stage == Stage.Completed)
                    PostInspection ??= Housing.Repairs.PostInspection.Waiting;
                break;
            case RepairMilestone.Varied varied:
                (EstimateMinutes, EstimatePence, EstimateWhy, EstimatedAt) = (varied.Estimate.Minutes, varied.Estimate.Pence, varied.Why, varied.At);
                _variations.Add(new Variation(Guid.CreateVersion7(now), Id, varied.Estimate, varied.Why, varied.At));
                break;
            case RepairMilestone.Rebanded banded:
                (Priority, PriorityClause, BandBefore) = (banded.Priority, banded.Clause, banded.Priority == BandBefore ? null : BandBefore ?? Priority);
                break;
            case RepairMilestone.Completed completed:
                Take(completed);
                break;
            case RepairMilestone.Confirmed confirmed:
                (Satisfied, SatisfiedNote, ConfirmedAt) = (confirmed.Satisfied, confirmed.Note is "" ? null : confirmed.Note, confirmed.At);
                if (!confirmed.Satisfied)
                    PostInspection ??= Housing.Repairs.PostInspection.Waiting;
                break;
            case RepairMilestone.PostInspected inspected:
                (PostInspection, PostInspectionFindings, PostInspectedAt) =
                    (inspected.Passed ? Housing.Repairs.PostInspection.Passed : Housing.Repairs.PostInspection.Failed, inspected.Findings, inspected.At);
                break;
            case RepairMilestone.Recalled recalled:
                RecalledBy = recalled.RecallId;
                break;
            case RepairMilestone.SecondContractorAsked asked:
                (LatePromise, SecondContractorAskedAt) = (asked.LatePromise, asked.At);
                break;
            case RepairMilestone.CompensationOwed owed:
                CompensationPence = owed.Pence;
                break;
            default:
                throw new InvalidOperationException($"A repair cannot take in {milestone.GetType().Name}.");
        }
    }

    private void Take(RepairMilestone.Visited visited, DateTimeOffset now)
    {
        if (visited.AppointmentId is { } kept)
            Find(kept).End(AppointmentState.Attended);
        _visits.Add(new Visit(Guid.CreateVersion7(now), Id, visited.AppointmentId, visited.ArrivedAt ?? visited.At, visited.At, visited.Report ?? VisitReport.Bare));
        ArrivedAt = null;
        LastVisitedAt = visited.At < LastVisitedAt ? LastVisitedAt : visited.At;      // a visit may be recorded after a later one
        Stage = Stage.InProgress;
    }

    private void Take(RepairMilestone.Completed completed)
    {
        JoinKey = null;      // the same fault again is a new one
        CompletedAt = completed.At;
        WorkDone = completed.WorkDone;
        Stage = Stage.Completed;
        FirstVisit = Comings == 1 && !_visits.Exists(v => v.Fixed == false);
        if (completed.Closing is not { } closing)
            return;
        (CostPence, CompletionPhotos, LeftTidy) = (closing.CostPence, [.. closing.Photos], closing.LeftTidy);
        if (closing.Inspect)
            PostInspection = Housing.Repairs.PostInspection.Waiting;
    }
}

/// <summary>What became of going to look at finished work; null where nobody has to.</summary>
public enum PostInspection
{
    Waiting,
    Passed,
    Failed,
}

/// <summary>How long the work will take and what it will cost; null for what nobody has said.</summary>
public sealed record Estimate(int? Minutes, long? Pence);

/// <summary>What is said of finished work besides what was done.</summary>
/// <param name="Inspect">Somebody is to go and look at it.</param>
public sealed record Closing(long? CostPence, IReadOnlyList<string> Photos, bool? LeftTidy, bool Inspect);

/// <summary>One estimate, as it was made. Never changed.</summary>
public sealed class Variation
{
    public Guid Id { get; private set; }
    public Guid RepairId { get; private set; }
    public int? Minutes { get; private set; }
    public long? Pence { get; private set; }
    public string Why { get; private set; }
    public DateTimeOffset At { get; private set; }

    internal Variation(Guid id, Guid repairId, Estimate estimate, string why, DateTimeOffset at)
        : this(id, repairId, estimate.Minutes, estimate.Pence, why, at) { }

    private Variation(Guid id, Guid repairId, int? minutes, long? pence, string why, DateTimeOffset at) =>
        (Id, RepairId, Minutes, Pence, Why, At) = (id, repairId, minutes, pence, why, at);
}
