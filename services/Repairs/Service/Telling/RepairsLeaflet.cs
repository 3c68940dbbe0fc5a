using System.Globalization;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>A landlord's repairs standard as it gives it to residents (OHO-REP-11): who mends what and how soon, from the same tables that decide at a report.</summary>
public static class RepairsLeaflet
{
    private static readonly PrintTemplate<Contents> Page = new(typeof(RepairsLeaflet).Assembly, "Housing.Repairs.Telling.RepairsLeaflet.hbs");

    /// <summary>One fault: how urgent it is, and whose to put right.</summary>
    public sealed record Line(string Fault, string IfYouRent, string IfYouOwn, string Advice);

    public sealed record Band(string Name, string Clause, IReadOnlyList<Line> Faults);

    /// <summary>A promise or rule in plain words, and where it was published.</summary>
    public sealed record Promise(string Id, string Summary, string Source);

    public sealed record Contents(string Landlord, string Day, IReadOnlyList<Promise> Promises, IReadOnlyList<Band> Bands, IReadOnlyList<string> IfYouDamagedIt, IReadOnlyList<Promise> Rules);

    /// <summary>What the leaflet says on a day: a fault of the season is in the season's band.</summary>
    public static Contents Of(Landlord landlord, RepairPolicy policy, DateOnly today)
    {
        var promises = landlord.Standards.Where(s => s.Service == "repairs" && s.Published).DistinctBy(s => s.Id).Select(s => new Promise(s.Id, s.Summary, s.Source));
        var rules = landlord.Account.Rules.Where(r => r.Service == "repairs").Select(r => new Promise(r.Id, r.Summary, ""));
        var bands = policy.Priorities.OrderBy(p => p.Rank).Select(band => new Band(band.Name, band.Clause, [
            .. policy.Faults.Where(f => PriorityDecision.Decide(policy, f, today, hasVulnerableMember: false) == band.Key).Select(f => LineOf(policy, f, today)),
        ]));
        var damaged = policy.Faults.Select(f => Whose(policy, f, today, Cause.Resident, tenure: "assured").Sentence).Distinct(StringComparer.Ordinal);
        return new(landlord.Name, today.ToString("d MMMM yyyy", CultureInfo.InvariantCulture), [.. promises], [.. bands.Where(b => b.Faults.Count > 0)], [.. damaged], [.. rules]);
    }

    /// <summary>The page, ready to print.</summary>
    public static string Html(Contents contents) => Page.Html(contents);

    private static Line LineOf(RepairPolicy policy, Fault fault, DateOnly today) => new(
        fault.Name, Word(Whose(policy, fault, today, Cause.Wear, "assured").Party), Word(Whose(policy, fault, today, Cause.Wear, "leasehold").Party), fault.Advice ?? "");

    private static Responsibility Whose(RepairPolicy policy, Fault fault, DateOnly today, Cause cause, string tenure) => ResponsibilityDecision.Decide(
        policy, fault, PriorityDecision.Decide(policy, fault, today, hasVulnerableMember: false), new Circumstances(fault.Place ?? Place.InHome, cause, null, null), London.StartOf(today),
        new HouseholdAnswer(Answered: true, new HouseholdFacts(Guid.Empty, tenure, HasVulnerableMember: false)))!;

    private static string Word(Party party) => party switch
    {
        Party.Landlord => "Us",
        Party.Resident or Party.Homeowner => "You",
        Party.Developer => "The builder",
    };
}
