namespace Housing.Complaints.Tests.Reporting;

public class DisclosureTests
{
    [Fact]
    public void A_count_by_which_somebody_could_be_recognised_is_not_told_and_none_and_many_are()
    {
        var told = Disclosure.Of([Figure("none", 0), Figure("few", 4), Figure("five", 5), Figure("many", 1_200)], 5);
        Assert.Equal(["0", "fewer than 5", "5", "1,200"], told.Select(f => f.Shown));
        Assert.Equal([0, null, 5, 1_200], told.Select(f => f.Count));
    }

    [Fact]
    public void One_that_is_not_told_does_not_follow_from_the_others_of_its_whole()
    {
        var told = Disclosure.Of([Figure("a", 40, whole: "w"), Figure("b", 2, whole: "w"), Figure("c", 9, whole: "w"), Figure("d", 0, whole: "w"), Figure("other", 9)], 5);
        Assert.Equal(["40", "fewer than 5", "not told", "0", "9"], told.Select(f => f.Shown));
        // Two that are not told hide each other already.
        Assert.Equal(["40", "fewer than 5", "fewer than 5"], Disclosure.Of([Figure("a", 40, whole: "w"), Figure("b", 2, whole: "w"), Figure("c", 1, whole: "w")], 5).Select(f => f.Shown));
    }

    [Fact]
    public void A_part_of_what_is_not_told_is_not_told_either()
    {
        var told = Disclosure.Of([Figure("a", 9, whole: "w"), Figure("upheld", 9, 9) with { PartOf = "a" }, Figure("b", 2, whole: "w"), Figure("c", 30, whole: "w"), Figure("d", 20, 30) with { PartOf = "c" }], 5);
        Assert.Equal([("not told", ""), ("not told", ""), ("fewer than 5", ""), ("30", ""), ("20", "30")], told.Select(f => (f.Shown, f.ShownOf)));
        Assert.Null(told[1].Of);
    }

    [Fact]
    public void A_share_is_told_where_both_its_numbers_are()
    {
        var told = Disclosure.Of([Figure("a", 7, 8), Figure("b", 3, 80), Figure("c", 3, 4), Figure("d", 0, 4), Figure("e", 0, 0)], 5);
        Assert.Equal(["87.5 %", "", "", "", ""], told.Select(f => f.Share));
        Assert.Equal(["8", "80", "fewer than 5", "fewer than 5", "0"], told.Select(f => f.ShownOf));
    }

    [Fact]
    public void Money_is_told_unless_few_had_it_and_lessons_always_are()
    {
        var told = Disclosure.Of([Figure("a", 150_00, 3, FigureUnit.Pence), Figure("b", 1_150_05, 12, FigureUnit.Pence), Figure("c", 1, null, FigureUnit.Lessons), Figure("d", 12, 2_000, FigureUnit.ComplaintsOfHomes)], 5);
        Assert.Equal(["not told: too few complaints", "£1,150.05", "1", "12"], told.Select(f => f.Shown));
        Assert.Equal("6.0 for every 1,000 homes", told[3].Share);
    }

    private static ReportFigure Figure(string key, long count, long? of = null, FigureUnit unit = FigureUnit.Complaints, string? whole = null) => new("Section", key, key, "How.", unit, count, of, whole);
}
