namespace Housing.Income;

/// <summary>What an account is for.</summary>
public enum AccountKind
{
    Tenancy,

    /// <summary>A lease or shared ownership.</summary>
    Lease,

    Garage,

    /// <summary>The tenancy or lease has ended; what is owed is still owed.</summary>
    FormerTenant,

    /// <summary>A landlord's money that nobody could be told to have paid. It is nobody's: never charged, and moved only through its items.</summary>
    Suspense,
}

/// <summary>What can happen to an account.</summary>
public abstract record AccountMilestone(DateTimeOffset At)
{
    /// <summary>A tenancy began, and with it what is owed.</summary>
    public sealed record Opened(string Landlord, Guid TenancyId, Guid HouseholdId, Guid HomeId, DateTimeOffset At) : AccountMilestone(At)
    {
        public AccountKind Kind { get; init; } = AccountKind.Tenancy;

        /// <summary>As Tenancy calls it; null for a garage, and where it is not known.</summary>
        public string? Tenure { get; init; }

        public DateOnly? StartedOn { get; init; }
    }

    /// <summary>Money moved. A positive amount is owed by the resident, a negative one is in their favour.</summary>
    public sealed record Posted(long AmountPence, PostingKind Kind, string Narrative, Guid Cause, string By, DateTimeOffset At) : AccountMilestone(At)
    {
        /// <summary>How it is booked; null for all of it on the part that its kind is about.</summary>
        public IReadOnlyList<Entry>? Entries { get; init; }

        /// <summary>What shows that it is right.</summary>
        public string? Evidence { get; init; }

        /// <summary>The posting that it puts right.</summary>
        public Guid? Reverses { get; init; }
    }

    /// <summary>The tenancy, lease or licence ended; its last day is given.</summary>
    public sealed record Ended(DateOnly On, DateTimeOffset At) : AccountMilestone(At);

    /// <summary>The last day is over: whoever still owes is a former tenant.</summary>
    public sealed record Left(DateTimeOffset At) : AccountMilestone(At);

    /// <summary>Nothing is owed any more and nothing more is taken.</summary>
    public sealed record Closed(DateTimeOffset At) : AccountMilestone(At);

    /// <summary>Money came after all.</summary>
    public sealed record Reopened(DateTimeOffset At) : AccountMilestone(At);
}

/// <summary>What one tenancy, lease or garage owes. Its balance is the sum of its postings; the database checks that at every commit (0001_accounts.sql, 0002_ledger.sql).</summary>
public sealed class Account
{
    /// <summary>The terms of those who own their home, wholly or in part, as Tenancy calls them.</summary>
    internal static readonly string?[] HomeownersTenures = ["leasehold", "shared-ownership"];

    private readonly List<Posting> _added = [];
    private readonly Dictionary<SubAccount, long> _parts = [];

    private Account() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";

    /// <summary>The tenancy or lease; for a garage its licence, which only Income knows.</summary>
    public Guid TenancyId { get; private set; }

    public Guid HouseholdId { get; private set; }

    /// <summary>The home; for a garage the garage.</summary>
    public Guid HomeId { get; private set; }

    public AccountKind Kind { get; private set; }
    public string? Tenure { get; private set; }

    /// <summary>The first day; null for accounts opened before this was kept.</summary>
    public DateOnly? StartedOn { get; private set; }

    /// <summary>The last day; null while it runs.</summary>
    public DateOnly? EndedOn { get; private set; }

    public DateTimeOffset? ClosedAt { get; private set; }
    public DateTimeOffset OpenedAt { get; private set; }

    /// <summary>How many postings it has; the last one's number.</summary>
    public long Postings { get; private set; }

    public long BalancePence { get; private set; }

    /// <summary>The first London day on which the charging run has something to do here; null when it has nothing.</summary>
    public DateOnly? NextChargeOn { get; private set; }

    /// <summary>Whether the home is, or was, held on a homeowner's terms.</summary>
    public bool IsHomeowners => Kind == AccountKind.Lease || (Kind == AccountKind.FormerTenant && HomeownersTenures.Contains(Tenure));

    /// <summary>Whether its promises are counted.</summary>
    public bool CaseBegun { get; private set; }

    /// <summary>What its holder quotes when paying comes of it (<see cref="PaymentReference"/>); the database gives one to an account that is saved without.</summary>
    public long PaymentNumber { get; private set; }

    /// <summary>The postings added since it was loaded.</summary>
    public IReadOnlyList<Posting> Added => _added;

    /// <summary>What a part of it stands at; positive is owed.</summary>
    public long Owed(SubAccount part) => _parts.GetValueOrDefault(part);

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
                Kind = opened.Kind;
                Tenure = opened.Tenure;
                StartedOn = opened.StartedOn;
                break;
            case AccountMilestone.Posted posted:
                Postings++;
                BalancePence = checked(BalancePence + posted.AmountPence);
                var entries = posted.Entries ?? Bookkeeping.Plain(posted.Kind, Bookkeeping.PartOf(posted.Kind), posted.AmountPence);
                foreach (var entry in entries)
                    if (entry.On is { } part)
                        _parts[part] = checked(Owed(part) + entry.AmountPence);
                _added.Add(Posting.Of(this, posted, entries));
                break;
            case AccountMilestone.Ended ended:
                EndedOn = ended.On;
                break;
            case AccountMilestone.Left when Kind != AccountKind.Garage:
                Kind = AccountKind.FormerTenant;
                break;
            case AccountMilestone.Closed closed:
                ClosedAt = closed.At;
                break;
            case AccountMilestone.Reopened:
                ClosedAt = null;
                break;
        }
    }

    /// <summary>The charging run has something to do here from this day on.</summary>
    internal void ChargeNext(DateOnly? on) => NextChargeOn = on;

    internal void BeginCase() => CaseBegun = true;

    /// <summary>The number is known before it is saved, where the answer that opens it has to say it.</summary>
    internal void Number(long paymentNumber) => PaymentNumber = paymentNumber;

    /// <summary>What its parts stand at, as the database has them.</summary>
    internal void Stand(IEnumerable<SubAccountBalance> parts)
    {
        _parts.Clear();
        foreach (var part in parts)
            _parts[part.Kind] = part.BalancePence;
    }
}
