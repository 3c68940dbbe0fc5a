using FsCheck;
using FsCheck.Fluent;

namespace Housing.Standards.Tests;

/// <summary>A case's outcomes follow from its milestones, not from the order in which they were heard of.</summary>
public class OrderTests
{
    private static readonly DateTimeOffset Begin = Examples.Instant("2026-02-02T09:00Z");

    // Every kind of promise, with what makes order matter: ends, two starts, precedence, repeats, versions, a counted date, seasons.
    private static readonly StandardsBook Book = Examples.Book(Examples.File(string.Join(',',
    [
        Promise("01", """ "on": ["case.opened", "case.referred"], "until": ["case.done", "case.settled"], "ends": "case.closed", "kind": "deadline", "within": "5 working days" """),
        Promise("02", """ "on": ["case.opened", "case.referred"], "when": {"band": "special"}, "insteadOf": ["ABC-REP-01"], "until": "case.done", "kind": "deadline", "within": "2 days" """),
        Promise("03", """ "on": "case.opened", "when": {"band": ["special", "urgent"]}, "until": "case.done", "kind": "deadline", "within": "4 hours", "insteadOf": ["ABC-REP-02"] """),
        Promise("04", """ "on": ["visit.agreed", "visit.moved"], "until": "visit.arrived", "repeats": true, "of": "agreed-for", "kind": "deadline", "within": "on time", "ends": "case.closed" """),
        Promise("05", """ "on": "visit.agreed", "until": "visit.confirmed", "of": "agreed-for", "kind": "notice", "before": "2 days" """),
        Promise("06", """ "on": ["case.opened", "case.updated"], "until": "case.updated", "ends": "case.closed", "kind": "cadence", "every": "1 week" """),
        Promise("07", """ "on": "case.updated", "when": {"band": "special"}, "insteadOf": ["ABC-REP-06"], "until": "case.updated", "ends": "case.closed", "kind": "cadence", "every": "2 days" """),
        Promise("08", """ "on": "case.updated", "until": "case.updated", "kind": "cadence", "every": { "months": [3, 4], "times": 2 } """),
        Promise("09", """ "on": "case.updated", "until": "case.updated", "kind": "cadence", "every": { "year": { "times": 3 } } """),
        Promise("10", """ "on": "case.updated", "until": "case.updated", "kind": "cadence", "every": { "by": "02-29" } """),
        Promise("11", """ "on": "case.updated", "until": "case.updated", "kind": "cadence", "every": { "monthsApart": 1 } """),
        Promise("12", """ "on": ["case.opened", "case.updated"], "until": ["case.updated", "case.done"], "kind": "cadence", "every": { "period": "1 month", "keepsDate": "1 week" } """),
        Promise("13", """ "to": "2026-03-01", "on": ["case.opened", "case.referred"], "until": "case.done", "kind": "deadline", "within": "10 days" """),
        Promise("13", """ "version": 2, "from": "2026-03-02", "on": ["case.opened", "case.referred"], "until": "case.settled", "kind": "deadline", "within": "3 days" """),
        Promise("14", """ "to": "2026-03-01", "on": "case.updated", "until": "case.updated", "kind": "cadence", "every": "2 weeks" """),
        Promise("14", """ "version": 2, "from": "2026-03-02", "on": "case.updated", "until": "case.updated", "kind": "cadence", "every": "10 days" """),
    ])));

    private static readonly string[] Names =
        ["case.opened", "case.referred", "case.done", "case.settled", "case.closed", "case.updated", "visit.agreed", "visit.moved", "visit.arrived", "visit.confirmed"];

    /// <summary>What is recorded, in order: the same milestone again with other facts is what turned out later.</summary>
    private sealed record Story(IReadOnlyList<Milestone> Told, IReadOnlyList<int> Order, DateTimeOffset Now)
    {
        // In another order; but what was said otherwise later stays in the order in which it was said: what had run out by then stays missed (F3).
        public List<Milestone> Shuffled()
        {
            var again = Told.GroupBy(m => (m.Name, m.At)).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
            var inTurn = new Queue<Milestone>(Told.Where(m => again.Contains((m.Name, m.At))));
            return [.. Order.Select(i => Told[i]).Select(m => again.Contains((m.Name, m.At)) ? inTurn.Dequeue() : m)];
        }

        public override string ToString() => string.Concat(Shuffled().Select(m => $"\n  {m.Name} {m.At:yyyy-MM-dd'T'HH:mm} {FactsFormat.Write(m.Facts)}")) + $"\n  now {Now:yyyy-MM-dd'T'HH:mm}";
    }

    // One milestone said otherwise later: of two, what had run out by the time of the second depends on what the first had changed by then.
    [Fact]
    public void In_any_order_the_same_milestones_come_to_the_same() => ForAll(saidAgain: 1, story =>
    {
        var inTurn = new Case(Book, "abc");
        foreach (var milestone in story.Told)
            inTurn.Take(milestone, story.Now);
        var shuffled = new Case(Book, "abc");
        foreach (var milestone in story.Shuffled())
            shuffled.Take(milestone, story.Now);
        Same(inTurn, shuffled, story.Now);
    });

    [Fact]
    public void Heard_of_as_it_happens_or_long_after_it_comes_to_the_same() => ForAll(saidAgain: 0, story =>
    {
        var atOnce = new Case(Book, "abc");
        foreach (var milestone in story.Told)
            atOnce.Take(milestone, story.Now);
        var overTime = new Case(Book, "abc");
        var now = Begin;
        foreach (var milestone in story.Shuffled())
        {
            overTime.CatchUp(now);
            now = milestone.At > now ? milestone.At : now;
            overTime.Take(milestone, now);
            overTime.CatchUp(now.AddHours(1));
        }

        overTime.CatchUp(story.Now);
        Same(atOnce, overTime, story.Now);
    });

    [Fact]
    public void Recorded_again_nothing_changes() => ForAll(saidAgain: 3, story =>
    {
        var once = new Case(Book, "abc");
        foreach (var milestone in story.Shuffled())
        {
            once.Take(milestone, story.Now);
            Assert.Same(Recorded.Nothing, once.Take(milestone, story.Now));
        }

        var again = once.CatchUp(story.Now);
        Assert.Equal((0, 0), (again.Opened.Count, again.Changes.Count));
        foreach (var milestone in story.Told.GroupBy(m => (m.Name, m.At)).Select(g => g.Last()))
            Assert.Same(Recorded.Nothing, once.Take(milestone, story.Now));
    });

    [Fact]
    public void Every_change_has_its_line_and_nothing_is_lost() => ForAll(saidAgain: 3, story =>
    {
        var one = new Case(Book, "abc");
        foreach (var milestone in story.Shuffled())
        {
            var before = one.Commitments.ToDictionary(c => c.Id, State);
            var recorded = one.Take(milestone, story.Now);
            Assert.True(before.Keys.All(id => one.Commitments.Exists(c => c.Id == id)));
            foreach (var commitment in one.Commitments)
            {
                var told = recorded.Changes.Any(c => c.CommitmentId == commitment.Id);
                Assert.Equal(!before.TryGetValue(commitment.Id, out var was) || was != State(commitment), told);
            }
        }

        foreach (var commitment in one.Commitments)
        {
            var lines = one.Changes.Where(c => c.CommitmentId == commitment.Id).ToList();
            Assert.Equal([Change.Opened], lines.Select(l => l.What).Where(what => what == Change.Opened));
            Assert.Equal(Change.Opened, lines[0].What);
            Assert.Equal((commitment.Outcome, commitment.DueAt, commitment.DoneAt), (lines[^1].Outcome, lines[^1].DueAt, lines[^1].DoneAt));
            Assert.All(lines.Where(l => l.What is Change.Cancelled or Change.Corrected), line => Assert.False(string.IsNullOrEmpty(line.Reason)));
        }

        (Outcome, DateTimeOffset, DateTimeOffset, DateTimeOffset?, DateTimeOffset, string) State(Commitment c) =>
            (c.Outcome, c.DueAt, c.OriginalDueAt, c.DoneAt, c.StartedAt, c.StartedBy);
    });

    [Fact]
    public void What_was_agreed_stays_agreed_and_what_people_withdrew_stays_withdrawn() => ForAll(saidAgain: 3, story =>
    {
        var one = new Case(Book, "abc");
        var agreed = new Dictionary<Guid, DateTimeOffset>();
        var withdrawn = new HashSet<Guid>();
        foreach (var milestone in story.Shuffled())
        {
            one.Take(milestone, story.Now);
            foreach (var commitment in one.Commitments.Where(c => c.Outcome == Outcome.Open && !agreed.ContainsKey(c.Id)).ToList())
            {
                var extend = (commitment.StartedAt.Day + commitment.DueAt.Hour) % 3 != 0;
                var decision = extend
                    ? CommitmentDecisions.Extend(commitment, commitment.DueAt.AddDays(90), story.Now, "officer test", "The resident is away.")
                    : CommitmentDecisions.Cancel(commitment, story.Now, "officer test", "Asked for by the resident.");
                Assert.IsNotType<Decision<CommitmentChange>.Refused>(decision);
                if (extend)
                    agreed[commitment.Id] = commitment.DueAt;
                else
                    withdrawn.Add(commitment.Id);
            }
        }

        Assert.All(one.Commitments.Where(c => agreed.ContainsKey(c.Id)), c => Assert.Equal(agreed[c.Id], c.DueAt));
        Assert.All(one.Commitments.Where(c => withdrawn.Contains(c.Id)), c => Assert.Equal((Outcome.Cancelled, true, "Asked for by the resident."), (c.Outcome, c.Withdrawn, c.Reason)));
        Assert.DoesNotContain(one.Commitments, c => c.Outcome != Outcome.Cancelled
            && one.Commitments.Exists(w => w.Withdrawn && w.StandardId == c.StandardId && w.Occurrence == c.Occurrence && w.StartedAt == c.StartedAt));
    });

    [Fact]
    public void An_end_recorded_before_the_start_ends_it_all_the_same()
    {
        var one = new Case(Book, "abc");
        var now = Begin.AddDays(30);
        one.Take(new Milestone("case.closed", Begin.AddDays(2), Facts.None), now);
        one.Take(new Milestone("case.opened", Begin, Facts.None), now);
        Assert.Equal((Outcome.Cancelled, "It is not owed after case.closed."), Of(one, "ABC-REP-01"));

        // … and when it turns out to have been done before the end, it was kept.
        one.Take(new Milestone("case.done", Begin.AddDays(1), Facts.None), now);
        Assert.Equal((Outcome.Met, null), Of(one, "ABC-REP-01"));
        Assert.Equal([Change.Opened, Change.Cancelled, Change.Corrected], one.Changes.Where(c => c.Commitment!.StandardId == "ABC-REP-01").Select(c => c.What));
    }

    [Fact]
    public void What_was_promised_before_milestones_were_kept_keeps_what_it_came_to()
    {
        var one = new Case(Book, "abc");
        one.Take("case.opened", Begin);
        one.Take("case.done", Begin.AddDays(1));
        one.Forget();
        one.Take(new Milestone("case.settled", Begin.AddDays(20), Facts.None));
        one.Take(new Milestone("case.closed", Begin.AddHours(5), Facts.None), Begin.AddDays(30));
        Assert.Equal(Begin.AddDays(1), Assert.Single(one.Commitments, c => c.StandardId == "ABC-REP-13").MetAt);
    }

    [Fact]
    public void The_second_start_counts_when_the_first_turns_out_to_be_none()
    {
        var one = new Case(Book, "abc");
        one.Take("case.opened", Begin, ("band", "urgent"));
        one.Take("case.opened", Begin.AddDays(1), ("band", "urgent"));
        one.Take(new Milestone("case.opened", Begin, Facts.None), Begin.AddHours(1), "It was no urgent one.");
        var clock = Assert.Single(one.Commitments, c => c.StandardId == "ABC-REP-03");
        Assert.Equal((Outcome.Open, Begin.AddDays(1), Begin.AddDays(1).AddHours(4)), (clock.Outcome, clock.StartedAt, clock.DueAt));
    }

    [Fact]
    public void The_earlier_start_brings_the_version_of_its_own_day_and_its_own_warning()
    {
        var warned = Examples.Book($$"""
            { "landlord": "abc", "name": "A", "warn": { "days": "1 working day" }, "standards": [
              {{Promise("13", """ "to": "2026-03-01", "on": "case.opened", "until": "case.done", "kind": "deadline", "within": "10 days" """)}},
              {{Promise("13", """ "version": 2, "from": "2026-03-02", "on": "case.opened", "until": "case.settled", "kind": "deadline", "within": "3 days" """)}} ] }
            """);
        var one = new Case(warned, "abc");
        one.Take(new Milestone("case.opened", Examples.Instant("2026-03-02T10:00Z"), Facts.None));
        one.Take(new Milestone("case.opened", Examples.Instant("2026-02-27T10:00Z"), Facts.None), Examples.Instant("2026-03-02T11:00Z"));
        var clock = Assert.Single(one.Commitments);
        Assert.Equal((1, Examples.Instant("2026-03-10T00:00Z"), Examples.Instant("2026-03-06T00:00Z")), (clock.StandardVersion, clock.DueAt, clock.WarnAt));
        Assert.Equal(["case.done"], clock.Until);
    }

    [Fact]
    public void Another_date_said_for_the_same_hearing_moves_what_is_counted_back_from_it()        // OHC-INC-08
    {
        var arrears = new Case(Examples.Seeds, "one-housing", "income");
        var listed = Examples.Instant("2026-11-02T10:00Z");
        arrears.Take("hearing.listed", listed, ("hearing-on", new DateOnly(2026, 12, 15)));
        Assert.Equal(Examples.Instant("2026-12-06T00:00Z"), Assert.Single(arrears.Commitments, c => c.StandardId == "OHC-INC-08").DueAt);
        arrears.Take(new Milestone("hearing.listed", listed, Facts.Of(("hearing-on", new DateOnly(2027, 1, 12)))), listed.AddDays(3), "The court moved it.");
        var notice = Assert.Single(arrears.Commitments, c => c.StandardId == "OHC-INC-08");
        Assert.Equal(Examples.Instant("2027-01-03T00:00Z"), notice.DueAt);
        Assert.Equal((Change.Corrected, "The court moved it."), arrears.Changes.Where(c => c.CommitmentId == notice.Id).Select(c => (c.What, c.Reason)).Last());
    }

    private static (Outcome, string?) Of(Case one, string id)
    {
        var commitment = Assert.Single(one.Commitments, c => c.StandardId == id && c.Occurrence is null);
        return (commitment.Outcome, commitment.Reason);
    }

    private static string Promise(string number, string rest) => $$"""{ "id": "ABC-REP-{{number}}", "summary": "S.", "source": "S", "service": "repairs", {{rest}} }""";

    private static void ForAll(int saidAgain, Action<Story> holds)
    {
        // Seventy days either side of a new version, a season and a February's end; half of the instants on the same few, so that some coincide.
        var at = Gen.OneOf(Gen.Choose(0, 70 * 24).Select(hours => Begin.AddHours(hours)), Gen.Choose(0, 12).Select(n => Begin.AddDays(n * 5)));
        var facts = Gen.Elements(
            Facts.None, Facts.Of(("band", "special")), Facts.Of(("band", "urgent")),
            Facts.Of(("agreed-for", Begin.AddDays(20))), Facts.Of(("agreed-for", Begin.AddDays(45)), ("band", "special")));
        var milestone = Gen.Elements(Names).SelectMany(name => at.SelectMany(when => facts.Select(said => new Milestone(name, when, said))));
        var stories = milestone.ListOf(9).SelectMany(first => Gen.Choose(0, saidAgain).SelectMany(again => facts.ListOf(again).SelectMany(others =>
        {
            List<Milestone> told = [.. first.DistinctBy(m => (m.Name, m.At))];
            told.AddRange(told.Take(again).Zip(others, (m, said) => m with { Facts = said }).ToList());
            for (var i = told.Count - 1; i >= 0; i--)       // what is said again in the same words is not said
            {
                if (told.Take(i).LastOrDefault(m => m.Name == told[i].Name && m.At == told[i].At)?.Facts.SameAs(told[i].Facts) == true)
                    told.RemoveAt(i);
            }

            return Gen.Shuffle(Enumerable.Range(0, told.Count).ToArray()).SelectMany(order => Gen.Choose(0, 60).Select(days => new Story(told, order, told.Max(m => m.At).AddDays(days))));
        })));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(stories.ToArbitrary(), holds));
    }

    private static void Same(Case one, Case other, DateTimeOffset now) => Assert.Equal(Told(one, now), Told(other, now));

    private static string Told(Case of, DateTimeOffset now) => string.Join('\n', of.Commitments.Where(c => c.Outcome != Outcome.Cancelled)
        .Select(c => $"{c.StandardId} v{c.StandardVersion} {c.StartedBy} {c.StartedAt:yyyy-MM-dd'T'HH:mm} #{c.Occurrence} due {c.DueAt:yyyy-MM-dd'T'HH:mm} ({c.OriginalDueAt:MM-dd'T'HH:mm}) {c.OutcomeAt(now)} {c.DoneAt:yyyy-MM-dd'T'HH:mm}")
        .Order(StringComparer.Ordinal));
}
