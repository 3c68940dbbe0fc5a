using FsCheck;
using FsCheck.Fluent;
using Housing.ServiceDefaults;
using Housing.Standards;
using static Housing.Complaints.Tests.Examples;

namespace Housing.Complaints.Tests;

/// <summary>
/// Complaints that anything may happen to, in any order: whatever is decided, what the complaint says of itself holds together, and what was said once is not done
/// twice. Each life is a list of numbers, so that one that fails is shrunk to the few steps that matter.
/// </summary>
public class RandomLivesTests
{
    private static readonly string[] Landlords = ["one-housing", "havering", "housing-plus", "rosebery"];

    private static readonly string[] Outcomes = ["severe-maladministration", "service-failure", "no-maladministration"];

    [Fact]
    public void Whatever_happens_to_a_complaint_it_holds_together() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Gen.Choose(0, 1_000_000).ListOf(50).ToArbitrary(), steps =>
        {
            var life = Begin(steps[0]);
            try
            {
                foreach (var step in steps.Skip(1))
                    Step(life, step);
                return true;
            }
            catch (Exception wrong)
            {
                throw new InvalidOperationException($"{life.Complaint.Landlord}: {string.Join(", ", life.Complaint.Timeline.Select(t => t.Name))}: {wrong.Message}", wrong);
            }
        }));

    private static Life Begin(int number)
    {
        var landlord = Landlords[number % 4];
        var command = Said(number / 4 % 2 == 0 ? ["repairs"] : ["repairs", "staff-conduct"]) with { Insist = number / 8 % 2 == 0 };
        var repair = number / 16 % 2 == 0 ? InTime(landlord) : null;
        return new Life(ReceiptDecision.Decide(Policy(landlord), command, Whose(landlord), repair, Now).Only<ComplaintMilestone.Opened>(), Now);
    }

    private static void Step(Life life, int step)
    {
        life.Now += TimeSpan.FromHours(step % 11 * 5);
        var (complaint, was) = (life.Complaint, life.Complaint.Stage);
        var (count, answers) = (complaint.Timeline.Count, complaint.Replies.Count);
        var by = By(step / 11);
        var command = Command(step / 11, life, by);
        var decision = command();
        if (decision is not Decision<ComplaintMilestone>.Refused)
            life.Take(decision, by.Subject);
        foreach (var milestone in decision.Milestones)
            Tells(complaint, milestone, life.Now);

        Assert.Equal(count + decision.Milestones.Count, complaint.Timeline.Count);
        Assert.Equal(Enumerable.Range(1, complaint.Timeline.Count), complaint.Timeline.Select(t => t.Number));
        HoldsTogether(life);
        if (was is Stage.Excluded or Stage.Withdrawn)
            Assert.Equal(was, complaint.Stage);
        if (was != Stage.Two && complaint.Stage == Stage.Two)
            Assert.IsType<ComplaintMilestone.Escalated>(Assert.Single(decision.Milestones));      // never by itself (HAV-CMP-13)
        Assert.True(complaint.Replies.Count - answers <= 1, "two answers at once");

        // A remedy is a new one each time it is proposed; everything else said again changes nothing.
        if (decision.Milestones is not [] and not [ComplaintMilestone.RemedyProposed])
            Assert.True(command() is Decision<ComplaintMilestone>.NothingToDo, $"{decision.Milestones[0].Name} said again is {command()}");
    }

    /// <summary>Whatever led to it, the letter of a step has what every letter has.</summary>
    private static void Tells(Complaint complaint, ComplaintMilestone milestone, DateTimeOffset now)
    {
        if (LetterPage.Of(complaint, milestone, Policy(complaint.Landlord), Book.For(complaint.Landlord).Name, Addressee.Unknown, now) is not { } letter)
            return;
        var ombudsman = Policy(complaint.Landlord).Ombudsman;
        Assert.All((string[])[complaint.Reference, Book.For(complaint.Landlord).Name, ombudsman.Form, ombudsman.Phone, ombudsman.Email, ombudsman.Post], words => Assert.Contains(words, letter.Page, StringComparison.Ordinal));
        Assert.True(letter.Readability.Words > 0, "a letter in which nobody wrote anything");
    }

    private static void HoldsTogether(Life life)
    {
        var complaint = life.Complaint;
        Assert.Equal(complaint.Replies.Select(r => r.Stage).Distinct(), complaint.Replies.Select(r => r.Stage));      // one answer a stage
        Assert.Equal(complaint.EscalatedAt is not null, complaint.StageNumber == 2);
        Assert.Equal(complaint.HasEnded, complaint.EndedAt is not null);
        if (complaint.Stage == Stage.Closed)
            Assert.True(!complaint.Undone.Any(), "closed with actions undone");
        if (complaint.Stage is Stage.Excluded or Stage.Withdrawn)
            Assert.DoesNotContain(life.Promises, p => p.OutcomeAt(life.Now) == Standards.Outcome.Open);
        if (complaint.HasEnded)
            Assert.Empty(CaseFiles.Owed(life.File));
        foreach (var reply in complaint.Replies.Where(r => !r.Early))
        {
            Assert.All(complaint.Issues, i => Assert.NotNull(complaint.Found(i.Number, reply.Stage)));
            Assert.True(
                reply.Outcome == FindingOutcome.NotUpheld || complaint.Remedies.Any(r => r is { Kind: RemedyKind.Apology, State: RemedyState.Done } && r.Stage == reply.Stage), "wrong, and nobody said sorry");
        }

        Assert.All(complaint.Replies, r => Assert.Contains("Ombudsman", r.Ombudsman, StringComparison.Ordinal));
        Assert.True(complaint.CompensationPence <= Policy(complaint.Landlord).Approvals.Most, "more than anybody may promise");
        Assert.All(complaint.Remedies, r => Assert.NotEqual(r.ProposedBy, r.ApprovedBy));
        Assert.Equal(complaint.Severe, complaint.Ombudsman.Any(o => o.Determinations.Any(d => d.Round == o.Round && d.Outcome == Outcomes[0])));
        foreach (var order in complaint.Ombudsman.SelectMany(o => o.Orders))
        {
            Assert.True(order.CompliedAt is null || order.DoneAt <= order.CompliedAt, "complied with before it was done");
            Assert.Equal(order is { IsOpen: true, Recommendation: false } ? 1 : 0, life.File.Clocks[order.Id].Commitments.Count(p => p.IsOwed));
        }

        if (complaint.AcknowledgedAt is not null)
            Assert.NotEmpty(complaint.Handlers);
        var first = complaint.Handlers.Where(h => h.Stage == 1).Select(h => h.Subject);
        Assert.Empty(complaint.Handlers.Where(h => h.Stage == 2).Select(h => h.Subject).Intersect(first));
        // Extended, a promise is later than it was; not extended, it is as it was.
        Assert.All(life.Promises, p => Assert.True(p.DueAt == p.OriginalDueAt || (p.DueAt > p.OriginalDueAt && complaint.Extensions.Any(e => e.Promises.Contains(p.StandardId))), p.StandardId));
    }

    private static (Role Role, string Subject) By(int number)
    {
        var role = number % 7 == 0 ? Role.Manager : Role.Officer;
        return (role, $"{role}-{number % 2}");
    }

    /// <summary>What somebody asks for, with everything it says fixed, so that it can be asked for again.</summary>
    private static GivenOrder Order(int how) => new((OrderKind)(how % 2 * 3), Recommendation: how % 3 == 0, "As it was ordered.", new(2027, 1, 1 + (how % 28))) { Pence = how % 2 == 0 ? 5_000 : 0, Owner = "R. Bell" };

    private static Func<Decision<ComplaintMilestone>> Command(int number, Life life, (Role Role, string Subject) by)
    {
        var (kind, how) = (number % 28, number / 28);
        var (complaint, now) = (life.Complaint, life.Now);
        var policy = Policy(complaint.Landlord);
        var c = life.As(by.Role, by.Subject);
        var issue = (how % complaint.Issues.Count) + 1;
        var outcome = (FindingOutcome)(how % 3);
        var day = London.DayOf(now).AddDays(how % 60);
        var given = new GivenDay(day.Year, day.Month, day.Day);
        var agreement = how % 2 == 0 ? new Agreement(Channel.Phone, now, "call/1") : null;
        var remedy = complaint.Remedies.Count == 0 ? null : complaint.Remedies[how % complaint.Remedies.Count];
        var handler = how % 2 == 0 ? Ames : Bell;
        var taken = complaint.Ombudsman.Count == 0 ? null : complaint.Ombudsman[how % complaint.Ombudsman.Count];
        var order = taken is null || taken.Orders.Count == 0 ? null : taken.Orders[how % taken.Orders.Count];
        return kind switch
        {
            0 => () => InsistenceDecision.Decide(complaint, now),
            1 => () => RoutingDecision.Decide(policy, complaint, new(policy.Teams[how % policy.Teams.Count].Key, "Theirs."), now),
            2 when how % 8 == 0 => () => ExclusionDecision.Decide(complaint, new(ExclusionReason.AtCourt, "At court.", null, "KB-1"), c),
            3 or 4 => () => HandlerDecision.Decide(policy, complaint, new(handler, NoPart: true, "Away."), [], now),
            5 => () => ContactDecision.Decide(complaint, new(Channel.Phone, how % 2 == 0, "A call.", "We look into it.", now), now, Tolerance),
            6 or 7 => () => AcknowledgementDecision.Decide(life.File, new("As we read it.", "We look into it.", null), c),
            8 or 9 => () => ExtensionDecision.Decide(life.File, new(given, "It takes longer.", agreement), c),
            10 => () => PlanDecision.Decide(complaint, $"Plan {how % 3}.", now),
            11 => () => EvidenceDecision.Decide(complaint, new("A record.", $"r/{how % 5}"), now),
            12 or 13 or 14 => () => FindingDecision.Decide(policy, complaint, new(issue, outcome, "As the record shows.", outcome == FindingOutcome.NotUpheld ? "" : "late"), now),
            15 => () => RemedyDecision.Decide(complaint, new(RemedyKind.Apology, "We are sorry."), c),
            16 => () => RemedyDecision.Decide(complaint, Money(2_500 + (how % 20 * 1_000)), c),
            17 => () => RemedyDecision.Decide(complaint, Action(), c),
            18 when remedy is not null => () => ApprovalDecision.Decide(policy, complaint, remedy, c.Caller, now),
            19 when remedy is not null => how % 4 == 0 ? () => DroppingDecision.Decide(complaint, remedy, "Not wanted.", now) : () => ActionDecision.Decide(remedy, new("seen/1", now), now, c),
            20 => () => AnswerDecision.Decide(complaint, "This is what we found.", c),
            21 => () => EscalationDecision.Decide(life.File, new("Again.", AcceptLate: false), life.As(Role.Resident)),
            22 => () => how % 3 == 0 ? EscalationRefusalDecision.Decide(complaint, "No.", c) : EarlySettlementDecision.Decide(complaint, "Mended.", new(Channel.Phone, now, "call/2"), c),
            23 => () => how % 5 == 0 ? WithdrawalDecision.Decide(complaint, "It is mended.", now) : ClosingDecision.Decide(complaint, now),
            24 when how % 3 == 0 => () => TakingDecision.Decide(complaint, new($"2026-{how % 2}", "How it was mended.", null), c),
            25 when taken is not null => how % 2 == 0
                ? () => DeterminationDecision.Decide(complaint, taken, new($"d/{how % 5}", null, [new(1, "The tap", Outcomes[how % Outcomes.Length])], [Order(how), Order(how + 1)]), c)
                : () => InformationDecision.Ask(taken, new($"Question {how % 3}.", given, null), c),
            26 when order is not null => how % 2 == 0 ? () => ComplianceDecision.Record(order, new("seen/2", null), c) : () => ComplianceDecision.Confirm(order, new("sent/2", null), c),
            27 when taken is not null => (how % 4) switch
            {
                0 => () => ReviewDecision.Ask(taken, new("It is wrong.", null, AcceptedLate: how % 8 == 0), c),
                1 => () => ReviewDecision.Record(taken, new(how % 8 == 1, "Looked at again.", null), c),
                2 when order is not null => () => ComplianceDecision.Move(order, new(given, "More time."), c),
                _ when order is not null => () => PromiseNewsDecision.Decide(order, new PromiseNews.Stopped(null, "It does not go on.", now)) is { } stopped ? stopped : Decision<ComplaintMilestone>.Nothing,
                _ => () => Decision<ComplaintMilestone>.Nothing,
            },
            _ => () => Decision<ComplaintMilestone>.Nothing,
        };
    }
}
