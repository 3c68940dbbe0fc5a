namespace Housing.Income;

/// <summary>What a household can be helped with.</summary>
public enum SupportKind
{
    DebtAdvice,
    BenefitAdvice,
    EmploymentAdvice,
    Specialist,

    /// <summary>The officers of a care and support scheme and the income team help together.</summary>
    JointSupport,

    /// <summary>A benefit is paid straight to the rent.</summary>
    DirectBenefit,
}

/// <summary>What a household said to an offer.</summary>
public enum SupportAnswer
{
    Accepted,
    Declined,
    NoAnswer,
}

/// <summary>How far a help has come.</summary>
public enum SupportStage
{
    Asked,
    Offered,
    NotNeeded,
    Accepted,
    Declined,
    NoAnswer,
    Ended,
}

/// <summary>What can happen to a help.</summary>
public abstract record SupportMilestone(string By, DateTimeOffset At)
{
    public sealed record Asked(SupportKind Kind, string About, string By, DateTimeOffset At) : SupportMilestone(By, At);

    /// <summary>It is there to be taken; without an agency the landlord's own staff help.</summary>
    public sealed record Offered(SupportKind Kind, SupportAgency? Agency, string Why, ContactChannel Channel, string By, DateTimeOffset At) : SupportMilestone(By, At);

    public sealed record JudgedNotNeeded(SupportKind Kind, string Why, string By, DateTimeOffset At) : SupportMilestone(By, At);

    public sealed record Answered(SupportAnswer Answer, string By, DateTimeOffset At) : SupportMilestone(By, At);

    public sealed record Ended(string Outcome, string By, DateTimeOffset At) : SupportMilestone(By, At);
}

/// <summary>One help for one household, from being asked for or offered to what came of it.</summary>
public sealed class SupportOffer
{
    private SupportOffer() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public SupportKind Kind { get; private set; }
    public SupportStage Stage { get; private set; }

    /// <summary>Who helps, by its key and as it was called then; null for the landlord's own staff.</summary>
    public string? AgencyKey { get; private set; }

    public string? AgencyName { get; private set; }
    public string Why { get; private set; } = "";
    public ContactChannel? Channel { get; private set; }
    public DateTimeOffset BeganAt { get; private set; }
    public DateTimeOffset? OfferedAt { get; private set; }
    public SupportAnswer? Answer { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public string? Outcome { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Who did the last thing to it.</summary>
    public string By { get; private set; } = "";

    public uint Version { get; private set; }

    public static SupportOffer Begin(Guid accountId, SupportMilestone milestone)
    {
        var offer = new SupportOffer { Id = Guid.CreateVersion7(milestone.At), AccountId = accountId, BeganAt = milestone.At };
        offer.Apply(milestone);
        return offer;
    }

    public void Apply(SupportMilestone milestone)
    {
        By = milestone.By;
        switch (milestone)
        {
            case SupportMilestone.Asked asked:
                (Kind, Why, Stage) = (asked.Kind, asked.About, SupportStage.Asked);
                break;
            case SupportMilestone.Offered offered:
                (Kind, Why, Channel, OfferedAt, Stage) = (offered.Kind, offered.Why, offered.Channel, offered.At, SupportStage.Offered);
                (AgencyKey, AgencyName) = (offered.Agency?.Key, offered.Agency?.Name);
                break;
            case SupportMilestone.JudgedNotNeeded judged:
                (Kind, Why, Stage) = (judged.Kind, judged.Why, SupportStage.NotNeeded);
                break;
            case SupportMilestone.Answered answered:
                (Answer, AnsweredAt) = (answered.Answer, answered.At);
                Stage = answered.Answer switch
                {
                    SupportAnswer.Accepted => SupportStage.Accepted,
                    SupportAnswer.Declined => SupportStage.Declined,
                    SupportAnswer.NoAnswer => SupportStage.NoAnswer,
                };
                break;
            case SupportMilestone.Ended ended:
                (Outcome, EndedAt, Stage) = (ended.Outcome, ended.At, SupportStage.Ended);
                break;
        }
    }
}

/// <summary>The care and support scheme that a household lives in, and who works with it there.</summary>
public sealed class SupportScheme
{
    private SupportScheme() { }

    public Guid AccountId { get; private set; }
    public string Scheme { get; private set; } = "";
    public string Officer { get; private set; } = "";

    internal static SupportScheme Of(Guid accountId) => new() { AccountId = accountId };

    internal void Note(string scheme, string officer) => (Scheme, Officer) = (scheme, officer);
}
