using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Income;

/// <summary>The law's time for asking homeowners for a cost (ENG-S20-04). Each cost has a case of its own, under its own id.</summary>
internal sealed class CostClocks(Promises promises, StandardsBook standards)
{
    public const string Incurred = "cost.incurred";
    public const string Notified = "cost.notified";
    public const string Demanded = "cost.demanded";

    /// <summary>The first instant at which it is too late to ask for a cost that nobody was told of; null where the law sets none.</summary>
    public DateTimeOffset? TooLateFrom(string landlord, DateOnly incurredOn) => TooLateFrom(standards, landlord, incurredOn);

    /// <inheritdoc cref="TooLateFrom(string, DateOnly)"/>
    public static DateTimeOffset? TooLateFrom(StandardsBook standards, string landlord, DateOnly incurredOn) =>
        standards.Match(landlord, new Milestone(Incurred, London.StartOf(incurredOn), Facts.None)).Where(match => match.Standard.Law is not null).Min(match => (DateTimeOffset?)match.Due);

    public void Begin(string landlord, SchemeCost cost, DateTimeOffset now, Recording by) =>
        promises.Record(new CasePromises(), landlord, cost.Id, new Milestone(Incurred, London.StartOf(cost.IncurredOn), FactsOf(cost)), now, by);

    public async Task Told(string landlord, SchemeCost cost, string milestone, DateTimeOffset now, Recording by, CancellationToken cancellationToken) =>
        promises.Record(await promises.Find(cost.Id, cancellationToken), landlord, cost.Id, new Milestone(milestone, now, FactsOf(cost)), now, by);

    /// <summary>Nobody is asked for what should not have been recorded.</summary>
    public async Task End(SchemeCost cost, string because, DateTimeOffset now, Recording by, CancellationToken cancellationToken)
    {
        foreach (var commitment in (await promises.Find(cost.Id, cancellationToken)).Commitments.Where(commitment => commitment.Outcome == Outcome.Open))
            promises.Cancel(commitment, now, by with { Reason = because });
    }

    private static Facts FactsOf(SchemeCost cost) => Facts.Of(("pence", cost.Pence), ("year", cost.StartsIn));
}
