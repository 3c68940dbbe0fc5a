using System.Net;
using System.Text;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Complaints;

/// <summary>One complaint as a report looks at it.</summary>
internal sealed record ReportedCase(Guid Id, string Team, string? Estate, Stage Stage, DateTimeOffset? EndedAt, string? EndedReason, DateTimeOffset? LearntAt, string? NoLessonReason)
{
    public IReadOnlyList<string> Subjects { get; init; } = [];
    public IReadOnlyList<Reply> Replies { get; init; } = [];
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    public IReadOnlyList<Remedy> Remedies { get; init; } = [];
    public IReadOnlyList<Extension> Extensions { get; init; } = [];
    public IReadOnlyList<HandlerTurn> Handlers { get; init; } = [];

    /// <summary>What was found wrong, by the last finding of each issue.</summary>
    public IEnumerable<string> RootCauses => Findings.GroupBy(f => f.Issue).Select(g => g.MaxBy(f => f.Number)!.RootCause).OfType<string>().Distinct(StringComparer.Ordinal);

    public IEnumerable<string> Themes => Subjects.Distinct(StringComparer.Ordinal);

    /// <summary>By its last answer; null while it has none.</summary>
    public FindingOutcome? Outcome => Replies.MaxBy(r => r.Stage)?.Outcome;
}

/// <summary>All that a report is worked out from, as it is at one moment.</summary>
/// <param name="Rows">What the figures count (<see cref="ComplaintFigures"/>).</param>
/// <param name="Cases">Complaints that were received, answered, taken to stage two or ended in the period.</param>
/// <param name="Ombudsman">Taken there, determined or ordered in it.</param>
/// <param name="Lessons">Drawn, done or open in it.</param>
/// <param name="Improvements">Published in it, and not withdrawn.</param>
/// <param name="Feedback">How much of each kind was said in it.</param>
/// <param name="Homes">How many the landlord has.</param>
/// <param name="Themes">Complaints by subject, beside as many days before; for what complaints have changed.</param>
/// <param name="Impacts">What came of the lessons that were done in it; for the same.</param>
internal sealed record ReportMaterial(
    ReportPeriod Period, Span Span, DateTimeOffset Now, MeasureTerms Terms, IReadOnlyList<MeasuredRow> Rows, IReadOnlyList<ReportedCase> Cases, IReadOnlyList<OmbudsmanCase> Ombudsman, IReadOnlyList<Lesson> Lessons,
    IReadOnlyList<Improvement> Improvements, IReadOnlyDictionary<FeedbackKind, long> Feedback, long Homes, IReadOnlyList<ThemeRow> Themes, IReadOnlyList<LessonImpact> Impacts)
{
    /// <summary>The letters of extensions that were written in it; for the comparison with the code.</summary>
    public IReadOnlyList<ExtensionLetter> Extensions { get; init; } = [];
}

/// <summary>The letter of an extension as it is kept.</summary>
/// <param name="NamesOmbudsman">It says who the Ombudsman is, with a way to get there.</param>
internal sealed record ExtensionLetter(Guid ComplaintId, int Stage, DateTimeOffset WrittenAt, bool NamesOmbudsman);

/// <summary>Asks for all that a report is worked out from.</summary>
internal sealed class ReportSources(ComplaintsDb db, ComplaintFigures figures, Themes themes)
{
    /// <summary>The longest that complaints before and after a lesson are compared for, in days.</summary>
    private const int MostDays = 182;

    public async Task<ReportMaterial> Of(string landlord, ReportKind kind, ReportPeriod period, ComplaintPolicy policy, MeasureTerms terms, long homes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var span = new Span(London.StartOf(period.From), London.EndOf(period.Through));
        var rows = await figures.Ask(
            figures.Rows(landlord, span, terms, now).Select(r => new MeasuredRow(r.Figure, r.RowId, r.ComplaintId, "", "", "", "", r.At, 0, r.Counted, r.Decided, r.Extended)), cancellationToken);
        var (begins, ends) = (span.Begins, span.Ends);
        var cases = await db.Complaints.AsNoTracking()
            .Where(c => c.Landlord == landlord
                && ((c.ReceivedAt >= begins && c.ReceivedAt < ends) || (c.AnsweredAt >= begins && c.AnsweredAt < ends) || (c.FinalAnsweredAt >= begins && c.FinalAnsweredAt < ends)
                    || (c.EscalatedAt >= begins && c.EscalatedAt < ends) || (c.EndedAt >= begins && c.EndedAt < ends)))
            .OrderBy(c => c.Id)
            .Select(c => new ReportedCase(c.Id, c.Team, c.Estate, c.Stage, c.EndedAt, c.EndedReason, c.LearntAt, c.NoLessonReason)
            {
                Subjects = c.Issues.OrderBy(i => i.Number).Select(i => i.Subject).ToList(),
                Replies = c.Replies.OrderBy(r => r.Stage).ToList(),
                Findings = c.Findings.OrderBy(f => f.Number).ToList(),
                Remedies = c.Remedies.OrderBy(r => r.Number).ToList(),
                Extensions = c.Extensions.OrderBy(e => e.Number).ToList(),
                Handlers = c.Handlers.OrderBy(h => h.Number).ToList(),
            })
            .AsSplitQuery().ToListAsync(cancellationToken);
        var ombudsman = await db.Set<OmbudsmanCase>().AsNoTracking().Include(o => o.Determinations).Include(o => o.Orders)
            .Where(o => db.Complaints.Any(c => c.Id == o.ComplaintId && c.Landlord == landlord && c.TakenToOmbudsmanAt != null)
                && ((o.TakenAt >= begins && o.TakenAt < ends) || (o.DeterminedAt >= begins && o.DeterminedAt < ends) || o.Orders.Any(r => r.OrderedAt >= begins && r.OrderedAt < ends)))
            .OrderBy(o => o.Id).AsSplitQuery().ToListAsync(cancellationToken);
        var lessons = await db.Lessons.AsNoTracking().Include(l => l.Improvements)
            .Where(l => l.Landlord == landlord && l.DrawnAt < ends && (l.DrawnAt >= begins || (l.DoneAt >= begins && l.DoneAt < ends) || l.State == LessonState.Open))
            .OrderBy(l => l.Id).ToListAsync(cancellationToken);
        var improvements = await db.Improvements.AsNoTracking()
            .Where(i => i.Landlord == landlord && i.State == ImprovementState.Published && i.PublishedAt >= begins && i.PublishedAt < ends).OrderBy(i => i.PublishedAt).ThenBy(i => i.Id).ToListAsync(cancellationToken);
        var feedback = await db.Feedback.Where(f => f.Landlord == landlord && f.ReceivedAt >= begins && f.ReceivedAt < ends).GroupBy(f => f.Kind)
            .Select(g => new { g.Key, Count = g.LongCount() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return new(
            period, span, now, terms, rows, cases, ombudsman, lessons, improvements, feedback, homes,
            kind == ReportKind.Impact ? await themes.Of(landlord, period.From, period.Through, "subject", cancellationToken) : [],
            kind == ReportKind.Impact ? await Impacts(landlord, lessons, span, period, policy, cancellationToken) : [])
        {
            Extensions = kind == ReportKind.SelfAssessment ? await Extensions(landlord, span, policy.Ombudsman, cancellationToken) : [],
        };
    }

    private async Task<IReadOnlyList<ExtensionLetter>> Extensions(string landlord, Span span, Ombudsman ombudsman, CancellationToken cancellationToken)
    {
        var letters = new List<ExtensionLetter>();
        await foreach (var letter in db.Letters.AsNoTracking().Where(l => l.Landlord == landlord && l.Kind == LetterKind.Extension && l.WrittenAt >= span.Begins && l.WrittenAt < span.Ends)
            .Select(l => new { l.ComplaintId, l.Stage, l.WrittenAt, l.Page }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var page = WebUtility.HtmlDecode(Encoding.UTF8.GetString(letter.Page));
            letters.Add(new(
                letter.ComplaintId, letter.Stage, letter.WrittenAt,
                page.Contains(ombudsman.Name, StringComparison.Ordinal) && ((string[])[ombudsman.Form, ombudsman.Phone, ombudsman.Email, ombudsman.Post]).Any(way => page.Contains(way, StringComparison.Ordinal))));
        }

        return letters;
    }

    /// <summary>How often the same was complained of before and after each lesson was done.</summary>
    private async Task<IReadOnlyList<LessonImpact>> Impacts(string landlord, IEnumerable<Lesson> lessons, Span span, ReportPeriod period, ComplaintPolicy policy, CancellationToken cancellationToken)
    {
        var impacts = new List<LessonImpact>();
        foreach (var lesson in lessons.Where(l => l.State == LessonState.Done && l.DoneAt >= span.Begins && l.DoneAt < span.Ends))
        {
            var done = London.DayOf(lesson.DoneAt!.Value);
            var days = Math.Min(MostDays, period.Through.DayNumber - done.DayNumber);
            impacts.Add(new(
                lesson.Id, $"{policy.NameOf("subject", lesson.Subject)}: {policy.NameOf("root-cause", lesson.RootCause)}", lesson.Improvements.LastOrDefault(i => i.State == ImprovementState.Published)?.WeDid,
                done, days, await Found(done.AddDays(-days), done), await Found(done.AddDays(1), done.AddDays(1 + days)), lesson.LastEffect));

            async Task<long> Found(DateOnly from, DateOnly until)
            {
                var (first, end) = (London.StartOf(from), London.StartOf(until));
                return days == 0 ? 0 : await db.Complaints.LongCountAsync(
                    c => c.Landlord == landlord && c.ReceivedAt >= first && c.ReceivedAt < end && (lesson.Estate == null || c.Estate == lesson.Estate)
                        && c.Findings.Any(f => f.RootCause == lesson.RootCause && c.Issues.Any(i => i.Number == f.Issue && i.Subject == lesson.Subject)),
                    cancellationToken);
            }
        }

        return impacts;
    }
}
