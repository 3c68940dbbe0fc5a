namespace Housing.Income;

/// <summary>Whom the landlord may speak to for a household.</summary>
public enum ConsentBody
{
    BenefitTeam,
    UniversalCredit,
    AdviceAgency,
    SupportWorker,
    FamilyOrFriend,
    OtherBody,
}

/// <summary>What about.</summary>
public enum ConsentTopic
{
    Benefits,
    RentAccount,
    Debts,
    SupportNeeds,
    Work,
}

/// <summary>How a household allowed it.</summary>
public enum ConsentHow
{
    InWriting,
    ByPhone,
    InPerson,
    Online,
}

/// <summary>What can happen to a consent.</summary>
public abstract record ConsentMilestone(string By, DateTimeOffset At)
{
    public sealed record Given(
        ConsentBody Body, string Name, IReadOnlyList<ConsentTopic> About, DateOnly On, DateOnly Until, ConsentHow How, string? Evidence, string By, DateTimeOffset At) : ConsentMilestone(By, At);

    public sealed record Withdrawn(DateOnly On, string By, DateTimeOffset At) : ConsentMilestone(By, At);
}

/// <summary>A household's leave to speak to somebody about something, until a day. What was allowed does not change; it can only be taken back.</summary>
public sealed class Consent
{
    private Consent() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public ConsentBody Body { get; private set; }

    /// <summary>Who that is, as the household said.</summary>
    public string Name { get; private set; } = "";

    public IReadOnlyList<ConsentTopic> About { get; private set; } = [];
    public DateOnly GivenOn { get; private set; }

    /// <summary>The last day it is good for, if it is not taken back before.</summary>
    public DateOnly Until { get; private set; }

    public ConsentHow How { get; private set; }
    public string? Evidence { get; private set; }
    public string GivenBy { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }
    public DateOnly? WithdrawnOn { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? WithdrawnBy { get; private set; }
    public uint Version { get; private set; }

    public static Consent Give(Guid accountId, ConsentMilestone.Given given) => new()
    {
        Id = Guid.CreateVersion7(given.At),
        AccountId = accountId,
        Body = given.Body,
        Name = given.Name,
        About = given.About,
        GivenOn = given.On,
        Until = given.Until,
        How = given.How,
        Evidence = given.Evidence,
        GivenBy = given.By,
        RecordedAt = given.At,
    };

    public void Apply(ConsentMilestone milestone)
    {
        if (milestone is ConsentMilestone.Withdrawn withdrawn)
            (WithdrawnOn, WithdrawnAt, WithdrawnBy) = (withdrawn.On, withdrawn.At, withdrawn.By);
    }

    /// <summary>The last day that it was or is good for: from the day it is taken back on nobody is spoken to any more.</summary>
    public DateOnly LastDay => WithdrawnOn is { } withdrawn && withdrawn <= Until ? withdrawn.AddDays(-1) : Until;

    public bool Allows(ConsentBody body, ConsentTopic topic) => Body == body && About.Contains(topic);

    public bool IsGoodOn(DateOnly day) => day >= GivenOn && day <= LastDay;
}

/// <summary>Somebody was spoken to about a household, under its consent. Written once: the database refuses a change.</summary>
public sealed class ThirdPartyContact
{
    private ThirdPartyContact() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public Guid ConsentId { get; private set; }
    public ConsentTopic About { get; private set; }
    public DateOnly On { get; private set; }
    public ContactChannel Channel { get; private set; }
    public string Note { get; private set; } = "";
    public string By { get; private set; } = "";
    public DateTimeOffset RecordedAt { get; private set; }

    internal static ThirdPartyContact Of(Consent consent, ConsentTopic about, DateOnly on, ContactChannel channel, string note, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        AccountId = consent.AccountId,
        ConsentId = consent.Id,
        About = about,
        On = on,
        Channel = channel,
        Note = note,
        By = by,
        RecordedAt = now,
    };
}
