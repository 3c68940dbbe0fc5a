using System.Globalization;
using System.Text.RegularExpressions;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>The home an imported order is for, as Estates knows it.</summary>
public sealed record ImportedHome(Guid Id, string Landlord, string? Postcode, DateOnly? HandedOver);

/// <summary>Takes in one order that another system kept until now: its report, what was done since, and the codes it had there.</summary>
public static partial class ImportDecision
{
    private const int LongestOrder = 60;

    /// <summary>The milestones of the order, or everything that is wrong with its line. Who lives there is asked afterwards, as after any report that Tenancy missed.</summary>
    /// <param name="policy">The bands and faults of the landlord.</param>
    /// <param name="line">The line as it was read.</param>
    /// <param name="source">The other system.</param>
    /// <param name="home">Null when Estates has none of that reference for this landlord.</param>
    /// <param name="known">The repair this order became before, if it was imported already.</param>
    /// <param name="now">Nothing may have happened later.</param>
    /// <param name="settings">How old a report may be.</param>
    public static Decision<RepairMilestone> Decide(
        RepairPolicy policy, ImportLine line, string source, ImportedHome? home, Guid? known, DateTimeOffset now, RepairSettings settings)
    {
        var fields = new FieldReader();
        var order = fields.Line("order", line.Key, LongestOrder);
        if (known is { } repair)
            fields.Fault("order", $"was imported before and is repair {repair}.");
        if (home is null)
            fields.Fault("home", line["home"] is "" ? "must be the landlord's own reference of the home." : $"must be the reference of a home that Estates has; it has no {line["home"]} of this landlord.");

        var reportedAt = Instant(fields, line, "reported_at", required: true);
        var madeSafeAt = Instant(fields, line, "made_safe_at");
        var completedAt = Instant(fields, line, "completed_at");
        var command = new ReportRepair(
            home?.Id ?? Guid.Empty, line["fault"], line["description"], reportedAt, Place(fields, line["where"]), Cause(fields, line["cause"]), line["crime_reference"]);
        if (ReportDecision.Check(command, now, new RepairSettings { ClockTolerance = settings.ClockTolerance, OldestReport = settings.OldestImport }) is { } report)
            fields.Add(report);
        InOrder(fields, ("made_safe_at", madeSafeAt), ("reported_at", reportedAt));
        InOrder(fields, ("completed_at", completedAt), ("made_safe_at", madeSafeAt), ("reported_at", reportedAt));
        foreach (var (column, at) in new[] { ("made_safe_at", madeSafeAt), ("completed_at", completedAt) })
        {
            if (at > now + settings.ClockTolerance)
                fields.Fault(column, "must not be in the future.");
        }

        if ((completedAt is null) != (line["work_done"] is ""))
            fields.Fault(completedAt is null ? "completed_at" : "work_done", "must be set: what is done has both a time and a word on what was done.");
        else if (completedAt is not null && Text.Fault(line["work_done"]) is { } text)
            fields.Fault("work_done", text);
        var codes = OrderCodes.Read(fields, line["sor_codes"].Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries), line["trade_code"]);

        if (home is not null && policy.Find(command.Fault) is null && command.Fault is not "")
            fields.Add(RepairRefusals.FaultUnknown(home.Landlord, FaultSuggestions.For(policy, command.Fault)));
        if (fields.FoundFaults)
            return fields.Refuse("ORDER_INVALID");

        var reported = ReportDecision.Decide(policy, command, home!.Landlord, home.HandedOver, HouseholdAnswer.None, reporterHousehold: null, now);
        return reported is Decision<RepairMilestone>.Refused ? reported : Milestones(reported.Milestones, order, source, codes, madeSafeAt, completedAt, line["work_done"], now);
    }

    private static List<RepairMilestone> Milestones(
        IReadOnlyList<RepairMilestone> reported, string order, string source, OrderCodes codes, DateTimeOffset? madeSafeAt, DateTimeOffset? completedAt, string workDone, DateTimeOffset now)
    {
        List<RepairMilestone> milestones = [.. reported, new RepairMilestone.Imported(source, order, codes, now)];
        if (madeSafeAt is { } safe)
            milestones.Add(new RepairMilestone.MadeSafe(safe));
        if (completedAt is { } done)
            milestones.Add(new RepairMilestone.Completed(workDone, done));
        return milestones;
    }

    private static void InOrder(FieldReader fields, (string Column, DateTimeOffset? At) later, params ReadOnlySpan<(string Column, DateTimeOffset? At)> earlier)
    {
        foreach (var (column, at) in earlier)
        {
            if (later.At < at)
            {
                fields.Fault(later.Column, $"must not be before {column}.");
                return;
            }
        }
    }

    private static Place? Place(FieldReader fields, string given) => Word<Place>(fields, "where", given, Repairs.Place.InHome, "in-home, communal or outside; leave it empty for inside the home");

    private static Cause? Cause(FieldReader fields, string given) => Word<Cause>(fields, "cause", given, Repairs.Cause.Wear, "wear, resident, crime or anti-social-behaviour; leave it empty for wear or when nobody knows");

    private static T Word<T>(FieldReader fields, string column, string given, T unset, string words)
        where T : struct, Enum
    {
        if (given is "")
            return unset;
        foreach (var value in Enum.GetValues<T>())
        {
            if (System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()) == given)
                return value;
        }

        fields.Fault(column, $"must be {words}.");
        return unset;
    }

    private static DateTimeOffset? Instant(FieldReader fields, ImportLine line, string column, bool required = false)
    {
        var given = line[column];
        if (given is "")
        {
            if (required)
                fields.Fault(column, "must be set.");
            return null;
        }

        if (Instants().IsMatch(given) && DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
        fields.Fault(column, "must be an instant with its offset: 2026-03-03T12:00:00Z, or 2026-07-03T12:00:00+01:00 in summer time.");
        return null;
    }

    // A time of day without its offset would be read an hour wrong for half the year.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Instants();
}
