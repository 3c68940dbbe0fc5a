using Housing.Standards;

namespace Housing.Income;

/// <summary>What a household is given before a hearing (OHC-INC-08).</summary>
public enum HearingItem
{
    Statement,

    /// <summary>Only where a benefit is paid or claimed.</summary>
    BenefitPosition,

    /// <summary>Time, date and place.</summary>
    HearingDetails,

    OrderSought,
}

/// <summary>One of those papers, as it was given. Written once: the database refuses a change.</summary>
public sealed class HearingPaper
{
    private HearingPaper() { }

    public Guid HearingId { get; private set; }
    public HearingItem Item { get; private set; }
    public string Document { get; private set; } = "";
    public ServedHow How { get; private set; }
    public DateOnly GivenOn { get; private set; }
    public DateTimeOffset RecordedAt { get; private set; }
    public string By { get; private set; } = "";

    internal static HearingPaper Of(Guid hearingId, HearingItem item, string document, ServedHow how, DateOnly givenOn, string by, DateTimeOffset now) =>
        new() { HearingId = hearingId, Item = item, Document = document, How = how, GivenOn = givenOn, By = by, RecordedAt = now };
}

/// <summary>A hearing that a court has listed. Its promises run on a case with its own id.</summary>
public sealed class Hearing
{
    private readonly List<HearingPaper> _papers = [];

    private Hearing() { }

    public Guid Id { get; private set; }
    public Guid ActionId { get; private set; }
    public DateTimeOffset At { get; private set; }
    public string Place { get; private set; } = "";
    public string OrderSought { get; private set; } = "";
    public DateOnly ListedOn { get; private set; }

    /// <summary>When the court's word counts as had: at once when it came today, else from the start of its day.</summary>
    public DateTimeOffset ListedAt { get; private set; }

    public bool ShortNotice { get; private set; }
    public bool BenefitApplies { get; private set; }
    public DateTimeOffset? PapersGivenAt { get; private set; }
    public HearingOutcome? Outcome { get; private set; }
    public IReadOnlyList<HearingPaper> Papers => _papers;
    public uint Version { get; private set; }

    /// <summary>What the household is owed before it.</summary>
    public IEnumerable<HearingItem> Owed => Enum.GetValues<HearingItem>().Where(item => item != HearingItem.BenefitPosition || BenefitApplies);

    public IEnumerable<HearingItem> Missing => Owed.Except(_papers.Select(paper => paper.Item));

    internal static Hearing List(Guid actionId, HearingDay day) => new()
    {
        Id = Guid.CreateVersion7(day.RecordedAt),
        ActionId = actionId,
        At = day.At,
        Place = day.Place,
        OrderSought = day.OrderSought,
        ListedOn = day.ListedOn,
        ListedAt = day.ListedOn < London.DayOf(day.RecordedAt) ? London.StartOf(day.ListedOn) : day.RecordedAt,
        BenefitApplies = day.BenefitApplies,
    };

    internal void ListedTooLate() => ShortNotice = true;

    /// <summary>Takes in a paper; true when it is the last that the household was owed.</summary>
    internal bool Give(HearingPaper paper)
    {
        _papers.Add(paper);
        if (PapersGivenAt is not null || Missing.Any())
            return false;
        var last = _papers.Where(given => Owed.Contains(given.Item)).Max(given => given.GivenOn);
        var at = last < London.DayOf(paper.RecordedAt) ? London.StartOf(last) : paper.RecordedAt;
        // What is given on the day of the listing is not given before it.
        PapersGivenAt = at > ListedAt ? at : ListedAt;
        return true;
    }

    internal void Held(HearingOutcome outcome) => Outcome = outcome;
}

/// <summary>A hearing as the court listed it.</summary>
public sealed record HearingDay(DateTimeOffset At, string Place, string OrderSought, DateOnly ListedOn, bool BenefitApplies, DateTimeOffset RecordedAt);

/// <summary>What came of a hearing: what becomes of the claim by it.</summary>
public sealed record HearingHeld(HearingOutcome Outcome, LegalMilestone Follows);
