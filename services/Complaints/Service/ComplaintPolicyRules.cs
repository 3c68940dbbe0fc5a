using System.Text.RegularExpressions;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What is wrong with a landlord's section beyond missing and misspelt properties.</summary>
internal static partial class ComplaintPolicyRules
{
    private static readonly string[] Roles = ["officer", "manager"];

    public static IEnumerable<PolicyFault> Check(ComplaintPolicy policy) =>
    [
        .. Keys("teams", policy.Teams), .. Keys("rootCauses", policy.RootCauses), .. Keys("ranks", policy.Ranks),
        .. Subjects(policy),
        .. Source("triage", policy.Triage), .. Source("stageTwo", policy.StageTwo), .. Source("approvals", policy.Approvals), .. Source("compensation", policy.Compensation),
        .. Source("ombudsman", policy.Ombudsman), .. Source("determinations", policy.Determinations), .. Outcomes(policy.Determinations),
        .. Among("triage.team", policy.Triage.Team, policy.Teams), .. Among("stageTwo.least", policy.StageTwo.Least, policy.Ranks),
        .. Window(policy.StageTwo), .. Extensions(policy.Extensions), .. Approvals(policy.Approvals), .. Compensation(policy.Compensation), .. Details(policy.Ombudsman), .. PublishedMeasure.Check(policy.Measures), .. policy.Reports.Check(), .. Source("reports", policy.Reports), .. policy.Reports.Kinds.SelectMany((kind, at) => Source($"reports.kinds[{at}]", kind)),
        .. Source("letters.sender", policy.Letters.Sender), .. Source("letters.readability", policy.Letters.Readability),
        .. Sender(policy.Letters.Sender), .. Readable(policy.Letters.Readability),
    ];

    private static IEnumerable<PolicyFault> Keys(string path, IReadOnlyList<Keyed> rows)
    {
        if (rows.Count == 0)
            yield return new(path, "must have at least one entry");
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var fault in Key($"{path}[{i}].key", rows[i].Key, rows.Take(i).Select(r => r.Key)))
                yield return fault;
            if (string.IsNullOrWhiteSpace(rows[i].Name))
                yield return new($"{path}[{i}].name", "must say what it is called");
        }
    }

    private static IEnumerable<PolicyFault> Subjects(ComplaintPolicy policy)
    {
        if (policy.Subjects.Count == 0)
            yield return new("subjects", "must have at least one entry");
        for (var i = 0; i < policy.Subjects.Count; i++)
        {
            var (subject, path) = (policy.Subjects[i], $"subjects[{i}]");
            foreach (var fault in Key($"{path}.key", subject.Key, policy.Subjects.Take(i).Select(s => s.Key)).Concat(Among($"{path}.team", subject.Team, policy.Teams)))
                yield return fault;
            if (string.IsNullOrWhiteSpace(subject.Name))
                yield return new($"{path}.name", "must say what it is called");
        }
    }

    private static IEnumerable<PolicyFault> Window(StageTwoPolicy stageTwo)
    {
        if (stageTwo.Within is { } within && (!Limit.TryParse(within, out var limit, out _) || limit.IsElapsed || limit.NeedsOpeningHours))
            yield return new("stageTwo.within", "must be whole days, such as “6 months” or “20 working days”; leave it out for no limit");
    }

    private static IEnumerable<PolicyFault> Extensions(IReadOnlyList<ExtensionRow> rows)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var (row, path) = (rows[i], $"extensions[{i}]");
            if (row.Stage is not (1 or 2))
                yield return new($"{path}.stage", "must be 1 or 2");
            if (row.Extends.Count == 0)
                yield return new($"{path}.extends", "must name at least one promise");
            foreach (var id in row.Extends.Where(id => rows.Take(i).Any(r => r.Extends.Contains(id, StringComparer.Ordinal))))
                yield return new($"{path}.extends", $"names {id}, which another row extends");
            if (row.Times < 1)
                yield return new($"{path}.times", "must be 1 or more; leave it out for any number of times");
            foreach (var fault in Source(path, row))
                yield return fault;
        }
    }

    private static IEnumerable<PolicyFault> Approvals(ApprovalPolicy approvals)
    {
        if (approvals.Roles.Count == 0)
            yield return new("approvals.roles", "must have at least one entry");
        for (var i = 0; i < approvals.Roles.Count; i++)
        {
            var (row, path) = (approvals.Roles[i], $"approvals.roles[{i}]");
            if (!Roles.Contains(row.Role, StringComparer.Ordinal) || approvals.Roles.Take(i).Any(r => r.Role == row.Role))
                yield return new($"{path}.role", $"must be one of {string.Join(", ", Roles)}, each once");
            if (row.Pence is < 0 or > 100_000_00)
                yield return new($"{path}.pence", "must be 0 to 10000000 pence");
        }
    }

    private static IEnumerable<PolicyFault> Compensation(CompensationPolicy compensation)
    {
        for (var i = 0; i < compensation.Categories.Count; i++)
        {
            var (row, path) = (compensation.Categories[i], $"compensation.categories[{i}]");
            foreach (var fault in Key($"{path}.category", row.Category, compensation.Categories.Take(i).Select(c => c.Category)))
                yield return fault;
            if (row.From < 1 || row.To < row.From || (row.ShareOfRent && row.To > 100))
                yield return new($"{path}.from", row.ShareOfRent ? "must be at least 1 percent, and to no less than from and at most 100" : "must be at least 1 pence, and to no less than from");
            if (string.IsNullOrWhiteSpace(row.Says))
                yield return new($"{path}.says", "must be one plain sentence to the resident");
        }
    }

    private static IEnumerable<PolicyFault> Details(Ombudsman ombudsman)
    {
        foreach (var (path, text) in (ReadOnlySpan<(string, string)>)[("name", ombudsman.Name), ("form", ombudsman.Form), ("phone", ombudsman.Phone), ("email", ombudsman.Email), ("post", ombudsman.Post)])
        {
            if (string.IsNullOrWhiteSpace(text))
                return [new($"ombudsman.{path}", "must be set: every reply says it")];
        }

        return [];
    }

    private static IEnumerable<PolicyFault> Sender(LetterSender sender)
    {
        if (sender.Lines.Count is 0 or > 6 || sender.Lines.Any(string.IsNullOrWhiteSpace))
            yield return new("letters.sender.lines", "must be one to six lines of a postal address, none of them empty");
        if (string.IsNullOrWhiteSpace(sender.Phone))
            yield return new("letters.sender.phone", "must be set: every letter says it");
        if (string.IsNullOrWhiteSpace(sender.Email))
            yield return new("letters.sender.email", "must be set: every letter says it");
    }

    private static IEnumerable<PolicyFault> Readable(ReadabilityLimits limits)
    {
        if (limits.AverageSentence is < 5 or > 100)
            yield return new("letters.readability.averageSentence", "must be 5 to 100 words");
        if (limits.LongestSentence < limits.AverageSentence || limits.LongestSentence > 200)
            yield return new("letters.readability.longestSentence", "must be at least averageSentence and at most 200 words");
        if (limits.ReadingAge is < 6 or > 18)
            yield return new("letters.readability.readingAge", "must be 6 to 18 years");
        if (limits.FewestWords is < 1 or > 1000)
            yield return new("letters.readability.fewestWords", "must be 1 to 1000 words");
    }

    private static IEnumerable<PolicyFault> Outcomes(DeterminationPolicy determinations)
    {
        for (var i = 0; i < determinations.Outcomes.Count; i++)
        {
            var (outcome, path) = (determinations.Outcomes[i], $"determinations.outcomes[{i}]");
            foreach (var fault in Key($"{path}.key", outcome.Key, determinations.Outcomes.Take(i).Select(o => o.Key)))
                yield return fault;
            if (string.IsNullOrWhiteSpace(outcome.Name))
                yield return new($"{path}.name", "must say what it is called");
        }

        if (!determinations.Outcomes.Any(o => o.Severe))
            yield return new("determinations.outcomes", "must have one that is “severe”: true, for severe maladministration to be flagged");
    }

    private static IEnumerable<PolicyFault> Source(string path, ISourced entry)
    {
        if (entry.Published && string.IsNullOrWhiteSpace(entry.Clause))
            yield return new($"{path}.clause", "must name the register row that publishes it; write “published”: false, with a note, for a setting");
        if (!entry.Published && string.IsNullOrWhiteSpace(entry.Note))
            yield return new($"{path}.note", "must say where it comes from, since the landlord did not publish it");
    }

    private static IEnumerable<PolicyFault> Among(string path, string key, IReadOnlyList<Keyed> rows)
    {
        if (!rows.Any(r => r.Key == key))
            yield return new(path, $"must be one of {string.Join(", ", rows.Select(r => r.Key))}");
    }

    private static IEnumerable<PolicyFault> Key(string path, string key, IEnumerable<string> before)
    {
        if (!KeyShape().IsMatch(key))
            yield return new(path, "must be small letters and digits with hyphens, such as “staff-conduct”");
        else if (before.Contains(key, StringComparer.Ordinal))
            yield return new(path, "must be a key no other entry has");
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex KeyShape();
}
