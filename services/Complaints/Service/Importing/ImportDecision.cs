using System.Globalization;
using System.Text.RegularExpressions;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Whose an imported complaint is.</summary>
/// <param name="HomeId">Null when the line names no home, or one that Estates has not.</param>
/// <param name="HouseholdId">Null when the line names no household, or one that Tenancy has not.</param>
/// <param name="HomeOfHousehold">Where that household lives.</param>
internal sealed record ImportedWhose(string Landlord, Guid? HomeId, string? Estate, Guid? HouseholdId, Guid? HomeOfHousehold);

/// <summary>
/// Takes over one complaint that another system kept until now, with what was done about it. What was promised with its answers is followed where it was promised; the
/// clocks of what is still open run here from the times that it brings along.
/// </summary>
internal static partial class ImportDecision
{
    private const int LongestReference = 60;
    private const int MostSubjects = 20;

    /// <summary>The milestones of the complaint, or everything that is wrong with its line.</summary>
    /// <param name="line">The line as it was read.</param>
    /// <param name="source">The other system.</param>
    /// <param name="whose">Whose it is, as Estates and Tenancy say.</param>
    /// <param name="known">The reference it has here, if it was taken over already.</param>
    /// <param name="policy">The landlord's.</param>
    /// <param name="now">Nothing may have happened later.</param>
    /// <param name="oldest">Nor before this.</param>
    public static Decision<ComplaintMilestone> Decide(ImportLine line, string source, ImportedWhose whose, string? known, ComplaintPolicy policy, DateTimeOffset now, DateTimeOffset oldest)
    {
        var fields = new FieldReader();
        var reference = fields.Line("reference", line.Key, LongestReference);
        if (known is not null)
            fields.Fault("reference", $"was imported before and is complaint {known}.");
        CheckWhose(fields, line, whose);
        if (Text.Fault(line["words"]) is { } words)
            fields.Fault("words", words);
        var subjects = line["subjects"].Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (subjects.Count is 0 or > MostSubjects || subjects.Exists(s => policy.Subject(s) is null))
            fields.Fault("subjects", $"must be 1 to {MostSubjects} of {string.Join(", ", policy.Subjects.Select(s => s.Key))}, with blanks between.");
        var channel = line["channel"] is "" ? Channel.Letter : Word<Channel>(fields, line, "channel");

        var times = new Times(fields, line, now, oldest);
        var received = times.Read("received_at", required: true);
        var acknowledged = times.Read("acknowledged_at", "received_at");
        var first = ReplyOf(fields, times, line, 1, "answered_at", "outcome", "answer", "received_at");
        var escalated = times.Read("escalated_at", "answered_at", "received_at");
        var escalationAcknowledged = times.Read("escalation_acknowledged_at", "escalated_at");
        var final = ReplyOf(fields, times, line, 2, "final_answered_at", "final_outcome", "final_answer", "escalated_at");
        var withdrawn = times.Read("withdrawn_at", "escalated_at", "received_at");
        var closed = times.Read("closed_at", "final_answered_at", "answered_at");
        if (line["escalated_at"] is "" && (line["escalation_acknowledged_at"] is not "" || line["final_answered_at"] is not ""))
            fields.Fault("escalated_at", "must be set: what is of stage two follows a request for it.");
        if (line["escalation_words"] is not "" && Text.Fault(line["escalation_words"]) is { } fault)
            fields.Fault("escalation_words", fault);
        var answered = escalated is null ? first is not null : final is not null;
        if (closed is not null && !answered)
            fields.Fault("closed_at", "must be empty while the stage it is in has no answer.");
        if (withdrawn is not null && (answered || closed is not null))
            fields.Fault("withdrawn_at", "must be empty for what was answered or closed.");
        var decideBy = DecideBy(fields, line, pending: !answered && withdrawn is null && (escalated is null ? acknowledged : escalationAcknowledged) is not null);
        if (fields.FoundFaults)
            return fields.Refuse("COMPLAINT_INVALID");

        return new[]
        {
            new ComplaintMilestone.Opened(
                Guid.CreateVersion7(now), whose.Landlord, whose.HomeId ?? whose.HomeOfHousehold, whose.HouseholdId, channel!.Value, line["words"], OutcomeWanted: null,
                [.. subjects.Select(subject => new NewIssue(subject, line["words"]))], TeamDecision.Decide(policy, subjects[0]), IsRequest: false, received!.Value) { Estate = whose.Estate },
            new ComplaintMilestone.Imported(source, reference, now),
            acknowledged is { } heard ? new ComplaintMilestone.Acknowledged(1, line["words"], "", decideBy ?? London.DayOf(first?.At ?? heard), heard) : null,
            first,
            escalated is { } again ? new ComplaintMilestone.Escalated(line["escalation_words"], again) : null,
            escalationAcknowledged is { } logged ? new ComplaintMilestone.Acknowledged(2, line["words"], "", decideBy ?? London.DayOf(final?.At ?? logged), logged) : null,
            final,
            withdrawn is { } gone ? new ComplaintMilestone.Withdrawn($"Withdrawn in {source}.", gone) : null,
            closed is { } over ? new ComplaintMilestone.Closed(over) : (ComplaintMilestone?)null,
        }.OfType<ComplaintMilestone>().ToList();
    }

    private static void CheckWhose(FieldReader fields, ImportLine line, ImportedWhose whose)
    {
        if (line["home"] is not "" && whose.HomeId is null)
            fields.Fault("home", $"must be the landlord's own reference of a home that Estates has; it has no {line["home"]}. Leave it empty for no home.");
        if (line["household"] is not "" && whose.HouseholdId is null)
            fields.Fault("household", "must be the id of a household of this landlord that lives in a home of it; leave it empty for one that has left, whose complaint staff alone read then.");
        if (whose is { HomeId: { } home, HomeOfHousehold: { } living } && home != living)
            fields.Fault("household", "must be empty, or the household that lives in the home of this line.");
    }

    private static ComplaintMilestone.Answered? ReplyOf(FieldReader fields, Times times, ImportLine line, int stage, string at, string outcome, string answer, string after)
    {
        var answeredAt = times.Read(at, after);
        if (line[at] is "")
        {
            if (line[outcome] is not "" || line[answer] is not "")
                fields.Fault(at, "must be set: an outcome and an answer have a time.");
            return null;
        }

        var found = Word<FindingOutcome>(fields, line, outcome);
        if (Text.Fault(line[answer]) is { } fault)
            fields.Fault(answer, fault);
        // How to go on and the Ombudsman's details stood in the letter, if they did; this only repeats what the other system kept.
        return answeredAt is { } when && found is { } decided ? new(new NewReply(stage, decided, line[answer], Escalation: null, Ombudsman: "", Early: false, CompensationPence: 0), when) : null;
    }

    private static DateOnly? DecideBy(FieldReader fields, ImportLine line, bool pending)
    {
        if (line["decide_by"] is "")
        {
            if (pending)
                fields.Fault("decide_by", "must be set: the day by which the resident was told to have the answer, such as 2026-03-17.");
            return null;
        }

        if (DateOnly.TryParseExact(line["decide_by"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= London.FirstDay && day <= London.LastDay)
            return day;
        fields.Fault("decide_by", "must be a day, such as 2026-03-17.");
        return null;
    }

    private static T? Word<T>(FieldReader fields, ImportLine line, string column)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Keys.Of(value) == line[column])
                return value;
        }

        fields.Fault(column, $"must be one of {string.Join(", ", Enum.GetValues<T>().Select(Keys.Of))}.");
        return null;
    }

    /// <summary>Reads the times of a line, each in its order.</summary>
    private sealed partial class Times(FieldReader fields, ImportLine line, DateTimeOffset now, DateTimeOffset oldest)
    {
        private readonly Dictionary<string, DateTimeOffset> _read = new(StringComparer.Ordinal);

        public DateTimeOffset? Read(string column, params ReadOnlySpan<string> after) => Read(column, required: false, after);

        public DateTimeOffset? Read(string column, bool required, params ReadOnlySpan<string> after)
        {
            if (line[column] is "")
            {
                if (required)
                    fields.Fault(column, "must be set.");
                return null;
            }

            if (Instant(line[column]) is not { } at)
            {
                fields.Fault(column, "must be a day, such as 2026-03-03, or an instant with its offset: 2026-03-03T12:00:00Z, or 2026-07-03T12:00:00+01:00 in summer time.");
                return null;
            }

            if (at > now)
                fields.Fault(column, "must not be in the future.");
            else if (at < oldest)
                fields.Fault(column, string.Create(CultureInfo.InvariantCulture, $"must not be before {oldest:yyyy-MM-dd}: what is older stays where it is."));
            foreach (var before in after)
            {
                if (_read.TryGetValue(before, out var earlier) && at < earlier)
                {
                    fields.Fault(column, $"must not be before {before}.");
                    break;
                }
            }

            _read[column] = at;
            return at;
        }

        // A day stands for its noon in London, and today for now when it is not noon yet.
        private DateTimeOffset? Instant(string given)
        {
            if (DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                if (day < London.FirstDay || day > London.LastDay)
                    return null;
                var noon = London.At(day, new TimeOnly(12, 0));
                return noon > now && day == London.DayOf(now) ? now : noon;
            }

            return Instants().IsMatch(given) && DateTimeOffset.TryParse(given, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at)
                ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond))
                : null;
        }

        // A time of day without its offset would be read an hour wrong for half the year.
        [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
        private static partial Regex Instants();
    }
}
