namespace Housing.Standards.Tests;

/// <summary>A cadence whose promise changed: monthly until June 2026, every two weeks from July.</summary>
public class RoundVersionTests
{
    private static readonly StandardsBook Book = Examples.Book(Examples.File(string.Join(',', Version(1, "\"1 month\"", ("to", "\"2026-06-30\"")), Version(2, "\"2 weeks\"", ("from", "\"2026-07-01\"")))));

    [Fact]
    public void What_the_old_version_began_is_kept_under_the_new_one_which_runs_on()
    {
        var block = new Case(Book, "abc");
        foreach (var day in (string[])["2026-06-10", "2026-07-05", "2026-07-12"])
            block.Take("block.cleaned", Examples.Instant($"{day}T10:00Z"));
        block.CatchUp(Examples.Instant("2026-07-27T10:00Z"));

        Assert.Equal([(1, Outcome.Met), (2, Outcome.Met), (2, Outcome.Missed), (2, Outcome.Open)], block.Commitments.OrderBy(c => c.StartedAt).ThenBy(c => c.Occurrence).Select(c => (c.StandardVersion, c.Outcome)));
        Assert.Equal(
            ["ABC-REP-01 2026-07-10T23:00 Met", "ABC-REP-01 2026-07-19T23:00 Met", "ABC-REP-01 2026-07-26T23:00 Missed", "ABC-REP-01 2026-08-09T23:00 Open"],
            block.Outcomes());
    }

    private static string Version(int number, string every, (string, string?) during) => Examples.With(
        ("version", $"{number}"), ("kind", "\"cadence\""), ("on", "\"block.cleaned\""), ("until", "\"block.cleaned\""), ("within", null), ("every", every), during);
}
