using System.Globalization;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Complaints.Tests;

/// <summary>A complaint with its promises, as decisions meet it, without a database.</summary>
internal sealed class Life
{
    private readonly Dictionary<Guid, List<Milestone>> _milestones = [];
    private readonly Dictionary<Guid, CasePromises> _clocks = [];
    private readonly CasePromises _promises = new();

    public Life(ComplaintMilestone.Opened opened, DateTimeOffset now)
    {
        Now = now;
        Complaint = Complaint.Open(opened, Examples.Officer, now);
        Follow(opened);
    }

    public DateTimeOffset Now { get; set; }
    public Complaint Complaint { get; }
    public List<Commitment> Promises => _promises.Commitments;
    public CaseFile File => new(Complaint, _promises) { Clocks = _clocks };

    public Circumstances As(Role role = Role.Officer, string? subject = null) => Examples.Circumstances(Complaint.Landlord, Now, role, subject);

    public Commitment Promise(string id) => Promises.Single(p => p.StandardId == id);

    public Life At(string instant)
    {
        Now = Examples.Instant(instant);
        return this;
    }

    /// <summary>Takes in what was decided; a refusal fails the test with its sentence.</summary>
    public Life Take(Decision<ComplaintMilestone> decision, string by = "officer")
    {
        if (decision is Decision<ComplaintMilestone>.Refused { Why: var why })
            Assert.Fail($"{why.Code}: {why.Sentence}");
        foreach (var milestone in decision.Milestones)
        {
            Complaint.Apply(milestone, Examples.Officer with { Subject = by }, Now);
            Follow(milestone);
        }

        return this;
    }

    private void Follow(ComplaintMilestone milestone)
    {
        var said = new Milestone(milestone.Name, milestone.At, ComplaintFacts.Of(Complaint, milestone));
        var (id, running) = File.Of(milestone);
        if (!_milestones.TryGetValue(id, out var milestones))
            _milestones[id] = milestones = [];
        var recorded = Examples.Book.Record(Complaint.Landlord, "complaints", id, said, new CaseHistory(milestones, running.Commitments), Now, "officer");
        if (recorded.Milestone is { } kept)
        {
            milestones.RemoveAll(m => m.Name == kept.Name && m.At == kept.At);
            milestones.Add(kept);
        }

        running.Commitments.AddRange(recorded.Opened);
        if (milestone is ComplaintMilestone.OrderMoved moved)
        {
            foreach (var commitment in running.Commitments.Where(c => c.IsOwed))
                Assert.IsType<Decision<CommitmentChange>.Accepted>(CommitmentDecisions.Extend(commitment, London.EndOf(moved.NewDay), Now, "officer", moved.Reason));
        }

        foreach (var (commitment, why) in CaseFiles.Ended(File, milestone, Now).ToList())
            CommitmentDecisions.Cancel(commitment, Now, "officer", why);
        if (milestone is ComplaintMilestone.Extended extended)
        {
            foreach (var commitment in Promises.Where(c => extended.Promises.Contains(c.StandardId)))
                Assert.IsType<Decision<CommitmentChange>.Accepted>(CommitmentDecisions.Extend(commitment, London.EndOf(extended.NewDay), Now, "officer", extended.Reason));
        }
    }
}

/// <summary>Complaints at each stage and short ways to say what a decision came to.</summary>
internal static class Examples
{
    /// <summary>A Tuesday noon in London.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(2);
    public static readonly Recorder Officer = new("officer", "officer-1");
    public static readonly Handler Ames = new("ames", "J. Ames", "officer");
    public static readonly Handler Bell = new("bell", "R. Bell", "head-of-service");

    private static readonly Lazy<Policies<ComplaintPolicy>> Read = new(() => Policies<ComplaintPolicy>.Read(StandardsFolder.BesideAssemblies, "complaints"));
    private static readonly Lazy<StandardsBook> ReadBook = new(() => StandardsBook.Read(StandardsFolder.BesideAssemblies));

    public static StandardsBook Book => ReadBook.Value;

    public static ComplaintPolicy Policy(string landlord) => Read.Value.For(landlord);

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    public static Circumstances Circumstances(string landlord, DateTimeOffset now, Role role = Role.Officer, string? subject = null) => new(
        Policy(landlord), Book.For(landlord), Book.Law, Book, new Caller(subject ?? $"{role}".ToLowerInvariant() + "-1", role, landlord, role == Role.Resident ? Guid.CreateVersion7(now) : null),
        now, Tolerance);

    public static ReceiveComplaint Said(params string[] subjects) =>
        new(Channel.Phone, "Nobody came to mend the tap.", [.. (subjects.Length == 0 ? ["repairs"] : subjects).Select(s => new NewIssue(s, ""))]);

    public static Complainant Whose(string landlord) => new(landlord, Guid.CreateVersion7(Now), Guid.CreateVersion7(Now), Pending: false);

    public static Life Received(string landlord = "havering", string at = "2026-03-03T12:00Z", params string[] subjects)
    {
        var now = Instant(at);
        var opened = ReceiptDecision.Decide(Policy(landlord), Said(subjects), Whose(landlord), repair: null, now).Only<ComplaintMilestone.Opened>();
        return new Life(opened, now);
    }

    public static Life Assigned(this Life life, Handler? handler = null) =>
        life.Take(HandlerDecision.Decide(Policy(life.Complaint.Landlord), life.Complaint, new(handler ?? Ames, NoPart: true, "Away."), [], life.Now));

    public static Life Acknowledged(this Life life) => life.Take(AcknowledgementDecision.Decide(life.File, new("The tap was not mended.", "We look into it.", null), life.As()));

    public static Life Found(this Life life, FindingOutcome outcome = FindingOutcome.Upheld)
    {
        foreach (var issue in life.Complaint.Issues.ToList())
            life.Take(FindingDecision.Decide(Policy(life.Complaint.Landlord), life.Complaint, new(issue.Number, outcome, "As the record shows.", outcome == FindingOutcome.NotUpheld ? "" : "late"), life.Now));
        return life;
    }

    public static Life Sorry(this Life life) => life.Take(RemedyDecision.Decide(life.Complaint, new(RemedyKind.Apology, "We are sorry."), life.As()));

    public static Life Proved(this Life life) => life.Take(EvidenceDecision.Decide(life.Complaint, new("The repair's record", "repairs/1"), life.Now));

    public static ProposeRemedy Money(long pence, string category = "time-and-trouble") => new(RemedyKind.Compensation, "For your trouble.") { Category = category, Pence = pence, Evidence = [1] };

    public static ProposeRemedy Action(string words = "We train the team.") => new(RemedyKind.Action, words) { Owner = "R. Bell", DueOn = new(2026, 12, 1) };

    public static Life Answered(this Life life, FindingOutcome outcome = FindingOutcome.Upheld) =>
        (outcome == FindingOutcome.NotUpheld ? life.Found(outcome) : life.Found(outcome).Sorry()).Take(AnswerDecision.Decide(life.Complaint, "This is what we found.", life.As()));

    public static Life Escalated(this Life life) => life.Take(EscalationDecision.Decide(life.File, new("Still not mended.", AcceptLate: false), life.As(Role.Resident)));

    /// <summary>At each stage, by the way that leads there.</summary>
    public static Life In(Stage stage, string landlord = "havering") => stage switch
    {
        Stage.ServiceRequest => new Life(
            ReceiptDecision.Decide(Policy(landlord), Said(), Whose(landlord), InTime(landlord), Now).Only<ComplaintMilestone.Opened>(), Now),
        Stage.One => Received(landlord).Assigned(),
        Stage.OneAnswered => Received(landlord).Assigned().Acknowledged().Answered(),
        Stage.Two => In(Stage.OneAnswered, landlord).Escalated().Assigned(Bell),
        Stage.FinalAnswered => In(Stage.Two, landlord).Acknowledged().Answered(),
        Stage.Excluded => Excluded(Received(landlord)),
        Stage.Withdrawn => Withdrawn(Received(landlord)),
        Stage.Closed => Closed(In(Stage.OneAnswered, landlord)),
    };

    public static Life Excluded(Life life) => life.Take(ExclusionDecision.Decide(life.Complaint, new(ExclusionReason.AtCourt, "A court has it.", null, "KB-1"), life.As()));

    public static Life Withdrawn(Life life) => life.Take(WithdrawalDecision.Decide(life.Complaint, "It is mended now.", life.Now));

    public static Life Closed(Life life) => life.Take(ClosingDecision.Decide(life.Complaint, life.Now));

    public static RepairInQuestion InTime(string landlord, bool inTime = true, params string[] people) => new(landlord, Guid.CreateVersion7(Now), inTime, people);

    public static Refusal Refusal(this Decision<ComplaintMilestone> decision) => Assert.IsType<Decision<ComplaintMilestone>.Refused>(decision).Why;

    public static TMilestone Only<TMilestone>(this Decision<ComplaintMilestone> decision)
        where TMilestone : ComplaintMilestone
    {
        if (decision is Decision<ComplaintMilestone>.Refused { Why: var why })
            Assert.Fail($"{why.Code}: {why.Sentence}");
        return Assert.IsType<TMilestone>(Assert.Single(decision.Milestones));
    }

    public static void IsNothing(this Decision<ComplaintMilestone> decision) => Assert.Same(Decision<ComplaintMilestone>.Nothing, decision);

    public static IEnumerable<string> Fields(this Refusal refusal) => refusal.Fields.Select(f => f.Field);
}
