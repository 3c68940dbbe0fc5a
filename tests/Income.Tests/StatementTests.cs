using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Housing.Standards;

namespace Housing.Income.Tests;

/// <summary>What a statement says comes to what it says, or there is none.</summary>
public class StatementTests
{
    private static readonly DateOnly First = new(2026, 3, 2);
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Whatever_was_posted_and_whatever_the_period_the_start_and_all_postings_come_to_the_end_in_all_and_part_by_part()
    {
        Prop.ForAll(Stories(), story =>
        {
            var account = Account(story.Moves.Where(move => move.Pence != 0).OrderBy(move => move.Day).Select(move => (First.AddDays(move.Day), move.Pence, move.Part)));
            var (from, through) = (First.AddDays(story.From), First.AddDays(story.From + story.Days));

            var statement = State(account, from, through);

            return statement.OpeningPence + statement.Lines.Sum(line => line.AmountPence) == statement.ClosingPence
                && statement.ClosingPence == State(account, First, through).ClosingPence
                && statement.ClosingPence == State(account, through.AddDays(1), through.AddDays(9)).OpeningPence
                && statement.Parts.All(part => part.OpeningPence + part.ChargedPence - part.CreditedPence == part.ClosingPence)
                && account.BalancePence == State(account, First, First.AddDays(99)).ClosingPence;
        }).Holds();
    }

    private sealed record Move(int Day, long Pence, SubAccount Part);

    private sealed record Story(Move[] Moves, int From, int Days);

    private static Arbitrary<Story> Stories() => (
        from moves in Gen.ArrayOf(
            from day in Gen.Choose(0, 60)
            from pence in Gen.Choose(-20_000, 20_000)
            from part in Gen.Elements(Enum.GetValues<SubAccount>())
            select new Move(day, pence, part))
        from first in Gen.Choose(0, 60)
        from days in Gen.Choose(0, 30)
        select new Story(moves, first, days)).ToArbitrary();

    [Fact]
    public void One_that_does_not_add_up_cannot_be_made()
    {
        var line = new StatementLine(First, "Rent", "regular-charge", 100, 150);
        StatementPart part = new(SubAccount.Rent, 50, 100, 0, 150);
        Assert.Equal(150, new Statement(First, First, 50, [line], 150, [part], []).ClosingPence);

        Assert.Throws<InvalidOperationException>(() => new Statement(First, First, 50, [line], 151, [part], []));
        Assert.Throws<InvalidOperationException>(() => new Statement(First, First, 49, [line], 149, [part with { OpeningPence = 49, ClosingPence = 149 }], []));
        Assert.Throws<InvalidOperationException>(() => new Statement(First, First, 50, [line], 150, [part with { ChargedPence = 99 }], []));
        Assert.Throws<InvalidOperationException>(() => new Statement(First, First, 50, [line], 150, [part with { OpeningPence = 51, ClosingPence = 151 }], []));
        Assert.Throws<InvalidOperationException>(() => new Statement(First, First, 50, [line], 150, [], []));
        Assert.Throws<InvalidOperationException>(() => new Statement(First, First.AddDays(-1), 50, [line], 150, [part], []));
    }

    [Fact]
    public void What_was_issued_is_read_again_to_the_penny_and_a_page_that_was_changed_is_seen()
    {
        var account = Account([(First, 100_00, SubAccount.Rent), (First.AddDays(1), -30_00, SubAccount.Rent)]);
        var (id, statement) = (Guid.CreateVersion7(), State(account, First, First.AddDays(6)));
        var html = StatementPage.Html(id, account, "A & B", StatementDocument.Statement, statement, Now);

        var issued = IssuedStatement.Of(id, account.Id, new(StatementDocument.Statement, First, First.AddDays(6), Run: null, "ann"), statement, html, Now);

        Assert.Equal(html, issued.Html());
        Assert.Equal(70_00, issued.Statement()!.ClosingPence);
        Assert.Equal(statement.Lines, issued.Statement()!.Lines);
        Assert.Equal(statement.Parts, issued.Statement()!.Parts);
        issued.Page[^20] ^= 1;
        Assert.Throws<InvalidOperationException>(() => issued.Html());
    }

    [Fact]
    public void A_page_is_whole_has_heads_for_every_table_and_what_it_says_is_text_and_never_markup()
    {
        var account = Account([(First, 100_00, SubAccount.Rent), (First, 5_00, SubAccount.ReserveFund)], "<b>Rent</b> & \"so\"");
        var statement = State(account, First, First.AddDays(6), new NextDue(SubAccount.Rent, First.AddDays(7), 100_00));

        var page = XDocument.Parse(StatementPage.Html(Guid.CreateVersion7(), account, "A & B", StatementDocument.HomeownerStatement, statement, Now));

        Assert.Equal("en-GB", page.Root!.Attribute("lang")!.Value);
        Assert.Equal("A & B: Your statement as a homeowner, 2 March 2026 to 8 March 2026", page.Descendants("title").Single().Value);
        Assert.Equal(5, page.Descendants("table").Count());
        Assert.All(page.Descendants("table"), table =>
        {
            Assert.NotEqual("", table.Element("caption")!.Value);
            Assert.All(table.Element("thead")!.Descendants("th"), th => Assert.Equal("col", th.Attribute("scope")!.Value));
            Assert.All(table.Element("tbody")!.Elements("tr"), row => Assert.Equal("row", row.Elements().First().Attribute("scope")!.Value));
        });
        Assert.Empty(page.Descendants("b"));
        Assert.Equal(2, page.Descendants("td").Count(td => td.Value == "<b>Rent</b> & \"so\""));
    }

    [Theory]
    [InlineData(0, "£0.00")]
    [InlineData(123456, "£1,234.56 owed")]
    [InlineData(-5, "£0.05 in credit")]
    public void What_an_account_stands_at_is_said_in_words(long pence, string said) => Assert.Equal(said, StatementPage.Standing(pence));

    [Theory]
    [InlineData("2026-04-01", "2026-01-01", "2026-03-31")]
    [InlineData("2026-03-31", "2025-10-01", "2025-12-31")]
    [InlineData("2026-01-01", "2025-10-01", "2025-12-31")]
    public void The_last_quarter_is_the_one_that_was_over(string day, string from, string through) =>
        Assert.Equal(new StatementPeriod(Day(from), Day(through)), Quarterly.Before(Day(day)));

    [Theory]
    [InlineData("2028-02-29", "2026-03-01", "2027-02-28")]
    [InlineData("2028-03-01", "2027-03-01", "2028-02-29")]
    public void A_year_may_end_with_February(string day, string from, string through) =>
        Assert.Equal(new StatementPeriod(Day(from), Day(through)), (Quarterly with { PeriodsEnd = ["02-29"] }).Before(Day(day)));

    [Fact]
    public void What_is_wrong_with_what_a_landlord_issues_is_named_by_its_path()
    {
        Assert.Empty(new IncomePolicy { Statements = [Quarterly] }.Check());
        Assert.Equal(
            ["statements[1].document", "statements[1].accounts", "statements[1].periodsEnd[1]", "statements[1].note", "statements[2].document", "statements[2].accounts", "statements[2].periodsEnd"],
            new IncomePolicy
            {
                Statements = [Quarterly, Quarterly with { Accounts = [], PeriodsEnd = ["03-31", "13-01"], Note = null }, Quarterly with { Accounts = [AccountKind.FormerTenant], PeriodsEnd = [] }],
            }.Check().Select(fault => fault.Path));
    }

    [Theory]
    [InlineData("one-housing", "homeowner-statement 1 lease, statement 4 tenancy")]
    [InlineData("havering", "homeowner-statement 1 lease, statement 4 tenancy")]
    [InlineData("housing-plus", "homeowner-statement 1 lease, statement 4 tenancy")]
    [InlineData("rosebery", "charge-schedule 1 tenancy lease, homeowner-statement 1 lease, statement 4 tenancy")]
    public void The_landlords_files_say_what_is_issued_how_often_a_year_and_to_whom(string landlord, string issued) => Assert.Equal(
        issued,
        string.Join(", ", Policies<IncomePolicy>.Read(StandardsFolder.BesideAssemblies, "income").For(landlord).Statements
            .Select(s => $"{IncomeMessages.Word(s.Document)} {s.PeriodsEnd.Count} {string.Join(' ', s.Accounts.Select(IncomeMessages.Word))}").Order(StringComparer.Ordinal)));

    [Fact]
    public void Asked_for_without_days_it_is_of_all_up_to_today_and_fits_the_account()
    {
        var order = Assert.Single(RequestStatementDecision.Decide(Account([]), new(null, null, null), "ann", Now).Milestones);

        Assert.Equal(new StatementOrder(StatementDocument.Statement, First, new DateOnly(2026, 6, 1), Run: null, "ann"), order);
    }

    [Fact]
    public void Every_field_of_a_request_that_is_wrong_is_named()
    {
        Assert.Equal(["document", "through", "from"], Faults(new(StatementDocument.HomeownerStatement, new(2026, 6, 2), new(2026, 6, 2))));
        Assert.Equal(["from"], Faults(new(null, new(2026, 4, 2), new(2026, 4, 1))));
        Assert.Equal(["from", "through"], Faults(new(StatementDocument.ChargeSchedule, new(2026, 4, 2), new(2026, 4, 2))));
        Assert.Equal(["through"], Faults(new(null, null, new(2026, 2, 30))));

        static IEnumerable<string> Faults(RequestStatement request) =>
            Assert.IsType<Decision<StatementOrder>.Refused>(RequestStatementDecision.Decide(Account([]), request, "ann", Now)).Why.Fields.Select(fault => fault.Field);
    }

    private static StatementIssue Quarterly { get; } = new()
    {
        Document = StatementDocument.Statement, Accounts = [AccountKind.Tenancy], PeriodsEnd = ["03-31", "06-30", "09-30", "12-31"], Published = false, Note = "a test's",
    };

    private static Statement State(Account account, DateOnly from, DateOnly through, params NextDue[] next)
    {
        var (begins, ends) = (London.StartOf(from), London.EndOf(through));
        return Statement.Of(from, through, Stand(begins), [.. account.Added.Where(p => p.PostedAt >= begins && p.PostedAt < ends)], Stand(ends), next);

        LedgerStand Stand(DateTimeOffset before)
        {
            var postings = account.Added.Where(p => p.PostedAt < before).ToList();
            return new(postings.Sum(p => p.AmountPence), postings.SelectMany(p => p.Lines).Where(l => l.SubAccount is not null).GroupBy(l => l.SubAccount!.Value).ToDictionary(g => g.Key, g => g.Sum(l => l.AmountPence)));
        }
    }

    private static Account Account(IEnumerable<(DateOnly On, long Pence, SubAccount Part)> moves, string narrative = "Moved")
    {
        var account = Income.Account.Open(new AccountMilestone.Opened("one-housing", Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), London.StartOf(First)) { Tenure = "assured" });
        foreach (var (on, pence, part) in moves)
        {
            account.Apply(new AccountMilestone.Posted(pence, PostingKind.Charge, narrative, Guid.CreateVersion7(), "ann", London.StartOf(on).AddHours(9))
            {
                Entries = Bookkeeping.Plain(PostingKind.Charge, part, pence),
            });
        }

        return account;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
