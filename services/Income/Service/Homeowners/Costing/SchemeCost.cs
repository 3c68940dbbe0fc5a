namespace Housing.Income;

/// <summary>One invoice under one head. What it says does not change: a wrong one is withdrawn and recorded again.</summary>
public sealed class SchemeCost
{
    private SchemeCost() { }

    public Guid Id { get; private set; }
    public Guid SchemeId { get; private set; }

    /// <summary>The calendar year in which its charge year begins.</summary>
    public int StartsIn { get; private set; }

    public string Head { get; private set; } = "";
    public string Supplier { get; private set; } = "";
    public string Invoice { get; private set; } = "";

    /// <summary>The same for the same invoice, however it is written.</summary>
    public Guid InvoiceKey { get; private set; }

    /// <summary>The day it was invoiced or paid, whichever came first.</summary>
    public DateOnly IncurredOn { get; private set; }

    public string Description { get; private set; } = "";
    public long Pence { get; private set; }

    /// <summary>The invoice item by item; they add up to its sum.</summary>
    public IReadOnlyList<ChargePart> Lines { get; private set; } = [];

    /// <summary>Where the invoice is kept.</summary>
    public string Document { get; private set; } = "";

    /// <summary>The works or agreement it is for.</summary>
    public Guid? UndertakingId { get; private set; }

    /// <summary>Whether the reserve fund pays it, and not this year's service charge.</summary>
    public bool FromReserve { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }
    public string RecordedBy { get; private set; } = "";
    public DateTimeOffset? NotifiedAt { get; private set; }
    public DateTimeOffset? DemandedAt { get; private set; }
    public DateTimeOffset? ApprovedAt { get; private set; }
    public string? ApprovedBy { get; private set; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string? WithdrawnBecause { get; private set; }

    /// <summary>When homeowners first heard of it in writing; null while they have not.</summary>
    public DateTimeOffset? ToldAt => NotifiedAt < DemandedAt || DemandedAt is null ? NotifiedAt : DemandedAt;

    internal static SchemeCost Record(Guid schemeId, int startsIn, RecordCost given, string by, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        SchemeId = schemeId,
        StartsIn = startsIn,
        Head = given.Head,
        Supplier = given.Supplier,
        Invoice = given.Invoice,
        InvoiceKey = KeyOf(given.Supplier, given.Invoice),
        IncurredOn = given.IncurredOn,
        Description = given.Description,
        Pence = given.Pence,
        Lines = given.Lines,
        Document = given.Document,
        UndertakingId = given.UndertakingId,
        FromReserve = given.FromReserve,
        RecordedAt = now,
        RecordedBy = by,
    };

    internal static Guid KeyOf(string supplier, string invoice) => Causes.Of("invoice", supplier.ToUpperInvariant(), invoice.ToUpperInvariant());

    internal void Notify(DateTimeOffset now) => NotifiedAt ??= now;

    internal void Demand(DateTimeOffset now) => DemandedAt ??= now;

    internal void Approve(string by, DateTimeOffset now) => (ApprovedBy, ApprovedAt) = (by, now);

    internal void Withdraw(string because, DateTimeOffset now) => (WithdrawnBecause, WithdrawnAt) = (because, now);
}
