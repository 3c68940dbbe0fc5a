using FsCheck;
using FsCheck.Fluent;

namespace Housing.Performance.Tests;

public sealed class TimesTakenTests
{
    [Fact]
    public void Nothing_done_has_no_time() => Assert.Null(TimesTaken.None.Percentile(50));

    [Fact]
    public void A_percentile_of_the_steps_is_within_2_5_percent_of_the_exact_one() =>
        Check.One(
            Config.QuickThrowOnFailure,
            Prop.ForAll(Gen.Choose(60, 40_000_000).NonEmptyListOf().ToArbitrary(), seconds =>
            {
                var sorted = seconds.Order().ToList();
                var taken = new TimesTaken(seconds.GroupBy(Step).ToDictionary(group => group.Key, group => (long)group.Count()));
                return ((int[])[50, 90]).All(percent =>
                {
                    var exact = sorted[Math.Max(1, ((sorted.Count * percent) + 99) / 100) - 1];
                    return Math.Abs(taken.Percentile(percent)!.Value - exact) <= (0.025 * exact) + 1;
                });
            }));

    [Fact]
    public void Two_counts_together_have_the_percentiles_of_all()
    {
        var both = new TimesTaken(new Dictionary<int, long> { [10] = 1, [20] = 1 }) + new TimesTaken(new Dictionary<int, long> { [20] = 2, [30] = 1 });

        Assert.Equal([(10, 1L), (20, 3L), (30, 1L)], both.Steps.OrderBy(s => s.Key).Select(s => (s.Key, s.Value)));
    }

    [Fact]
    public void Counts_that_begin_at_different_steps_add_up_step_by_step()
    {
        var both = TimesTaken.Of([(20, [1, 0, 4]), (18, [3]), (22, [1, 1]), (0, [])]);

        Assert.Equal([(18, 3L), (20, 1L), (22, 5L), (23, 1L)], both.Steps.OrderBy(s => s.Key).Select(s => (s.Key, s.Value)));
        Assert.Equal(TimesTaken.None.Steps, TimesTaken.Of([]).Steps);
    }

    // As the database has it.
    private static int Step(int seconds) => (int)Math.Floor(Math.Log(seconds) / Math.Log(1.05));
}
