namespace Housing.Complaints;

/// <summary>
/// What a household thinks of how its complaint was dealt with (OHO-PER-06, OHC-CMP-06): asked once a stage, when the complaint is closed after its answer, and answered
/// once. It stands beside the complaint and not on it, so that those who handled it do not read there what was said of them.
/// </summary>
public sealed class Survey
{
    public const int Worst = 1;
    public const int Best = 5;

    /// <summary>4, fairly satisfied, and 5, very satisfied.</summary>
    public const int Satisfied = 4;

    public Guid Id { get; private set; }
    public Guid ComplaintId { get; private set; }

    /// <summary>1 or 2: the answer after which it was closed.</summary>
    public int Stage { get; private set; }

    public string Landlord { get; private set; } = "";
    public DateTimeOffset AskedAt { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>From <see cref="Worst"/> to <see cref="Best"/>; null while nobody answered.</summary>
    public int? Score { get; private set; }

    public string? Words { get; private set; }

    /// <summary>The role of whoever recorded the answer.</summary>
    public string? ByRole { get; private set; }

    public uint Version { get; private set; }

    private Survey() { }

    /// <summary>The question after a complaint was closed; null where there was no answer to think anything of, or nobody is known to ask.</summary>
    public static Survey? After(Complaint complaint, ComplaintMilestone.Closed closed, DateTimeOffset now) =>
        complaint.HouseholdId is null || (complaint.AnsweredAt ?? complaint.FinalAnsweredAt) is null
            ? null
            : new() { Id = Guid.CreateVersion7(now), ComplaintId = complaint.Id, Stage = complaint.StageNumber, Landlord = complaint.Landlord, AskedAt = closed.At };

    internal void Take(SatisfactionGiven given) => (Score, Words, ByRole, AnsweredAt) = (given.Score, given.Words, given.ByRole, given.At);
}

/// <summary>The household's answer.</summary>
public sealed record SatisfactionGiven(int Score, string? Words, string ByRole, DateTimeOffset At);
