using Housing.Standards;

namespace Housing.Repairs;

public enum AdaptationSize
{
    /// <summary>The landlord fits it.</summary>
    Minor,

    /// <summary>The landlord helps to arrange it with others.</summary>
    Major,
}

public enum AdaptationState
{
    Requested,
    Needed,
    Assessed,
    Referred,
    GrantApplied,
    GrantApproved,
    GrantRefused,
    Ordered,
    Fitted,
    Closed,
}

public enum Assessor
{
    OccupationalTherapist,
    Council,
}

/// <summary>Something that happened to an adaptation, as a decision returned it. <see cref="Adaptation.Apply"/> is the one place that takes it in.</summary>
public abstract record AdaptationMilestone(string Name, DateTimeOffset At)
{
    public sealed record Requested(Guid AdaptationId, string Landlord, Guid HomeId, Guid HouseholdId, AdaptationKind Kind, string Description, DateTimeOffset At)
        : AdaptationMilestone("adaptation.requested", At);

    public sealed record Needed(string Needs, DateTimeOffset At) : AdaptationMilestone("adaptation.needed", At);

    public sealed record Assessed(Assessor Assessor, string Findings, DateTimeOffset At) : AdaptationMilestone("adaptation.assessed", At);

    public sealed record Referred(string Agency, string Reference, DateTimeOffset At) : AdaptationMilestone("adaptation.referred", At);

    public sealed record GrantApplied(long Pence, DateTimeOffset At) : AdaptationMilestone("adaptation.grant-applied", At);

    public sealed record GrantApproved(long Pence, DateTimeOffset At) : AdaptationMilestone("adaptation.grant-approved", At);

    public sealed record GrantRefused(string Reason, DateTimeOffset At) : AdaptationMilestone("adaptation.grant-refused", At);

    public sealed record Ordered(string Reference, string PaidBy, DateTimeOffset At) : AdaptationMilestone("adaptation.ordered", At);

    public sealed record Fitted(DateTimeOffset At) : AdaptationMilestone("adaptation.fitted", At);

    /// <summary>It comes to nothing.</summary>
    public sealed record Closed(string Reason, DateTimeOffset At) : AdaptationMilestone("adaptation.closed", At);
}

/// <summary>A change to a home that somebody needs to live in it, from the asking to the fitting. Its state changes only in <see cref="Apply"/>.</summary>
public sealed class Adaptation
{
    private readonly List<AdaptationStep> _timeline = [];

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid HomeId { get; private set; }

    /// <summary>Who asked, and whose need it is: it stays theirs when they move.</summary>
    public Guid HouseholdId { get; private set; }

    public string Kind { get; private set; } = "";
    public AdaptationSize Size { get; private set; }
    public string? Clause { get; private set; }
    public AdaptationState State { get; private set; }
    public string Description { get; private set; } = "";
    public DateTimeOffset RequestedAt { get; private set; }

    /// <summary>What is needed, or what was found.</summary>
    public string? Needs { get; private set; }

    public Assessor? Assessor { get; private set; }
    public string? Agency { get; private set; }
    public string? AgencyReference { get; private set; }
    public long? GrantAppliedPence { get; private set; }
    public long? GrantApprovedPence { get; private set; }
    public string? OrderReference { get; private set; }
    public string? PaidBy { get; private set; }
    public DateTimeOffset? FittedAt { get; private set; }

    /// <summary>Why it came to nothing, or why a grant was refused.</summary>
    public string? Reason { get; private set; }

    /// <summary>PostgreSQL's xmin: of two writers at once the later one loses.</summary>
    public uint Version { get; private set; }

    public IReadOnlyList<AdaptationStep> Timeline => _timeline;

    /// <summary>What it says about itself with each milestone; nothing of anybody's health.</summary>
    public Facts Facts => Facts.Of(("kind", Kind), ("size", Size == AdaptationSize.Minor ? "minor" : "major"));

    private Adaptation() { }

    public static Adaptation Open(AdaptationMilestone.Requested requested, Recorder by, DateTimeOffset now)
    {
        var adaptation = new Adaptation { Id = requested.AdaptationId };
        adaptation.Apply(requested, by, now);
        return adaptation;
    }

    /// <summary>Takes in what a decision returned and writes it on the timeline.</summary>
    public void Apply(AdaptationMilestone milestone, Recorder by, DateTimeOffset now)
    {
        switch (milestone)
        {
            case AdaptationMilestone.Requested asked:
                (Landlord, HomeId, HouseholdId, Description, RequestedAt) = (asked.Landlord, asked.HomeId, asked.HouseholdId, asked.Description, asked.At);
                (Kind, Size, Clause) = (asked.Kind.Key, asked.Kind.Size, asked.Kind.Clause);
                State = AdaptationState.Requested;
                break;
            case AdaptationMilestone.Needed needed:
                (State, Needs) = (AdaptationState.Needed, needed.Needs);
                break;
            case AdaptationMilestone.Assessed assessed:
                (State, Assessor, Needs) = (AdaptationState.Assessed, assessed.Assessor, assessed.Findings);
                break;
            case AdaptationMilestone.Referred referred:
                (State, Agency, AgencyReference) = (AdaptationState.Referred, referred.Agency, referred.Reference);
                break;
            case AdaptationMilestone.GrantApplied applied:
                (State, GrantAppliedPence, Reason) = (AdaptationState.GrantApplied, applied.Pence, null);
                break;
            case AdaptationMilestone.GrantApproved approved:
                (State, GrantApprovedPence) = (AdaptationState.GrantApproved, approved.Pence);
                break;
            case AdaptationMilestone.GrantRefused refused:
                (State, Reason) = (AdaptationState.GrantRefused, refused.Reason);
                break;
            case AdaptationMilestone.Ordered ordered:
                (State, OrderReference, PaidBy) = (AdaptationState.Ordered, ordered.Reference, ordered.PaidBy is "" ? null : ordered.PaidBy);
                break;
            case AdaptationMilestone.Fitted done:
                (State, FittedAt) = (AdaptationState.Fitted, done.At);
                break;
            case AdaptationMilestone.Closed closed:
                (State, Reason) = (AdaptationState.Closed, closed.Reason);
                break;
            default:
                throw new InvalidOperationException($"An adaptation cannot take in {milestone.GetType().Name}.");
        }

        _timeline.Add(new AdaptationStep(Id, _timeline.Count + 1, milestone.Name, milestone.At, now, by.Role, by.Subject));
    }
}

/// <summary>One line of an adaptation's timeline. Never changed.</summary>
public sealed class AdaptationStep
{
    public Guid AdaptationId { get; private set; }

    /// <summary>1 for the request, and so on in the order of recording.</summary>
    public int Number { get; private set; }

    public string Name { get; private set; }
    public DateTimeOffset At { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public string ByRole { get; private set; }
    public string BySubject { get; private set; }

    internal AdaptationStep(Guid adaptationId, int number, string name, DateTimeOffset at, DateTimeOffset recordedAt, string byRole, string bySubject) =>
        (AdaptationId, Number, Name, At, RecordedAt, ByRole, BySubject) = (adaptationId, number, name, at, recordedAt, byRole, bySubject);
}
