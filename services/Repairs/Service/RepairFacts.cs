using System.Text.Json;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>What a repair says about itself with each milestone; the promises ask for these by name.</summary>
internal static class RepairFacts
{
    /// <summary>The facts of a milestone, or of the report as it is known now.</summary>
    /// <param name="repair">The repair as it is known now.</param>
    /// <param name="policy">Its landlord's.</param>
    /// <param name="milestone">What happened, for the facts of its own; null for the report said anew.</param>
    public static Facts Of(Repair repair, RepairPolicy policy, RepairMilestone? milestone = null)
    {
        List<(string, Fact)> facts =
            [("priority", repair.Priority), ("fault", repair.Fault), ("communal", repair.Place == Place.Communal), ("cause", Key(repair.Circumstances.Cause))];
        if (repair.Estate is { } estate)
            facts.Add(("estate", estate));
        if (repair.Responsibility is { } responsibility)
            facts.AddRange([("responsible", Key(responsibility.Party)), ("landlord-part", Key(PartOf(repair, milestone, responsibility)))]);
        if (repair.Tenure is { } tenure)
            facts.Add(("tenure", tenure));
        if (policy.RightToRepair?.Kind(repair.Fault) is { } listed)
            facts.Add(("right-to-repair", listed));
        if (repair.EstimatePence is { } pence)
            facts.Add(("cost-pence", pence));
        if (repair.Planned is { } planned)
            facts.AddRange([("planned-element", planned.Element), ("planned-programme", planned.ProgrammeKey)]);
        if (milestone is RepairMilestone.Completed)
            facts.AddRange(OfTheFinished(repair));
        return (milestone?.Facts ?? Facts.None).With(Facts.Of([.. facts]));
    }

    // What the landlord took on later was not its part before: the promises of then stay as they were.
    private static LandlordPart PartOf(Repair repair, RepairMilestone? milestone, Responsibility responsibility) =>
        repair.PartAtReport is { } part && (milestone is null || milestone.At < repair.TakenOnAt) ? part : responsibility.LandlordPart;

    // What the figures count (HAV-REP-10, OHO-REP-06, OHO-REP-16, OHO-LSE-06, HPG-REP-09, HPG-REP-15, ROS-REP-10).
    private static IEnumerable<(string, Fact)> OfTheFinished(Repair repair)
    {
        yield return ("first-visit", repair.FirstVisit == true);
        yield return ("visits", repair.Comings);
        yield return ("recall", repair.RecallOf is not null);
        if (repair.LeftTidy is { } tidy)
            yield return ("left-tidy", tidy);
    }

    /// <summary>As the landlords' files write it.</summary>
    private static string Key<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
