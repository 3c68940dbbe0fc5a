using System.Globalization;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>What a letter's template is filled with.</summary>
internal sealed record LetterContents(string Title, string Landlord, LetterSender Sender, string Date, string Reference, string? Name, IReadOnlyList<string> Lines, string? For, bool StageTwo)
{
    public sealed record Issue(string Subject, string? Words);

    public sealed record Finding(int Number, string Subject, string Outcome, IReadOnlyList<string> Reasons);

    /// <summary>Something to put it right. A sum has its category, works and actions whoever does them and the day.</summary>
    public sealed record Remedy(string Words, string? Sum, string? Category, string? Owner, string? DueOn);

    public string? Handler { get; private init; }
    public string Team { get; private init; } = "";
    public IReadOnlyList<string> Understanding { get; private init; } = [];
    public IReadOnlyList<Issue> Issues { get; private init; } = [];

    /// <summary>What the resident wants to come of it.</summary>
    public IReadOnlyList<string> Wanted { get; private init; } = [];

    /// <summary>Why the resident asked for stage two.</summary>
    public IReadOnlyList<string> Remaining { get; private init; } = [];
    public IReadOnlyList<string> NextSteps { get; private init; } = [];
    public string? DecideBy { get; private init; }

    /// <summary>For one that is not taken: which of the law's grounds it is.</summary>
    public string? Ground { get; private init; }
    public IReadOnlyList<string> Reasons { get; private init; } = [];
    public string? Decision { get; private init; }
    public bool Wrong { get; private init; }
    public IReadOnlyList<string> Text { get; private init; } = [];
    public IReadOnlyList<Finding> Findings { get; private init; } = [];
    public IReadOnlyList<string> Apologies { get; private init; } = [];
    public IReadOnlyList<Remedy> Remedies { get; private init; } = [];

    /// <summary>A message says when they are done.</summary>
    public bool Told { get; private init; }

    /// <summary>Promised at stage one, and not done when stage two answers.</summary>
    public IReadOnlyList<Remedy> Outstanding { get; private init; } = [];
    public string? Escalation { get; private init; }
    public Ombudsman? Ombudsman { get; private init; }
    public string OmbudsmanSays { get; private init; } = "";

    public static LetterContents Of(Complaint complaint, ComplaintMilestone milestone, LetterKind kind, ComplaintPolicy policy, string landlord, Addressee addressee, DateTimeOffset now)
    {
        var letter = new LetterContents(
            TitleOf(kind), landlord, policy.Letters.Sender, Day(London.DayOf(now)), complaint.Reference, addressee.Name, addressee.Lines, addressee.For, complaint.StageNumber == 2)
        {
            Handler = complaint.HandlerName,
            Team = policy.NameOfTeam(complaint.Team),
            Issues = [.. complaint.Issues.Select(i => new Issue(SubjectOf(policy, i), complaint.Issues.Count > 1 && i.Text == complaint.Words ? null : i.Text))],
            Told = !complaint.IsToldByPost,
            Ombudsman = policy.Ombudsman,
            OmbudsmanSays = kind is LetterKind.Acknowledgement or LetterKind.EscalationAcknowledgement or LetterKind.Extension
                ? $"You can ask the {policy.Ombudsman.Name} for help or advice at any time while we look into your complaint."
                : $"If you are unhappy with this, you can ask the {policy.Ombudsman.Name} to look at your complaint.",
        };
        return milestone switch
        {
            ComplaintMilestone.Acknowledged acknowledged => letter with
            {
                Understanding = Paragraphs(acknowledged.Understanding), NextSteps = Paragraphs(acknowledged.NextSteps), DecideBy = Day(acknowledged.DecideBy),
                Wanted = Paragraphs(complaint.OutcomeWanted ?? ""), Remaining = Paragraphs(complaint.EscalationWords ?? ""),
            },
            ComplaintMilestone.Extended extended => letter with { Reasons = Paragraphs(extended.Reason), DecideBy = Day(extended.NewDay) },
            ComplaintMilestone.Excluded excluded => letter with { Ground = GroundOf(excluded), Reasons = Paragraphs(excluded.Explanation) },
            ComplaintMilestone.NotOurs => letter with { Ground = "The home that it is about is not one that we look after. Whoever looks after it can deal with it." },
            ComplaintMilestone.EscalationRefused refused => letter with { Reasons = Paragraphs(refused.Reasons) },
            ComplaintMilestone.Answered { Reply: var reply } => letter.Answering(complaint, reply, policy),
            _ => letter,
        };
    }

    public static IEnumerable<Complaints.Finding> FindingsOf(Complaint complaint, NewReply reply) =>
        reply.Early ? [] : complaint.Issues.Select(i => complaint.Found(i.Number, reply.Stage)).OfType<Complaints.Finding>();

    /// <summary>What was promised with this answer, the apology included.</summary>
    public static IEnumerable<Complaints.Remedy> RemediesOf(Complaint complaint, NewReply reply) =>
        complaint.Remedies.Where(r => r.Stage == reply.Stage && r.State is RemedyState.Promised or RemedyState.Done);

    private LetterContents Answering(Complaint complaint, NewReply reply, ComplaintPolicy policy)
    {
        var remedies = RemediesOf(complaint, reply).ToList();
        return this with
        {
            Understanding = complaint.Understanding is { } understanding ? Paragraphs(understanding) : [],
            Decision = DecisionOf(reply),
            Wrong = reply.Outcome != FindingOutcome.NotUpheld,
            Text = Paragraphs(reply.Text),
            Findings = [.. FindingsOf(complaint, reply).Select(f => new Finding(f.Issue, SubjectOf(policy, complaint.Issues[f.Issue - 1]), OutcomeOf(f.Outcome), Paragraphs(f.Reasons)))],
            Apologies = [.. remedies.Where(r => r.Kind == RemedyKind.Apology).SelectMany(r => Paragraphs(r.Words))],
            Remedies = [.. remedies.Where(r => r.Kind != RemedyKind.Apology).Select(r => RemedyOf(policy, r))],
            Outstanding = [.. complaint.Remedies.Where(r => r.Stage < reply.Stage && r.State == RemedyState.Promised).Select(r => RemedyOf(policy, r))],
            Escalation = reply.Escalation,
        };
    }

    private static string TitleOf(LetterKind kind) => kind switch
    {
        LetterKind.Acknowledgement => "We have your complaint",
        LetterKind.EscalationAcknowledgement => "We are looking at your complaint again",
        LetterKind.Extension => "We need more time for your complaint",
        LetterKind.Exclusion or LetterKind.NotOurs => "Why we are not taking your complaint",
        LetterKind.Answer => "Our answer to your complaint",
        LetterKind.FinalAnswer => "Our final answer to your complaint",
        LetterKind.EscalationRefusal => "Why your complaint does not go to stage two",
    };

    private static string GroundOf(ComplaintMilestone.Excluded excluded) => excluded.Reason switch
    {
        ExclusionReason.TooOld => "It is about something that you knew of too long ago.",
        ExclusionReason.AtCourt => $"A court has been asked to decide about it. The court's reference is {excluded.Reference}.",
        ExclusionReason.ConsideredBefore => $"We have looked into it before, to the end. The reference was {excluded.Reference}.",
    };

    private static string DecisionOf(NewReply reply) => (reply.Early, reply.Outcome) switch
    {
        (true, _) => "You were right. We have settled this with you without waiting for a full investigation.",
        (false, FindingOutcome.Upheld) => "We uphold your complaint: you were right.",
        (false, FindingOutcome.PartlyUpheld) => "We uphold your complaint in part: some of it went wrong, and some of it did not.",
        (false, FindingOutcome.NotUpheld) => "We do not uphold your complaint: we did not find that we got it wrong.",
    };

    private static string OutcomeOf(FindingOutcome outcome) => outcome switch
    {
        FindingOutcome.Upheld => "upheld",
        FindingOutcome.PartlyUpheld => "upheld in part",
        FindingOutcome.NotUpheld => "not upheld",
    };

    private static Remedy RemedyOf(ComplaintPolicy policy, Complaints.Remedy remedy) => new(
        remedy.Words, remedy.Pence is { } pence ? string.Create(CultureInfo.InvariantCulture, $"£{pence / 100m:#,##0.00}") : null,
        remedy.Category is { } category ? policy.Compensation.Find(category)?.Name ?? category : null, remedy.Owner, remedy.DueOn is { } due ? Day(due) : null);

    private static string SubjectOf(ComplaintPolicy policy, Complaints.Issue issue) => policy.Subject(issue.Subject)?.Name ?? issue.Subject;

    private static IReadOnlyList<string> Paragraphs(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
