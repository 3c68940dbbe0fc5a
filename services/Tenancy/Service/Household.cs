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

/// <summary>What can happen to a household.</summary>
public abstract record HouseholdMilestone(DateTimeOffset At)
{
    /// <summary>Something else is known of its vulnerability than before. Needs are distinct and in order.</summary>
    public sealed record NeedsChanged(IReadOnlyList<Need> Needs, DateTimeOffset At) : HouseholdMilestone(At);
}

/// <summary>The people who hold a home together.</summary>
public sealed class Household
{
    private Household() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string LeadName { get; private set; } = "";
    public IReadOnlyList<Need> Needs { get; private set; } = [];
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
        }
    }
}
