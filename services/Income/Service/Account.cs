namespace Housing.Income;

/// <summary>What can happen to an account.</summary>
public abstract record AccountMilestone(DateTimeOffset At)
{
    /// <summary>A tenancy began, and with it what is owed.</summary>
    public sealed record Opened(string Landlord, Guid TenancyId, Guid HouseholdId, Guid HomeId, DateTimeOffset At) : AccountMilestone(At);

    /// <summary>Money moved.</summary>
    public sealed record Posted(long AmountPence, PostingKind Kind, string Narrative, Guid Cause, DateTimeOffset At) : AccountMilestone(At);
}

/// <summary>What one tenancy owes. Its balance is the sum of its postings: the database moves it with each (0001_accounts.sql).</summary>
public sealed class Account
{
    private Account() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid TenancyId { get; private set; }
    public Guid HouseholdId { get; private set; }
    public Guid HomeId { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }
    public long BalancePence { get; private set; }

    public static Account Open(AccountMilestone.Opened milestone) => new()
    {
        Id = Guid.CreateVersion7(),
        Landlord = milestone.Landlord,
        TenancyId = milestone.TenancyId,
        HouseholdId = milestone.HouseholdId,
        HomeId = milestone.HomeId,
        OpenedAt = milestone.At,
    };
}
