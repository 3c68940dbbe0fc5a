namespace Housing.Complaints;

/// <summary>What a complaint knows of those who handle it and of what the resident was told.</summary>
public sealed partial class Complaint
{
    private readonly List<HandlerTurn> _handlers = [];
    private readonly List<Contact> _contacts = [];
    private readonly List<Extension> _extensions = [];

    public string? HandlerSubject { get; private set; }
    public string? HandlerName { get; private set; }
    public string? HandlerRank { get; private set; }

    /// <summary>Where letters go instead of the home, for somebody who is not known here or for whom somebody else speaks.</summary>
    public string? CorrespondentName { get; private set; }
    public IReadOnlyList<string> CorrespondentLines { get; private set; } = [];
    public bool CorrespondentLargePrint { get; private set; }
    public Correspondent? Correspondent => CorrespondentName is { } name ? new(name, CorrespondentLines, CorrespondentLargePrint) : null;

    /// <summary>No household is told of its steps, or somebody else speaks for it: a letter of it reaches nobody unless it is posted.</summary>
    public bool IsToldByPost => HouseholdId is null || RepresentativeName is not null || CorrespondentName is not null;

    public string? Understanding { get; private set; }

    /// <summary>The day by which the resident was told to have the decision of this stage.</summary>
    public DateOnly? DecideBy { get; private set; }

    public DateTimeOffset? AcknowledgedAt { get; private set; }
    public DateTimeOffset? EscalationAcknowledgedAt { get; private set; }

    /// <summary>Everybody who handled it, in order.</summary>
    public IReadOnlyList<HandlerTurn> Handlers => _handlers;
    public IReadOnlyList<Contact> Contacts => _contacts;
    public IReadOnlyList<Extension> Extensions => _extensions;

    /// <summary>Whether the stage that it is in was acknowledged.</summary>
    public bool IsAcknowledged => (StageNumber == 1 ? AcknowledgedAt : EscalationAcknowledgedAt) is not null;

    private void Take(ComplaintMilestone.OfHandling handling, Recorder by)
    {
        switch (handling)
        {
            case ComplaintMilestone.HandlerAssigned assigned:
                (HandlerSubject, HandlerName, HandlerRank) = assigned.Handler;
                _handlers.Add(new HandlerTurn(Id, _handlers.Count + 1, assigned));
                break;
            case ComplaintMilestone.Contacted contacted:
                _contacts.Add(new Contact(Id, _contacts.Count + 1, contacted, by));
                break;
            case ComplaintMilestone.Acknowledged { Stage: 1 } acknowledged:
                (AcknowledgedAt, Understanding, DecideBy) = (acknowledged.At, acknowledged.Understanding, acknowledged.DecideBy);
                break;
            case ComplaintMilestone.Acknowledged acknowledged:
                (EscalationAcknowledgedAt, Understanding, DecideBy) = (acknowledged.At, acknowledged.Understanding, acknowledged.DecideBy);
                break;
            case ComplaintMilestone.Extended extended:
                DecideBy = extended.NewDay;
                _extensions.Add(new Extension(Id, _extensions.Count + 1, extended));
                break;
            case ComplaintMilestone.CorrespondentNamed named:
                (CorrespondentName, CorrespondentLines, CorrespondentLargePrint) = named.Correspondent;
                break;
            case ComplaintMilestone.LetterPosted:
                break;      // the letter itself keeps it
            default:
                throw new InvalidOperationException($"A complaint cannot take in {handling.GetType().Name}.");
        }
    }

    /// <summary>Stage two is somebody else's.</summary>
    private void LetGo() => (HandlerSubject, HandlerName, HandlerRank, DecideBy) = (null, null, null, null);
}

/// <summary>One person's turn with a complaint, at one stage.</summary>
public sealed class HandlerTurn
{
    public Guid ComplaintId { get; private set; }
    public int Number { get; private set; }
    public int Stage { get; private set; }
    public string Subject { get; private set; } = "";
    public string Name { get; private set; } = "";
    public string Rank { get; private set; } = "";
    public DateTimeOffset Since { get; private set; }

    private HandlerTurn() { }

    internal HandlerTurn(Guid complaintId, int number, ComplaintMilestone.HandlerAssigned assigned) =>
        (ComplaintId, Number, Stage, Subject, Name, Rank, Since) =
        (complaintId, number, assigned.Stage, assigned.Handler.Subject, assigned.Handler.Name, assigned.Handler.Rank, assigned.At);
}

/// <summary>Somebody spoke or wrote to the resident, or tried to.</summary>
public sealed class Contact
{
    public Guid ComplaintId { get; private set; }
    public int Number { get; private set; }
    public DateTimeOffset At { get; private set; }
    public Channel Channel { get; private set; }
    public bool Reached { get; private set; }
    public string Note { get; private set; } = "";
    public string NextSteps { get; private set; } = "";
    public string BySubject { get; private set; } = "";

    private Contact() { }

    internal Contact(Guid complaintId, int number, ComplaintMilestone.Contacted contacted, Recorder by) =>
        (ComplaintId, Number, At, Channel, Reached, Note, NextSteps, BySubject) =
        (complaintId, number, contacted.At, contacted.Channel, contacted.Reached, contacted.Text, contacted.NextSteps, by.Subject);
}

/// <summary>Another day for an answer, with its reason and what it did to the promises.</summary>
public sealed class Extension
{
    public Guid ComplaintId { get; private set; }
    public int Number { get; private set; }
    public int Stage { get; private set; }
    public DateOnly NewDay { get; private set; }
    public string Reason { get; private set; } = "";
    public Channel? AgreedBy { get; private set; }
    public DateTimeOffset? AgreedAt { get; private set; }
    public string? AgreementReference { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>The promises that it extends, and those that stay as they were.</summary>
    public IReadOnlyList<string> Promises { get; private set; } = [];
    public IReadOnlyList<string> Staying { get; private set; } = [];

    private Extension() { }

    internal Extension(Guid complaintId, int number, ComplaintMilestone.Extended extended)
    {
        (ComplaintId, Number, Stage, NewDay, Reason, At) = (complaintId, number, extended.Stage, extended.NewDay, extended.Reason, extended.At);
        (Promises, Staying) = (extended.Promises, extended.Staying);
        (AgreedBy, AgreedAt, AgreementReference) = (extended.Agreement?.Channel, extended.Agreement?.At, extended.Agreement?.Reference);
    }
}
