using Housing.Standards;

namespace Housing.Income.Tests.Schedules;

/// <summary>A schedule is read as it is, and one that is wrong is told by line and column.</summary>
public class BenefitFileTests
{
    private const string Heading = "reference,claim,from,to,amount\n";

    [Fact]
    public void Rows_are_read_by_their_headings_whatever_their_order_and_what_is_not_needed_is_let_go()
    {
        var fields = new FieldReader();
        var lines = BenefitFile.Read("\uFEFFAmount, Claim,name,type,from,to,reference\n123.45,C1,\"Payer, A\",rent,2026-02-02,2026-03-01,1000000162\n-12.5,C2,,,2026-01-05,2026-02-01,x\n", 11_095, fields);

        Assert.Equal("", Faults(fields));
        Assert.Equal([(2, "1000000162", "C1", "rent", 12_345), (3, "x", "C2", "", -1_250)], lines.Select(l => (l.Line, l.Reference, l.Claim, l.Type, l.Pence)));
        Assert.Equal((new DateOnly(2026, 2, 2), new DateOnly(2026, 3, 1)), (lines[0].From, lines[0].To));
    }

    [Theory]
    [InlineData("", 0, "csv is empty.")]
    [InlineData("reference,claim\n", 0, "csv has no heading from;")]
    [InlineData("reference,claim,from,to,amount,colour\n", 0, "csv has the heading “colour”, which is none")]
    [InlineData("reference,claim,from,to,amount,amount\n", 0, "csv has a heading more than once.")]
    [InlineData(Heading, 0, "csv has headings and no rows.")]
    [InlineData(Heading + "r,C1,2026-02-02,2026-03-01\n", 0, "csv line 2, cells are 4, and there are 5 headings.")]
    [InlineData(Heading + "r,C1,2026-02-30,2026-03-01,1.00\n", 100, "csv line 2, from must be a day such as 2026-03-02; it is “2026-02-30”.")]
    [InlineData(Heading + "r,C1,2026-03-02,2026-03-01,1.00\n", 100, "csv line 2, to must not be before from.")]
    [InlineData(Heading + "r,,2026-03-01,2026-03-01,1.00\n", 100, "csv line 2, claim must be the payer's number")]
    [InlineData(Heading + "r,C1,2026-03-01,2026-03-01,1.001\n", 100, "csv line 2, amount must be pounds and whole pence")]
    [InlineData(Heading + "r,C1,2026-03-01,2026-03-01,0\n", 0, "csv line 2, amount must be pounds and whole pence")]
    [InlineData(Heading + "r,C1,2026-03-01,2026-03-01,1000000.01\n", 0, "csv line 2, amount must be pounds and whole pence")]
    [InlineData(Heading + "r,C1,2026-03-01,2026-03-01,1.00\nr,C1,2026-03-01,2026-03-01,1.00\n", 200, "csv has line 2 again on line 3")]
    [InlineData(Heading + "r,C1,2026-03-01,2026-03-01,1.00\nr,C2,2026-03-01,2026-03-01,2.00\n", 301, "total_pence says 301, and the rows come to 300.")]
    public void What_is_wrong_is_told(string csv, long total, string fault)
    {
        var fields = new FieldReader();
        BenefitFile.Read(csv, total, fields);

        Assert.StartsWith(fault, Faults(fields), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-08", PayCycle.Weekly)]
    [InlineData("2026-03-02", "2026-03-15", PayCycle.Fortnightly)]
    [InlineData("2026-03-02", "2026-03-29", PayCycle.FourWeekly)]
    [InlineData("2026-02-14", "2026-03-13", PayCycle.FourWeekly)]      // February: 28 days
    [InlineData("2026-03-14", "2026-04-13", PayCycle.Monthly)]
    public void How_often_it_comes_is_told_by_the_days_it_is_for(string from, string to, PayCycle every) =>
        Assert.Equal(every, BenefitRowDecision.Every(new BenefitLine(2, "", "C", "", DateOnly.Parse(from, null), DateOnly.Parse(to, null), 1)));

    private static string Faults(FieldReader fields) => string.Join(' ', fields.Faults.Select(f => $"{f.Field} {f.Fault}"));
}
