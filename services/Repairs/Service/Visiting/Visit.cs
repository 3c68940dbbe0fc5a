namespace Housing.Repairs;

/// <summary>Somebody was there: from when to when, what came of it and what it took.</summary>
public sealed class Visit
{
    private readonly List<Material> _materials = [];

    public Guid Id { get; private set; }
    public Guid RepairId { get; private set; }

    /// <summary>The appointment it kept; null when somebody came unbooked.</summary>
    public Guid? AppointmentId { get; private set; }

    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Whether it mended the fault; null when that was not said.</summary>
    public bool? Fixed { get; private set; }

    public string? Note { get; private set; }
    public long? LabourPence { get; private set; }
    public IReadOnlyList<Material> Materials => _materials;
    public List<string> PhotosBefore { get; private set; } = [];
    public List<string> PhotosAfter { get; private set; } = [];

    /// <summary>Why no next visit was booked before they left.</summary>
    public string? NoFollowUpBecause { get; private set; }

    public bool? CheckPassed { get; private set; }
    public bool? CheckedByPhoto { get; private set; }
    public string? CheckFindings { get; private set; }
    public DateTimeOffset? CheckedAt { get; private set; }

    public long CostPence => (LabourPence ?? 0) + _materials.Sum(m => m.Pence);

    internal Visit(Guid id, Guid repairId, Guid? appointmentId, DateTimeOffset startsAt, DateTimeOffset endsAt, VisitReport report)
        : this(id, repairId, appointmentId, startsAt, endsAt)
    {
        Fixed = report.Fixed;
        Note = report.Note is "" ? null : report.Note;
        LabourPence = report.LabourPence;
        _materials.AddRange(report.Materials);
        PhotosBefore = [.. report.PhotosBefore];
        PhotosAfter = [.. report.PhotosAfter];
        NoFollowUpBecause = report.NoFollowUpBecause is "" ? null : report.NoFollowUpBecause;
    }

    private Visit(Guid id, Guid repairId, Guid? appointmentId, DateTimeOffset startsAt, DateTimeOffset endsAt) =>
        (Id, RepairId, AppointmentId, StartsAt, EndsAt) = (id, repairId, appointmentId, startsAt, endsAt);

    internal void Check(RepairMilestone.VisitChecked check) =>
        (CheckPassed, CheckedByPhoto, CheckFindings, CheckedAt) = (check.Passed, check.ByPhoto, check.Findings, check.At);
}

/// <summary>What was used.</summary>
/// <param name="What">One line.</param>
/// <param name="Quantity">Of it.</param>
/// <param name="Pence">For all of them.</param>
public sealed record Material(string What, int Quantity, long Pence);

/// <summary>What whoever came says of the visit; nothing when they say no more than that they came.</summary>
public sealed record VisitReport
{
    public static VisitReport Bare { get; } = new();

    public bool? Fixed { get; init; }
    public string Note { get; init; } = "";
    public IReadOnlyList<Material> Materials { get; init; } = [];
    public long? LabourPence { get; init; }

    /// <summary>References only: where pictures are kept is not this service's affair.</summary>
    public IReadOnlyList<string> PhotosBefore { get; init; } = [];

    public IReadOnlyList<string> PhotosAfter { get; init; } = [];
    public string NoFollowUpBecause { get; init; } = "";
}
