namespace Housing.Income;

/// <summary>What can happen to an account.</summary>
public abstract record AccountMilestone(DateTimeOffset At)
{
    /// <summary>A tenancy began, and with it what is owed.</summary>
    public sealed record Opened(string Landlord, Guid TenancyId, Guid HouseholdId, Guid HomeId, DateTimeOffset At) : AccountMilestone(At);

    /// <summary>Money moved. A positive amount is owed by the resident, a negative one is in their favour.</summary>
    public sealed record Posted(long AmountPence, PostingKind Kind, string Narrative, Guid Cause, string By, DateTimeOffset At) : AccountMilestone(At);
}

/// <summary>What one tenancy owes. Its balance is the sum of its postings; the database checks that at every commit (0001_accounts.sql).</summary>
public sealed class Account
{
    private readonly List<Posting> _added = [];

    private Account() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid TenancyId { get; private set; }
    public Guid HouseholdId { get; private set; }
    public Guid HomeId { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>How many postings it has; the last one's number.</summary>
    public long Postings { get; private set; }

    public long BalancePence { get; private set; }

    /// <summary>The postings added since it was loaded.</summary>
    public IReadOnlyList<Posting> Added => _added;

    public static Account Open(AccountMilestone.Opened milestone)
    {
        var account = new Account { Id = Guid.CreateVersion7() };
        account.Apply(milestone);
        return account;
    }

    public void Apply(AccountMilestone milestone)
    {
        switch (milestone)
        {
            case AccountMilestone.Opened opened:
                Landlord = opened.Landlord;
                TenancyId = opened.TenancyId;
                HouseholdId = opened.HouseholdId;
                HomeId = opened.HomeId;
                OpenedAt = opened.At;
                break;
            case AccountMilestone.Posted posted:
                Postings++;
                BalancePence = checked(BalancePence + posted.AmountPence);
                _added.Add(Posting.Of(this, posted));
                break;
        }
    }
}
