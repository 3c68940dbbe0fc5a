namespace Housing.Complaints;

public enum FeedbackKind
{
    Comment,
    Compliment,

    /// <summary>Of a member of parliament or a councillor.</summary>
    Enquiry,
}

/// <summary>Something that was said and is no complaint (ROS-CMP-02). Never changed.</summary>
public sealed class FeedbackItem
{
    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public FeedbackKind Kind { get; private set; }
    public Channel Channel { get; private set; }
    public string Words { get; private set; } = "";

    /// <summary>The key of a subject in the landlord's list.</summary>
    public string Subject { get; private set; } = "";

    public Guid? HouseholdId { get; private set; }

    /// <summary>Whom praise is for: the subject of a person's token; null for the whole team.</summary>
    public string? ForPerson { get; private set; }

    public string Team { get; private set; } = "";

    /// <summary>Who asks, for an enquiry.</summary>
    public string? Enquirer { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    private FeedbackItem() { }

    internal FeedbackItem(string landlord, RecordFeedback said, string team, DateTimeOffset now)
    {
        (Id, Landlord, Kind, Channel, Words, Subject) = (Guid.CreateVersion7(now), landlord, said.Kind!.Value, said.Channel!.Value, said.Words, said.Subject);
        (HouseholdId, ForPerson, Team, ReceivedAt) = (said.HouseholdId, said.ForPerson is "" ? null : said.ForPerson.Trim(), team, now);
        Enquirer = said.Enquirer is "" ? null : said.Enquirer.Trim();
    }
}
