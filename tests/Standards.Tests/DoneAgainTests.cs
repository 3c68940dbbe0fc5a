using FsCheck;
using FsCheck.Fluent;

namespace Housing.Standards.Tests;

/// <summary>What is done again and again on many cases at once follows from the last doing alone, and comes to the same as all of the case.</summary>
public class DoneAgainTests
{
    private static readonly StandardsBook Book = StandardsBook.Read(StandardsFolder.BesideAssemblies);
    private static readonly DateTimeOffset Start = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly Facts Tenant = Facts.Of(("tenure", "assured"));

    [Fact]
    public void A_case_read_from_its_last_doing_comes_to_the_same_as_one_read_whole()
    {
        // 0 to 20 days later: a check mostly, sometimes an end, sometimes a new beginning.
        var steps = Gen.Choose(0, 20).Zip(Gen.Choose(0, 9)).ListOf();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(steps.ToArbitrary(), all =>
        {
            var (whole, short_) = (new Case(), new Case());
            var at = Start;
            foreach (var milestone in (IEnumerable<Milestone>)[new("tenancy.started", at, Tenant), .. all.Select(step => Said(step.Item2, at = at.AddDays(step.Item1).AddMinutes(1)))])
            {
                whole.Take(milestone, again: null);
                short_.Take(milestone, milestone.Name == "account.checked" ? Book.DoneAgain("one-housing", "income", "account.checked") : null);
            }

            return whole.Commitments.Order().SequenceEqual(short_.Commitments.Order());
        }));
    }

    [Fact]
    public void What_other_promises_ask_about_is_worked_out_from_all_of_the_case()
    {
        Assert.NotNull(Book.DoneAgain("one-housing", "income", "account.checked"));
        Assert.Null(Book.DoneAgain("one-housing", "income", "arrears.found"));
        Assert.Null(Book.DoneAgain("one-housing", "income", "tenancy.ended"));
    }

    private static Milestone Said(int kind, DateTimeOffset at) => kind switch
    {
        0 => new("tenancy.ended", at, Tenant),
        1 => new("tenancy.started", at, Tenant),
        _ => new("account.checked", at, Tenant),
    };

    private sealed class Case
    {
        private static readonly Guid Id = Guid.CreateVersion7();
        private readonly List<Milestone> _milestones = [];
        private readonly List<Commitment> _commitments = [];

        public IEnumerable<string> Commitments => _commitments.Where(c => c.StandardId == "OHC-INC-02")
            .Select(c => $"{c.StandardId} {c.StartedAt:O} {c.Occurrence} {c.DueAt:O} {c.Outcome} {c.DoneAt:O}");

        public void Take(Milestone milestone, DoneAgain? again)
        {
            var history = new CaseHistory(_milestones, _commitments);
            if (again is not null)
            {
                var last = _milestones.Where(m => m.Name == milestone.Name).MaxBy(m => m.At);
                var (milestones, from) = again.Since(milestone.Name, [.. last is null ? Array.Empty<Milestone>() : [last], .. _milestones.Where(m => again.Beside.Contains(m.Name))]);
                history = new(milestones, [.. _commitments.Where(c => again.Standards.Contains(c.StandardId) && c.StartedAt >= from)]);
            }

            var recorded = Book.Record("one-housing", "income", Id, milestone, history, milestone.At, "service income");
            if (recorded.Milestone is { } kept)
                _milestones.Add(kept);
            _commitments.AddRange(recorded.Opened);
        }
    }
}
