using Housing.Standards;

namespace Housing.Complaints;

/// <summary>Works a report's figures out, each with how and with the cases behind it. It looks at nothing but what it is given.</summary>
internal static class ReportFigures
{
    private const string Receipt = "What was received";
    private const string InTime = "Answered in time";
    private const string Promises = "What we promise";
    private const string Found = "What was found";
    private const string Right = "Putting it right";
    private const string Opinions = "What households think of it";
    private const string AtOmbudsman = "At the Ombudsman";
    private const string Lessons = "What was learnt";
    private const string Compared = "Subjects beside the time before";

    /// <summary>For a report of a quarter or a year.</summary>
    public static IReadOnlyList<ReportFigure> Of(ReportMaterial m, ComplaintPolicy policy, StandardsBook standards) =>
        [.. Received(m), .. Answered(m), .. Promised(m, standards), .. Decided(m), .. PutRight(m), .. Determined(m, policy), .. Thought(m), .. Themes(m, policy), .. Learnt(m)];

    /// <summary>For what complaints have changed in a year: what was learnt, and each subject beside the year before.</summary>
    public static IReadOnlyList<ReportFigure> OfImpact(ReportMaterial m, ComplaintPolicy policy) =>
    [
        .. Learnt(m),
        .. m.Themes.SelectMany(theme => (ReportFigure[])
        [
            Complaints(
                Compared, $"subject:{theme.Key}", policy.NameOf("subject", theme.Key), "Complaints about this subject that were received in the period; one about two subjects counts under both.",
                ReceivedCases(m).Where(c => c.Themes.Contains(theme.Key, StringComparer.Ordinal)), whole: "subjects"),
            new(Compared, $"subject-before:{theme.Key}", $"{policy.NameOf("subject", theme.Key)}, before", "The same in as many days right before the period.", FigureUnit.Complaints, theme.ReceivedBefore, null, "subjects-before"),
        ]),
    ];

    private static IEnumerable<ReportFigure> Received(ReportMaterial m) =>
    [
        OfHomes(m, 1, "Complaints received", "What was taken in as a complaint in the period, for every 1,000 homes that there are today. Requests for service, and what was excluded, do not count."),
        OfHomes(m, 2, "Taken to stage two", "Complaints that a resident asked, in the period, to have looked at again, for every 1,000 homes that there are today."),
        Complaints(Receipt, "excluded", "Not taken", "Complaints that were excluded in the period for a reason that the law allows.", m.Cases.Where(c => c.Stage == Stage.Excluded && Within(m, c.EndedAt))),
        Complaints(Receipt, "withdrawn", "Withdrawn", "Complaints that residents withdrew in the period.", m.Cases.Where(c => c.Stage == Stage.Withdrawn && Within(m, c.EndedAt))),
        Said(m, FeedbackKind.Comment, "comments", "Comments"),
        Said(m, FeedbackKind.Compliment, "compliments", "Compliments"),
        Said(m, FeedbackKind.Enquiry, "enquiries", "Asked by members of parliament and councillors"),
    ];

    private static IEnumerable<ReportFigure> Answered(ReportMaterial m)
    {
        foreach (var (stage, name) in new[] { (1, "Stage one"), (2, "Stage two") })
        {
            var rows = m.Rows.Where(r => r.Figure == MeasureTerm.FigureOf(MeasureKind.AnsweredInTime, stage)).ToList();
            var decided = rows.FindAll(r => r.Decided);
            const string Base = "Of the complaints that came to this stage in the period and were answered or are late:";
            yield return Share(InTime, $"answered-in-time-{stage}", $"{name}: answered in the time of the law's code", $"{Base} those answered in that time. An extension that the code allows counts as in time.", decided, r => r.Counted);
            yield return Share(InTime, $"answered-without-extension-{stage}", $"{name}: answered in that time without an extension", $"{Base} those answered by the day that held before anybody extended it.", decided, r => r.Counted && !r.Extended);
            yield return Complaints(InTime, $"not-due-{stage}", $"{name}: still within its time", "Complaints that came to this stage in the period, are not answered, and whose time was not over when this was made. They are in no share.", Ids(rows.Where(r => !r.Decided)));
        }

        yield return Share(
            InTime, "settled-at-stage-one", "Settled at stage one", "Of the complaints that were closed in the period after an answer: those that were never taken to stage two.", [.. m.Rows.Where(r => r.Figure == MeasureTerm.FigureOf(MeasureKind.SettledAtStageOne))], r => r.Counted);
        yield return Share(
            InTime, "settled-early", "Put right at once", "Of the complaints that had their first answer in the period: those that were put right without waiting for the formal answer.",
            [.. m.Rows.Where(r => r.Figure == MeasureTerm.FigureOf(MeasureKind.SettledEarly, 1))], r => r.Counted);
        yield return Complaints(InTime, "extended", "Extended", "Complaints for whose answer another day was set in the period.", m.Cases.Where(c => c.Extensions.Any(e => Within(m, e.At))));
    }

    private static IEnumerable<ReportFigure> Promised(ReportMaterial m, StandardsBook standards)
    {
        var byClause = m.Rows.ToLookup(r => r.Figure, StringComparer.Ordinal);
        foreach (var term in m.Terms.All.Where(t => t.Kind == MeasureKind.Promise && byClause.Contains(t.Clause)))
        {
            var decided = byClause[term.Clause].Where(r => r.Decided).ToList();
            var summary = standards.Find(term.Clause)?[^1].Summary ?? term.Clause;
            yield return Share(Promises, $"promise:{term.Clause}", $"{summary} ({term.Clause})", "Of the times that this promise began in the period and was kept or ran out: those kept, by an extended day where there was one.", decided, r => r.Counted);
            yield return Share(Promises, $"first-day:{term.Clause}", $"The same by the day first promised ({term.Clause})", "Of the same: those kept by the day that was promised first.", decided, r => r.Counted && !r.Extended);
        }
    }

    private static IEnumerable<ReportFigure> Decided(ReportMaterial m) =>
        from stage in new[] { 1, 2 }
        let answers = m.Cases.SelectMany(c => c.Replies.Where(r => r.Stage == stage && Within(m, r.At)), (c, reply) => (c.Id, reply.Outcome)).ToList()
        from outcome in Enum.GetValues<FindingOutcome>()
        let these = answers.FindAll(a => a.Outcome == outcome)
        select new ReportFigure(
            Found, $"{Keys.Of(outcome)}-{stage}", $"Stage {(stage == 1 ? "one" : "two")}: {Word(outcome)}", "Of the answers given at this stage in the period: those with this outcome, all issues of the complaint together.",
            FigureUnit.Complaints, these.Count, answers.Count, $"answers-{stage}")
        {
            Cases = [.. these.Select(a => a.Id)],
            Others = [.. answers.Where(a => a.Outcome != outcome).Select(a => a.Id)],
        };

    private static IEnumerable<ReportFigure> PutRight(ReportMaterial m)
    {
        var promised = m.Cases.SelectMany(c => c.Remedies, (c, remedy) => (Case: c, Remedy: remedy))
            .Where(p => p.Remedy.State is RemedyState.Promised or RemedyState.Done && p.Remedy.Kind != RemedyKind.Apology && p.Case.Replies.Any(r => r.Stage == p.Remedy.Stage && Within(m, r.At))).ToList();
        var paid = promised.FindAll(p => p.Remedy.Pence is not null);
        var cases = paid.Select(p => p.Case.Id).Distinct().ToList();
        var today = London.DayOf(m.Now);
        return
        [
            new(Right, "compensation", "Compensation promised", "All the money promised with answers of the period, and on how many complaints.", FigureUnit.Pence, paid.Sum(p => p.Remedy.Pence!.Value), cases.Count, null) { Cases = cases },
            Actions("actions-done", "Promised and done", "Of what was promised with answers of the period, money included: what is done, with proof.", p => p.State == RemedyState.Done),
            Actions("actions-overdue", "Promised and overdue", "Of the same: what is not done although its day has passed.", p => p.State == RemedyState.Promised && p.DueOn < today),
        ];

        ReportFigure Actions(string key, string name, string how, Func<Remedy, bool> counts) => new(
            Right, key, name, how, FigureUnit.Complaints, promised.Count(p => counts(p.Remedy)), promised.Count, null)
        {
            Cases = [.. promised.Where(p => counts(p.Remedy)).Select(p => p.Case.Id).Distinct()],
            Others = [.. promised.Where(p => !counts(p.Remedy)).Select(p => p.Case.Id).Distinct()],
        };
    }

    private static IEnumerable<ReportFigure> Determined(ReportMaterial m, ComplaintPolicy policy)
    {
        var determined = m.Ombudsman.Where(o => Within(m, o.DeterminedAt)).ToList();
        var orders = m.Ombudsman.SelectMany(o => o.Orders).Where(o => !o.Recommendation && o.WithdrawnReason is null && Within(m, o.OrderedAt)).ToList();
        var today = London.DayOf(m.Now);
        return
        [
            Complaints(AtOmbudsman, "ombudsman-taken", "Taken to the Ombudsman", "Complaints that came to the Ombudsman in the period, as far as the landlord knows.", m.Ombudsman.Where(o => Within(m, o.TakenAt)).Select(o => o.ComplaintId)),
            Complaints(AtOmbudsman, "ombudsman-determined", "Determined", "Complaints that the Ombudsman determined in the period.", determined.Select(o => o.ComplaintId)),
            .. policy.Determinations.Outcomes.Select(outcome => Of(
                $"determined:{outcome.Key}", $"Determined: {outcome.Name}", "Of those determined in the period: those with this finding about at least one of the things taken there; one may have several.", determined,
                o => o.Determinations.Any(d => d.Round == o.Round && d.Outcome == outcome.Key), o => o.ComplaintId)),
            Of("orders-in-time", "Orders complied with by their day", "Of the orders made in the period that are not withdrawn: those complied with by their day, confirmed and with evidence.", orders, o => o.CompliedAt is { } at && London.DayOf(at) <= o.DueOn, o => o.ComplaintId),
            Of("orders-overdue", "Orders overdue", "Of the same: those that are not complied with although their day has passed.", orders, o => o.IsOpen && o.DueOn < today, o => o.ComplaintId),
        ];

        static ReportFigure Of<T>(string key, string name, string how, List<T> of, Func<T, bool> counts, Func<T, Guid> complaint) => new(AtOmbudsman, key, name, how, FigureUnit.Complaints, of.Count(counts), of.Count, null)
        {
            Cases = [.. of.Where(counts).Select(complaint).Distinct()],
            Others = [.. of.Where(o => !counts(o)).Select(complaint).Distinct()],
        };
    }

    private static IEnumerable<ReportFigure> Thought(ReportMaterial m) =>
    [
        Share(Opinions, "satisfied", "Satisfied with how it was handled", "Of the households that answered our question in the period: those that said 4 or 5, of 5.", [.. m.Rows.Where(r => r.Figure == MeasureTerm.FigureOf(MeasureKind.Satisfied))], r => r.Counted),
        Share(Opinions, "satisfaction-answered", "Answered our question", "Of the households that we asked in the period: those that answered.", [.. m.Rows.Where(r => r.Figure == MeasureTerm.FigureOf(MeasureKind.SatisfactionAnswered))], r => r.Counted),
    ];

    private static IEnumerable<ReportFigure> Themes(ReportMaterial m, ComplaintPolicy policy)
    {
        var received = ReceivedCases(m).ToList();
        return
        [
            .. By("By subject", "subject", "Complaints received in the period about this subject; one about two subjects counts under both.", c => c.Themes),
            .. By("By cause", "root-cause", "Complaints received in the period in which this was found wrong.", c => c.RootCauses),
            .. By("By team", "team", "Complaints received in the period that this team answers.", c => [c.Team]),
            .. By("By estate", "estate", "Complaints received in the period from homes on this estate.", c => [c.Estate ?? ""]),
        ];

        IEnumerable<ReportFigure> By(string section, string kind, string how, Func<ReportedCase, IEnumerable<string>> keys) =>
            from theme in received.SelectMany(c => keys(c), (c, key) => (Case: c, Key: key)).GroupBy(t => t.Key, t => t.Case, StringComparer.Ordinal).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal)
            let name = theme.Key is "" ? "No estate" : policy.NameOf(kind, theme.Key)
            let answered = theme.Where(c => c.Outcome is not null).ToList()
            from figure in (ReportFigure[])
            [
                Complaints(section, $"{kind}:{theme.Key}", name, how, theme, whole: kind),
                new(section, $"{kind}-upheld:{theme.Key}", $"{name}: upheld", "Of the same, as far as they are answered: those upheld in part or whole by the last answer.", FigureUnit.Complaints, answered.Count(IsUpheld), answered.Count, null)
                {
                    PartOf = $"{kind}:{theme.Key}",
                    Cases = [.. answered.Where(IsUpheld).Select(c => c.Id)],
                    Others = [.. answered.Where(c => !IsUpheld(c)).Select(c => c.Id)],
                },
            ]
            select figure;
    }

    private static IEnumerable<ReportFigure> Learnt(ReportMaterial m)
    {
        var upheld = m.Cases.Where(c => c.Replies.Any(r => Within(m, r.At) && r.Outcome != FindingOutcome.NotUpheld)).ToList();
        return
        [
            Part("learnt", "Upheld, and a lesson drawn", c => c.LearntAt is not null),
            Part("nothing-learnt", "Upheld, and the reason recorded why there is no lesson", c => c.LearntAt is null && c.NoLessonReason is not null),
            Part("unlearnt", "Upheld, and not looked at for a lesson yet", c => c.LearntAt is null && c.NoLessonReason is null),
            Lesson("lessons-drawn", "Lessons drawn", "Lessons drawn in the period, from complaints, comments or both.", l => l.DrawnAt >= m.Span.Begins),
            Lesson("lessons-done", "Lessons done", "Lessons that were done, with proof, in the period.", l => Within(m, l.DoneAt)),
            Lesson("lessons-overdue", "Lessons overdue", "Lessons that were not done when this was made, although their day was in the period or before it.", l => l.State == LessonState.Open && l.DueOn <= m.Period.Through && l.OverdueOn(London.DayOf(m.Now))),
            Lesson("lessons-better", "Done, and the service is better for it", "Of the lessons done in the period: those whose last review found so.", l => Within(m, l.DoneAt) && l.LastEffect == LessonEffect.Better, l => Within(m, l.DoneAt)),
        ];

        ReportFigure Part(string key, string name, Func<ReportedCase, bool> counts) => new(
            Lessons, key, name, "Of the complaints with an answer of the period that upheld them in part or whole.", FigureUnit.Complaints, upheld.Count(counts), upheld.Count, "upheld")
        {
            Cases = [.. upheld.Where(counts).Select(c => c.Id)],
            Others = [.. upheld.Where(c => !counts(c)).Select(c => c.Id)],
        };

        ReportFigure Lesson(string key, string name, string how, Func<Lesson, bool> counts, Func<Lesson, bool>? of = null) => new(
            Lessons, key, name, how, FigureUnit.Lessons, m.Lessons.Count(counts), of is null ? null : m.Lessons.Count(of), null)
        {
            Cases = [.. m.Lessons.Where(counts).Select(l => l.Id)],
        };
    }

    private static ReportFigure Said(ReportMaterial m, FeedbackKind kind, string key, string name) =>
        new(Receipt, key, name, "What was said in the period and is no complaint.", FigureUnit.Complaints, m.Feedback.GetValueOrDefault(kind), null, null);

    private static ReportFigure OfHomes(ReportMaterial m, int stage, string name, string how)
    {
        var rows = m.Rows.Where(r => r.Figure == MeasureTerm.FigureOf(MeasureKind.Received, stage)).Select(r => r.ComplaintId).ToList();
        return new(Receipt, $"received-{stage}", name, how, FigureUnit.ComplaintsOfHomes, rows.Count, m.Homes, null) { Cases = rows };
    }

    private static ReportFigure Share(string section, string key, string name, string how, IReadOnlyList<MeasuredRow> of, Func<MeasuredRow, bool> counts) =>
        new(section, key, name, how, FigureUnit.Complaints, of.Count(counts), of.Count, null) { Cases = [.. Ids(of.Where(counts))], Others = [.. Ids(of.Where(r => !counts(r)))] };

    private static ReportFigure Complaints(string section, string key, string name, string how, IEnumerable<ReportedCase> cases, string? whole = null) => Complaints(section, key, name, how, cases.Select(c => c.Id), whole);

    private static ReportFigure Complaints(string section, string key, string name, string how, IEnumerable<Guid> cases, string? whole = null)
    {
        var ids = cases.ToList();
        return new(section, key, name, how, FigureUnit.Complaints, ids.Count, null, whole) { Cases = ids };
    }

    private static IEnumerable<Guid> Ids(IEnumerable<MeasuredRow> rows) => rows.Select(r => r.ComplaintId).Distinct();

    private static IEnumerable<ReportedCase> ReceivedCases(ReportMaterial m)
    {
        var received = m.Rows.Where(r => r.Figure == MeasureTerm.FigureOf(MeasureKind.Received, 1)).Select(r => r.ComplaintId).ToHashSet();
        return m.Cases.Where(c => received.Contains(c.Id));
    }

    private static bool Within(ReportMaterial m, DateTimeOffset? at) => at >= m.Span.Begins && at < m.Span.Ends;

    private static bool IsUpheld(ReportedCase c) => c.Outcome is FindingOutcome.Upheld or FindingOutcome.PartlyUpheld;

    private static string Word(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Upheld => "upheld",
        FindingOutcome.PartlyUpheld => "upheld in part",
        FindingOutcome.NotUpheld => "not upheld",
    };
}
