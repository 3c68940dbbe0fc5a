using Housing.Standards;

namespace Housing.Repairs;

/// <summary>The replacement of an element, as Estates has it planned for a home, its block or its estate.</summary>
/// <param name="Element">As the landlord's catalogue names it: "gutters".</param>
/// <param name="Programme">As residents know it: "Home MOT".</param>
/// <param name="From">The first day, included.</param>
/// <param name="To">The last day, included.</param>
public sealed record PlannedWorks(string Element, string Programme, DateOnly From, DateOnly To)
{
    /// <summary>As the landlords' files write it: "home-mot".</summary>
    public string ProgrammeKey =>
        string.Join('-', new string([.. Programme.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>
/// How near a planned replacement has to be for a reporter to be told of it, the <c>plannedWorks</c> of a landlord's <c>repairs</c> section:
/// <code>
/// "plannedWorks": { "within": "12 months", "says": "This is due to be replaced soon anyway.", "note": "How near it has to be is not published; a setting." }
/// </code>
/// </summary>
public sealed record PlannedWorksRule
{
    /// <summary>From the report to the first day of the works at most: "12 months".</summary>
    public required string Within { get; init; }

    /// <summary>One plain sentence to the reporter.</summary>
    public required string Says { get; init; }

    public string? Clause { get; init; }

    /// <summary>Where what is not published comes from.</summary>
    public string? Note { get; init; }

    /// <summary>The first instant that is too far away.</summary>
    public DateTimeOffset End(DateTimeOffset reportedAt, Calendar calendar) =>
        Limit.TryParse(Within, out var limit, out var fault) ? limit.Due(reportedAt, calendar) : throw new InvalidOperationException($"plannedWorks.within {fault}.");

    public static IEnumerable<PolicyFault> Check(RepairPolicy policy)
    {
        if (policy.PlannedWorks is not { } rule)
            yield break;
        if (!Limit.TryParse(rule.Within, out var limit, out var fault))
            yield return new("plannedWorks.within", $"{fault}.");
        else if (limit.NeedsOpeningHours || limit.Unit == LimitUnit.OnTime)
            yield return new("plannedWorks.within", "must be a length of time, such as 12 months.");
        if (string.IsNullOrWhiteSpace(rule.Says))
            yield return new("plannedWorks.says", "must say it in one sentence.");
        if (rule.Clause is null && string.IsNullOrWhiteSpace(rule.Note))
            yield return new("plannedWorks.note", "must say where the time comes from, since it rests on no clause.");
    }
}

public sealed partial record RepairPolicy
{
    /// <summary>Null for a landlord that tells nobody of works it has planned.</summary>
    public PlannedWorksRule? PlannedWorks { get; init; }
}

/// <summary>Says whether what was reported is due for replacement anyway. The report is taken with its clocks all the same.</summary>
public static class PlannedWorksDecision
{
    /// <summary>The works that begin first, of those that replace what is broken within the landlord's time; null when there are none.</summary>
    /// <param name="policy">The landlord's.</param>
    /// <param name="calendar">Its working days.</param>
    /// <param name="item">The item that was named; null when the fault was named itself.</param>
    /// <param name="fault">The fault's key.</param>
    /// <param name="planned">What Estates has planned there.</param>
    /// <param name="reportedAt">When it was reported.</param>
    public static PlannedWorks? Decide(RepairPolicy policy, Calendar calendar, string? item, string fault, IReadOnlyList<PlannedWorks> planned, DateTimeOffset reportedAt)
    {
        if (policy.PlannedWorks is not { } rule || planned.Count == 0 || ElementOf(policy.Catalogue ?? Catalogue.None, item, fault) is not { } element)
            return null;
        var (first, last) = (London.DayOf(reportedAt), London.DayOf(rule.End(reportedAt, calendar).AddTicks(-1)));
        return planned.Where(w => w.Element == element && w.To >= first && w.From <= last).OrderBy(w => w.From).FirstOrDefault();
    }

    /// <summary>The element that the item is part of; of a fault without its item, the one that all items which lead to it are part of.</summary>
    public static string? ElementOf(Catalogue catalogue, string? item, string fault)
    {
        if (item is not null)
            return catalogue.Item(item)?.Element;
        var elements = catalogue.Items.Where(i => LeadsTo(catalogue, i.Fault, i.Asks, fault)).Select(i => i.Element).Distinct().ToList();
        return elements is [{ } only] ? only : null;
    }

    // The catalogue's rules let no question lead back to itself.
    private static bool LeadsTo(Catalogue catalogue, string? found, string? asks, string fault) =>
        found == fault || (asks is not null && catalogue.Question(asks)!.Answers.Any(a => LeadsTo(catalogue, a.Fault, a.Then, fault)));
}

public sealed partial class Repair
{
    public string? PlannedElement { get; private set; }
    public string? PlannedProgramme { get; private set; }
    public DateOnly? PlannedFrom { get; private set; }
    public DateOnly? PlannedTo { get; private set; }

    /// <summary>The works that replace what is broken anyway, as they were planned when Estates was asked; null when there were none.</summary>
    public PlannedWorks? Planned
    {
        get => PlannedElement is { } element ? new(element, PlannedProgramme!, PlannedFrom!.Value, PlannedTo!.Value) : null;
        private set => (PlannedElement, PlannedProgramme, PlannedFrom, PlannedTo) = (value?.Element, value?.Programme, value?.From, value?.To);
    }
}
