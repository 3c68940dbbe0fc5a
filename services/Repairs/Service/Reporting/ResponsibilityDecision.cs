using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Says whose a reported fault is to put right, by the landlord's table (OHO-REP-12, OHO-LSE-05): the first row whose conditions all hold.</summary>
public static class ResponsibilityDecision
{
    /// <summary>Whose it is; null while Tenancy has not said on what terms the home is lived in and that is what it turns on.</summary>
    /// <param name="policy">The landlord's table.</param>
    /// <param name="fault">The fault, from the landlord's list.</param>
    /// <param name="priority">The band it is in: a danger may be ended first, whoever caused it (E6).</param>
    /// <param name="circumstances">Where it is, what it came from, how new the building is.</param>
    /// <param name="reportedAt">Its London day decides how new the building was (OHO-LSE-10).</param>
    /// <param name="answer">What Tenancy said. An empty home, and a tenure nobody here has heard of, come under no row that asks for a tenure.</param>
    public static Responsibility? Decide(
        RepairPolicy policy, Fault fault, string priority, Circumstances circumstances, DateTimeOffset reportedAt, HouseholdAnswer answer)
    {
        var reportedOn = London.DayOf(reportedAt);
        foreach (var row in policy.Responsibilities)
        {
            if (!Fits(row, fault, priority, circumstances, reportedOn))
                continue;
            if (row.Tenures.Count == 0 || row.Tenures.Contains(answer.Household?.Tenure))
                return Said(row, fault, reportedOn);
            if (!answer.Answered)
                return null;
        }

        return Said(policy.Responsibilities[^1], fault, reportedOn);      // it has no conditions
    }

    /// <summary>Whether everything but the tenure is as the row asks.</summary>
    private static bool Fits(ResponsibilityRow row, Fault fault, string priority, Circumstances circumstances, DateOnly reportedOn) =>
        Allows(row.Faults, fault.Key)
        && Allows(row.Priorities, priority)
        && Allows(row.Places, fault.Place ?? circumstances.Place)
        && Allows(row.Causes, circumstances.Cause)
        && (row.MonthsFromHandover is not { } months || (circumstances.HandedOver is { } handedOver && reportedOn < handedOver.AddMonths(months)));

    private static bool Allows<T>(IReadOnlyList<T> asked, T value) => asked.Count == 0 || asked.Contains(value);

    private static Responsibility Said(ResponsibilityRow row, Fault fault, DateOnly reportedOn) =>
        new(row.Responsible, row.LandlordPart, row.Clause ?? fault.ClauseOn(reportedOn), row.Says);
}
