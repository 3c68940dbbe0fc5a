using Housing.Standards;

namespace Housing.Income;

/// <summary>
/// What one landlord pays back when it breaks its word, how it charges and which debts it settles first. The <c>income</c> section of <c>seeds/standards/&lt;landlord&gt;.json</c>:
/// <code>
/// "income": {
///   "compensations": [
///     { "reason": "missed-appointment", "pence": 1000, "published": false, "clause": "OHO-REP-14",
///       "note": "The offer names no sum; this one is a setting the landlord has to confirm." }
///   ],
///   "allocation": { … }, "charges": { … }, "statements": [ … ], "arrears": { … }, "bank": { … }, "directDebit": { … }, "benefits": { … }, "waysToPay": { … }
/// }
/// </code>
/// A landlord that lists no compensation for a reason pays none. The others are told at <see cref="AllocationOrder"/>, <see cref="ChargeYear"/>, <see cref="ArrearsPolicy"/>, <see cref="BankPolicy"/>, <see cref="DebitPolicy"/>, <see cref="BenefitPolicy"/>,
/// <see cref="SupportPolicy"/> and <see cref="WaysToPay"/>.
/// </summary>
public sealed record IncomePolicy : IPolicy
{
    public IReadOnlyList<Compensation> Compensations { get; init; } = [];

    /// <summary>Which debts a payment settles first.</summary>
    public AllocationOrder Allocation { get; init; } = AllocationOrder.AsListed;

    /// <summary>When regular charges fall due; null where that is not set, and none can be.</summary>
    public ChargeYear? Charges { get; init; }

    /// <summary>How arrears are looked after; null where that is not set, and no account is looked at.</summary>
    public ArrearsPolicy? Arrears { get; init; }

    /// <summary>Who helps a household that finds the rent hard to pay; null where that is not set, and the landlord's own staff do.</summary>
    public SupportPolicy? Support { get; init; }

    /// <summary>How the landlord goes to law over a debt; null where that is not set, and no legal action can begin.</summary>
    public LegalPolicy? Legal { get; init; }

    /// <summary>Into which accounts it is paid; null where that is not set, and no statement is taken in.</summary>
    public BankPolicy? Bank { get; init; }

    /// <summary>How the landlord can be paid.</summary>
    public WaysToPay WaysToPay { get; init; } = new();

    /// <summary>What the landlord says to homeowners; null where that is not set, and none of their estimates and accounts goes out.</summary>
    public HomeownerPolicy? Homeowners { get; init; }

    /// <summary>Which of its figures register rows publish.</summary>
    public IReadOnlyList<PublishedMeasure> Measures { get; init; } = [];

    /// <summary>What it issues by itself, and when.</summary>
    public IReadOnlyList<StatementIssue> Statements { get; init; } = [];

    /// <summary>Who pays it benefits; null where nobody is named, and no schedule is taken in.</summary>
    public BenefitPolicy? Benefits { get; init; }

    /// <summary>How it collects direct debits; null where it collects none.</summary>
    public DebitPolicy? DirectDebit { get; init; }

    /// <summary>What the landlord pays for this reason; null when it pays nothing.</summary>
    public Compensation? SumFor(string reason) => Compensations.SingleOrDefault(c => c.Reason == reason);

    public IEnumerable<PolicyFault> Check()
    {
        for (var at = 0; at < Compensations.Count; at++)
        {
            var compensation = Compensations[at];
            if (compensation.Reason != CompensationDecision.Reason)
                yield return new PolicyFault($"compensations[{at}].reason", $"must be {CompensationDecision.Reason}");
            if (Compensations.Take(at).Any(c => c.Reason == compensation.Reason))
                yield return new PolicyFault($"compensations[{at}].reason", "must be a reason no other entry has");
            if (compensation.Pence is < 1 or > 100_000)
                yield return new PolicyFault($"compensations[{at}].pence", "must be 1 to 100000 pence");
            if (!compensation.Published && string.IsNullOrWhiteSpace(compensation.Note))
                yield return new PolicyFault($"compensations[{at}].note", "must say where the sum comes from, since the landlord published none");
        }

        IEnumerable<PolicyFault>[] parts =
        [
            Allocation.Check(),
            Charges?.Check() ?? [],
            StatementIssue.Check(Statements),
            PublishedMeasure.Check(Measures),
            Arrears?.Faults() ?? [],
            Support?.Check() ?? [],
            Legal?.Check() ?? [],
            Bank?.Check() ?? [],
            DirectDebit?.Check() ?? [],
            Benefits?.Check() ?? [],
            WaysToPay.Check(),
            Homeowners?.Check() ?? [],
        ];
        foreach (var fault in parts.SelectMany(part => part))
            yield return fault;
    }
}

/// <summary>One sum the landlord credits by itself.</summary>
public sealed record Compensation
{
    /// <summary>What it makes good: "missed-appointment". No two share a reason.</summary>
    public required string Reason { get; init; }

    /// <summary>1 to 100,000.</summary>
    public required long Pence { get; init; }

    /// <summary>Whether the landlord published the sum. When it did not, the note says where the sum comes from.</summary>
    public required bool Published { get; init; }

    /// <summary>The register row it rests on, where there is one.</summary>
    public string? Clause { get; init; }

    public string? Note { get; init; }
}
