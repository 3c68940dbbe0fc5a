using System.Globalization;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>
/// Compares a year's complaint handling with the code (ENG-CMP-05), from the data and never from opinion: a rule that every case kept is complied with; one that fewer kept than the landlord's least
/// is not; between them, and where there was no case or no rule, the governing body states it, with evidence. What the data answer no statement changes.
/// </summary>
internal static class CodeAssessment
{
    private sealed record Answer(bool? Complies, string Finding, IReadOnlyList<string> Evidence)
    {
        public IReadOnlyList<Guid> Cases { get; init; } = [];
    }

    public static IReadOnlyList<AnsweredProvision> Of(ComplaintCode code, ReportMaterial m, ComplaintPolicy policy, Landlord landlord, IReadOnlyList<ProvisionStatement> statements) =>
        [.. code.Chapters.SelectMany(c => c.Provisions, (chapter, provision) => With(By(chapter, provision, m, policy, landlord), statements.FirstOrDefault(s => s.Number == provision.Number)))];

    /// <summary>A provision with what was stated of it.</summary>
    public static AnsweredProvision With(AnsweredProvision provision, ProvisionStatement? statement) => statement is null ? provision : provision with
    {
        Answer = provision.ByData ? provision.Answer : statement.Answer,
        Statement = statement.Words,
        StatedBy = statement.StatedBy,
        StatedOn = statement.StatedOn,
        StatedEvidence = statement.Evidence,
    };

    private static AnsweredProvision By(CodeChapter chapter, CodeProvision provision, ReportMaterial m, ComplaintPolicy policy, Landlord landlord)
    {
        var answer = provision.Rule is { } rule ? Of(rule, provision, m, policy, landlord) : new(null, "The data do not answer this.", []);
        return new(provision.Number, chapter.Name, provision.Asks, answer.Complies, answer.Complies is not null, answer.Finding, answer.Evidence) { Cases = answer.Cases };
    }

    private static Answer Of(CodeRule rule, CodeProvision provision, ReportMaterial m, ComplaintPolicy policy, Landlord landlord)
    {
        var replies = m.Cases.SelectMany(c => c.Replies.Where(r => Within(m, r.At)), (c, reply) => (Case: c, Reply: reply)).ToList();
        var (least, fewest) = (policy.Reports.Least, policy.Reports.Fewest);
        return rule switch
        {
            CodeRule.PromiseKept => Kept(
                m.Rows.Where(r => r.Decided && provision.Promises.Contains(r.Figure, StringComparer.Ordinal)).Select(r => (r.ComplaintId, r.Counted)), "times that this began in the year and was kept or ran out",
                [.. provision.Promises.Select(id => $"The clock of {id}")]),
            CodeRule.OmbudsmanInEveryAnswer => Kept(replies.Select(r => (r.Case.Id, r.Reply.Ombudsman is not "")), "answers given in the year", ["The answers as they were sent"]),
            CodeRule.WayOnInEveryFirstAnswer => Kept(replies.Where(r => r.Reply.Stage == 1).Select(r => (r.Case.Id, r.Reply.Escalation is not null)), "first answers given in the year", ["The answers as they were sent"]),
            CodeRule.EveryIssueDecided => Kept(
                replies.Select(r => (r.Case.Id, r.Reply.Early || Enumerable.Range(1, r.Case.Subjects.Count).All(issue => r.Case.Findings.Any(f => f.Stage == r.Reply.Stage && f.Issue == issue && f.Reasons is not "")))), "answers given in the year",
                ["The findings with their reasons"]),
            CodeRule.StageTwoByAnother => Kept(
                replies.Where(r => r.Reply.Stage == 2).Select(r => (r.Case.Id, !r.Case.Handlers.Where(h => h.Stage == 2).Select(h => h.Subject).Intersect(r.Case.Handlers.Where(h => h.Stage == 1).Select(h => h.Subject), StringComparer.Ordinal).Any())),
                "answers of stage two given in the year", ["Who handled each stage"]),
            CodeRule.ExtensionsExplained => Kept(m.Cases.SelectMany(c => c.Extensions.Where(e => Within(m, e.At)), (c, extension) => (c.Id, extension.Reason is not "")), "extensions of the year", ["The extensions with their reasons"]),
            CodeRule.OmbudsmanInEveryExtension => Kept(
                m.Cases.SelectMany(c => c.Extensions.Where(e => e.Stage == provision.Stage && Within(m, e.At)), (c, extension) => (c.Id, m.Extensions.Any(l => l.ComplaintId == c.Id && l.Stage == extension.Stage && l.WrittenAt >= extension.At && l.NamesOmbudsman))),
                "extensions of the year at this stage", ["The letters of the extensions as they were sent"]),
            CodeRule.ExclusionsExplained => Kept(
                m.Cases.Where(c => c.Stage == Stage.Excluded && Within(m, c.EndedAt)).Select(c => (c.Id, !string.IsNullOrEmpty(c.EndedReason))), "complaints excluded in the year", ["The explanations as they were sent"]),
            CodeRule.ApologyWhereWrong => Kept(
                replies.Where(r => r.Reply.Outcome != FindingOutcome.NotUpheld).Select(r => (r.Case.Id, r.Case.Remedies.Any(x => x.Kind == RemedyKind.Apology && x.Stage == r.Reply.Stage && x.State == RemedyState.Done))),
                "answers of the year that upheld something", ["The apologies with the answers"]),
            CodeRule.ActionsFollowed => Kept(
                replies.SelectMany(r => r.Case.Remedies.Where(x => x.Stage == r.Reply.Stage && x.State is RemedyState.Promised or RemedyState.Done && x.DueOn <= m.Period.Through), (r, action) => (r.Case.Id, action.State == RemedyState.Done && London.DayOf(action.DoneAt!.Value) <= action.DueOn)),
                "actions promised with answers of the year whose day has come", ["The actions with their proof"]),
            CodeRule.LessonWhereUpheld => Kept(
                replies.Where(r => r.Reply.Outcome != FindingOutcome.NotUpheld).Select(r => r.Case).DistinctBy(c => c.Id).Select(c => (c.Id, c.LearntAt is not null || c.NoLessonReason is not null)), "complaints upheld in the year",
                ["The lessons, and the reasons why there is none"]),
            CodeRule.TwoStages => new(policy.StageTwo.Offered, policy.StageTwo.Offered ? "A complaint has a first stage and a second, and the service knows no third." : "No second stage is offered.", [Setting("complaints.stageTwo", policy.StageTwo)]),
            CodeRule.OmbudsmanDetails => new(true, $"{landlord.Name} gives the details of the {policy.Ombudsman.Name} with every step.", [Setting("complaints.ombudsman", policy.Ombudsman)]),
        };

        Answer Kept(IEnumerable<(Guid Id, bool Kept)> cases, string what, IReadOnlyList<string> evidence)
        {
            var all = cases.ToList();
            var kept = all.Where(c => c.Kept).Select(c => c.Id).Distinct().ToList();
            var missed = all.Where(c => !c.Kept).Select(c => c.Id).Distinct().ToList();
            var (count, of) = (all.Count(c => c.Kept), all.Count);
            if (of == 0)
                return new(null, $"There were no {what}.", evidence);
            var told = $"{Disclosure.Told(count, fewest)} of {Disclosure.Told(of, fewest)} {what}.";
            if (count == of)
                return new(true, $"All: {told}", evidence) { Cases = kept };
            return 100m * count / of < least
                ? new(false, string.Create(CultureInfo.InvariantCulture, $"Fewer than {least:0.##} %: {told}"), evidence) { Cases = missed }
                : new(null, string.Create(CultureInfo.InvariantCulture, $"Not all, and at least {least:0.##} %: {told}"), evidence) { Cases = missed };
        }
    }

    private static string Setting(string path, ISourced setting) => setting.Clause is { } clause ? $"{path} in the landlord's file ({clause})" : $"{path} in the landlord's file, a setting";

    private static bool Within(ReportMaterial m, DateTimeOffset? at) => at >= m.Span.Begins && at < m.Span.Ends;
}
