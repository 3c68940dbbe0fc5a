namespace Housing.Income;

/// <summary>Where a scheme's costs arise.</summary>
public enum SchemePlace
{
    Block,
    Estate,
}

/// <summary>What the money of a head goes into.</summary>
public enum HeadFund
{
    ServiceCharge,

    /// <summary>The reserve or sinking fund: a contribution, not a cost.</summary>
    ReserveFund,
}

/// <summary>How the leases share a head.</summary>
public enum ShareBasis
{
    /// <summary>Each lease says its fraction.</summary>
    Fraction,

    /// <summary>By points, of all points.</summary>
    Points,

    /// <summary>By hundredths of a square metre, of all floor area.</summary>
    FloorArea,
}

/// <summary>What costs are for: cleaning, insurance, the management fee. Which leases bear it is said by their shares.</summary>
public sealed record SchemeHead(string Key, string Name, HeadFund Fund, ShareBasis Basis);

/// <summary>A scheme's year: the landlord's charge year of months, so that twelve of its months are the year's estimate to the penny (C9).</summary>
public sealed record SchemeYear(DateOnly First, DateOnly Last)
{
    public int StartsIn => First.Year;

    public int Days => Last.DayNumber - First.DayNumber + 1;

    /// <summary>The year that begins in a calendar year.</summary>
    public static SchemeYear Of(ChargeYear terms, int startsIn) => With(terms, new DateOnly(startsIn, 12, 31));

    /// <summary>The year that a day is in.</summary>
    public static SchemeYear With(ChargeYear terms, DateOnly day)
    {
        var months = terms.Of(ChargeCycle.Monthly, day);
        return new(months.First, months.Last);
    }
}

/// <summary>The service charge of a block's or an estate's leaseholders and shared owners.</summary>
public sealed class ChargeScheme
{
    private ChargeScheme() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string Name { get; private set; } = "";
    public SchemePlace Place { get; private set; }
    public Guid PlaceId { get; private set; }
    public IReadOnlyList<SchemeHead> Heads { get; private set; } = [];
    public DateTimeOffset OpenedAt { get; private set; }
    public string OpenedBy { get; private set; } = "";

    public SchemeHead? Head(string key) => Heads.FirstOrDefault(head => head.Key == key);

    internal static ChargeScheme Open(OpenScheme open, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Landlord = open.Landlord,
        Name = open.Name,
        Place = open.Place,
        PlaceId = open.PlaceId,
        Heads = open.Heads,
        OpenedAt = now,
        OpenedBy = by,
    };

    internal void Add(SchemeHead head) => Heads = [.. Heads, head];
}

/// <summary>What the lease of one home bears of one head, from a day on. It stays with the home when that is sold.</summary>
public sealed class LeaseShare
{
    private LeaseShare() { }

    public Guid Id { get; private set; }
    public Guid SchemeId { get; private set; }
    public Guid HomeId { get; private set; }
    public string Head { get; private set; } = "";

    /// <summary>Of a fraction what is above the line, else points or floor area.</summary>
    public long Above { get; private set; }

    /// <summary>Of a fraction what is below the line; 0 for the others.</summary>
    public long Below { get; private set; }

    /// <summary>Where it is written.</summary>
    public string Source { get; private set; } = "";

    public DateOnly From { get; private set; }

    /// <summary>The last day; null while none is set; before the first for one that was replaced before it began.</summary>
    public DateOnly? Until { get; private set; }

    public DateTimeOffset SetAt { get; private set; }
    public string SetBy { get; private set; } = "";

    public bool HoldsOn(DateOnly day) => From <= day && !(Until < day);

    internal static LeaseShare Set(Guid schemeId, GivenShare given, DateOnly from, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SchemeId = schemeId,
        HomeId = given.HomeId,
        Head = given.Head,
        Above = given.Above,
        Below = given.Below,
        Source = given.Source,
        From = from,
        SetAt = now,
        SetBy = by,
    };

    internal void End(DateOnly until) => Until = until < From ? From.AddDays(-1) : until;
}
