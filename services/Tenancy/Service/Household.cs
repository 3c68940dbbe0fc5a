namespace Housing.Tenancy;

/// <summary>A need a landlord has to act on. Kept and compared in this order.</summary>
public enum Need
{
    OlderPerson,
    Disability,
    LongTermIllness,
    YoungChild,
    Pregnancy,
    MentalHealth,
    RecentBereavement,
}

/// <summary>In which form a household reads what it is sent.</summary>
public enum Format
{
    Print,
    LargePrint,
    Braille,
    Audio,
    EasyRead,
}

public enum ContactBy
{
    Phone,
    Text,
    Email,
    Letter,
}

/// <summary>How a household wants to be written and spoken to.</summary>
/// <param name="Language">Null for English.</param>
/// <param name="Interpreter">Somebody interprets when they are spoken to.</param>
/// <param name="ContactBy">Null while they have not said.</param>
public sealed record Preferences(Format Format, string? Language, bool Interpreter, ContactBy? ContactBy);

/// <summary>What can happen to a household.</summary>
public abstract record HouseholdMilestone(DateTimeOffset At)
{
    /// <summary>Something else is known of its vulnerability than before. Needs are distinct and in order.</summary>
    public sealed record NeedsChanged(IReadOnlyList<Need> Needs, DateTimeOffset At) : HouseholdMilestone(At);

    /// <summary>It said how it wants to be written and spoken to, or somebody of the landlord's did for it.</summary>
    public sealed record PreferencesChanged(Preferences Preferences, string By, DateTimeOffset At) : HouseholdMilestone(At);
}

/// <summary>The people who hold a home together.</summary>
public sealed class Household
{
    private Household() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string LeadName { get; private set; } = "";
    public IReadOnlyList<Need> Needs { get; private set; } = [];

    /// <summary>Null while nobody has said.</summary>
    public Preferences? Preferences { get; private set; }
    public DateTimeOffset? PreferencesAt { get; private set; }
    public string? PreferencesBy { get; private set; }
    public uint Version { get; private set; }

    /// <summary>The people who take a home form a household.</summary>
    public static Household Form(TenancyMilestone.Started started) =>
        new() { Id = Guid.CreateVersion7(), Landlord = started.Landlord, LeadName = started.LeadName, Needs = started.Needs };

    public void Apply(HouseholdMilestone milestone)
    {
        switch (milestone)
        {
            case HouseholdMilestone.NeedsChanged changed:
                Needs = changed.Needs;
                break;
            case HouseholdMilestone.PreferencesChanged preferred:
                Preferences = preferred.Preferences;
                PreferencesAt = preferred.At;
                PreferencesBy = preferred.By;
                break;
        }
    }
}
