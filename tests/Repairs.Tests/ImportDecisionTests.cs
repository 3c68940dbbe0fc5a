using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs.Tests;

public class ImportDecisionTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImportedHome Home = new(Guid.CreateVersion7(), "havering", "RM1 1AA", HandedOver: null);

    [Fact]
    public void An_order_that_is_done_comes_with_all_that_happened()
    {
        var milestones = Decide(("made_safe_at", "2026-01-05T11:00:00Z"), ("completed_at", "2026-01-06T09:30:00Z"), ("work_done", "New stop tap"), ("sor_codes", "PL-101 PL-102"), ("trade_code", "PL")).Milestones;
        Assert.Equal(["repair.reported", "repair.imported", "repair.made-safe", "repair.completed"], milestones.Select(m => m.Name));
        var reported = Assert.IsType<RepairMilestone.Reported>(milestones[0]);
        Assert.Equal(("priority-1", Home.Id, new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero), true), (reported.Priority, reported.HomeId, reported.At, reported.FactsPending));
        var imported = Assert.IsType<RepairMilestone.Imported>(milestones[1]);
        Assert.Equal(("old books", "A-1", "PL"), (imported.Source, imported.Order, imported.Codes.TradeCode));
        Assert.Equal(["PL-101", "PL-102"], imported.Codes.SorCodes);
        Assert.Equal(["repair.reported", "repair.imported"], Decide().Milestones.Select(m => m.Name));
    }

    [Theory]
    [InlineData("order", "", "order")]
    [InlineData("fault", "no-wtaer", "fault")]
    [InlineData("fault", "", "fault")]
    [InlineData("description", "", "description")]
    [InlineData("reported_at", "", "reported_at")]
    [InlineData("reported_at", "05/01/2026", "reported_at")]
    [InlineData("reported_at", "2026-01-05T09:00:00", "reported_at")]              // no offset: an hour wrong for half the year
    [InlineData("reported_at", "2026-02-30T09:00:00Z", "reported_at")]
    [InlineData("reported_at", "2026-03-04T09:00:00Z", "reported_at")]             // tomorrow
    [InlineData("reported_at", "1999-01-05T09:00:00Z", "reported_at")]
    [InlineData("where", "kitchen", "where")]
    [InlineData("cause", "vandals", "cause")]
    [InlineData("cause", "crime", "crime_reference")]
    [InlineData("made_safe_at", "2026-01-05T08:59:00Z", "made_safe_at")]
    [InlineData("completed_at", "2026-01-06T09:00:00Z", "work_done")]
    [InlineData("work_done", "New tap", "completed_at")]
    [InlineData("sor_codes", "PL101 no,good", "sor_codes[1]")]
    [InlineData("trade_code", "two words", "trade_code")]
    public void A_line_that_cannot_be_taken_says_which_cell_and_what_would_be_right(string column, string cell, string wrong)
    {
        var fault = Assert.Single(Faults(Decide((column, cell))));
        Assert.Equal(wrong, fault.Field);
        Assert.StartsWith("must ", fault.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_of_a_line_is_said_at_once() =>
        Assert.Equal(
            ["home", "description", "completed_at", "work_done"],
            Faults(Decide(home: null, known: null, ("description", ""), ("completed_at", "2026-01-01T00:00:00Z"))).Select(f => f.Field));

    [Fact]
    public void An_order_that_is_here_already_is_named()
    {
        var repair = Guid.CreateVersion7();
        var fault = Assert.Single(Faults(Decide(Home, repair)));
        Assert.Equal(("order", $"was imported before and is repair {repair}."), (fault.Field, fault.Fault));
    }

    private static IReadOnlyList<FieldFault> Faults(Decision<RepairMilestone> decision) => Assert.IsType<Decision<RepairMilestone>.Refused>(decision).Why.Fields;

    private static Decision<RepairMilestone> Decide(params (string Column, string Cell)[] cells) => Decide(Home, null, cells);

    private static Decision<RepairMilestone> Decide(ImportedHome? home, Guid? known, params (string Column, string Cell)[] cells)
    {
        var line = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["order"] = "A-1", ["home"] = "H-1", ["fault"] = "no-water", ["description"] = "No water at all.", ["reported_at"] = "2026-01-05T09:00:00Z",
        };
        foreach (var (column, cell) in cells)
            line[column] = cell;
        return ImportDecision.Decide(Examples.Policy("havering"), new ImportLine(2, line["order"], line), "old books", home, known, Now, new RepairSettings());
    }
}

public class OrderFileTests
{
    private const string Headings = "order,home,fault,description,reported_at\n";

    [Fact]
    public void Cells_in_quotes_hold_commas_quotes_and_line_breaks()
    {
        var (lines, faults) = OrderFile.Form.Read("\uFEFForder , Home,fault,description,reported_at\r\nA-1,H-1,tap,\"It drips, \"\"a lot\"\",\nday and night.\",2026-01-05T09:00:00Z\r\nA-2,H-2,tap,Drips,2026-01-05T09:00:00Z\r\n");
        Assert.Empty(faults);
        Assert.Equal([(2, "A-1", "H-1", "It drips, \"a lot\",\nday and night."), (3, "A-2", "H-2", "Drips")], lines.Select(l => (l.Number, l.Key, l["home"], l["description"])));
        Assert.Equal("", lines[0]["work_done"]);
    }

    [Theory]
    [InlineData("", 1, "")]
    [InlineData("order,home,fault,description\nA-1,H-1,tap,It drips", 1, "reported_at")]
    [InlineData("order,home,fault,description,reported_at,colour\n", 1, "colour")]
    [InlineData("order,home,fault,description,reported_at,fault\n", 1, "fault")]
    [InlineData(Headings, 2, "")]
    [InlineData(Headings + "A-1,H-1,tap,It drips", 2, "")]
    [InlineData(Headings + "A-1,H-1,tap,It drips,2026-01-05T09:00:00Z\nA-2,H-1,tap,It drips,2026-01-05T09:00:00Z,more", 3, "")]
    [InlineData(Headings + "A-1,H-1,tap,It drips,x\nA-1,H-1,tap,It drips,x", 3, "order")]
    public void What_is_wrong_with_the_form_of_a_file_is_said_by_line(string text, int line, string column)
    {
        var fault = Assert.Single(OrderFile.Form.Read(text).Faults);
        Assert.Equal((line, column), (fault.Line, fault.Column));
        Assert.NotEmpty(fault.Fault);
    }

    [Fact]
    public void A_file_of_a_thousand_orders_is_taken_and_one_more_is_not()
    {
        string File(int orders) => Headings + string.Join('\n', Enumerable.Range(1, orders).Select(n => $"A-{n},H-1,tap,It drips,2026-01-05T09:00:00Z"));
        Assert.Empty(OrderFile.Form.Read(File(1_000)).Faults);
        Assert.Equal(1_002, Assert.Single(OrderFile.Form.Read(File(1_001)).Faults).Line);
    }
}
