using Housing.Standards;

namespace Housing.Repairs;

public sealed partial record RepairPolicy
{
    /// <summary>How developers are dealt with; null for a landlord none of whose faults are a developer's.</summary>
    public DefectTerms? Defects { get; init; }
}

/// <summary>
/// How a landlord deals with a developer:
/// <code>
/// "defects": { "contactWithin": "5 working days", "clause": "OHO-LSE-12", "note": "No figure is published; a setting." }
/// </code>
/// </summary>
public sealed record DefectTerms
{
    /// <summary>How long a developer has to get in touch when nobody says otherwise, in days: "5 working days". Never later than the day agreed for the job.</summary>
    public required string ContactWithin { get; init; }

    public string? Clause { get; init; }
    public string? Note { get; init; }

    /// <summary>The last London day on which getting in touch is in time.</summary>
    public DateOnly ContactBy(DateTimeOffset sentAt, DateOnly agreedFor, Calendar calendar)
    {
        if (!Limit.TryParse(ContactWithin, out var limit, out var fault))
            throw new InvalidOperationException($"contactWithin {fault}.");
        var last = London.DayOf(limit.Due(sentAt, calendar).AddTicks(-1));
        return last < agreedFor ? last : agreedFor;
    }

    internal static IEnumerable<PolicyFault> Check(RepairPolicy policy)
    {
        if (policy.Defects is not { } terms)
        {
            if (policy.Responsibilities.Any(row => row.Responsible == Party.Developer))
                yield return new("defects", "must say how developers are dealt with, since responsibilities has a row that is the developer's.");
        }
        else if (!Limit.TryParse(terms.ContactWithin, out var limit, out var fault))
        {
            yield return new("defects.contactWithin", $"{fault}.");
        }
        else if (limit.IsElapsed || limit.NeedsOpeningHours)
        {
            yield return new("defects.contactWithin", "must be in days, weeks, months or working days, such as 5 working days.");
        }
    }
}
