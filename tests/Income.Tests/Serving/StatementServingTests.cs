using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using StatementDocument = Housing.Income.Contracts.V1.StatementDocument;
using StatementPart = Housing.Income.Contracts.V1.StatementPart;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

/// <summary>Statements when somebody asks, on screen, as a page and as PDF. It is Tuesday 3 March 2026.</summary>
public sealed partial class StatementServingTests : IncomeHost
{
    [Fact]
    public async Task A_resident_has_a_statement_at_once_and_it_is_kept_as_it_was_issued_OHO_INC_11()
    {
        var account = await Open(Started());
        await Post(account, 120_00);
        await Pay(account, 50_50);
        var resident = StatementsAs("resident@one-housing", Guid.Parse(account.HouseholdId));
        var request = new RequestStatementRequest { RequestId = NewId(), AccountId = account.AccountId };

        var issued = (await resident.RequestStatementAsync(request)).Statement;

        Assert.Equal(issued, (await resident.RequestStatementAsync(request)).Statement);
        Assert.Equal((Day(2026, 3, 3), Day(2026, 3, 3), 0L, 69_50L, true), (issued.From, issued.Through, issued.OpeningPence, issued.ClosingPence, issued.OnRequest));
        await Post(account, 1_00);
        var got = await resident.GetStatementAsync(new() { StatementId = issued.StatementId, Format = StatementFormat.Html });
        Assert.Equal([(120_00L, 120_00L, "charge"), (-50_50L, 69_50L, "payment")], got.Lines.Select(line => (line.AmountPence, line.BalancePence, line.Kind)));
        Assert.Equal(new StatementPart { SubAccount = SubAccount.Rent, ChargedPence = 120_00, CreditedPence = 50_50, ClosingPence = 69_50 }, Assert.Single(got.Parts));
        Assert.Equal(("text/html; charset=utf-8", issued.Checksum), (got.MediaType, Convert.ToHexStringLower(SHA256.HashData(got.Page.Span))));
        Assert.Contains("£69.50 owed", got.Page.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Equal([issued], (await resident.ListStatementsAsync(new() { AccountId = account.AccountId })).Statements);
        Assert.Equal("statement.given", await Host.Database.Scalar<string>($"select name from case_milestone where case_id = '{account.AccountId}' and name like 'statement%'"));
        Assert.Equal(1, await Count("issued_statement"));
    }

    [Fact]
    public async Task A_homeowner_has_a_statement_at_once_OHO_LSE_19_with_what_went_into_the_reserve_fund_OHO_LSE_22()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Open(Started() with { Tenure = "leasehold" });
        await Post(account, 900_00, SubAccount.ServiceCharge);
        await Post(account, 250_00, SubAccount.ReserveFund);
        await Pay(account, 1_000_00);

        var issued = (await StatementsAs("officer@one-housing").RequestStatementAsync(new() { RequestId = NewId(), AccountId = account.AccountId })).Statement;

        Assert.Equal((StatementDocument.HomeownerStatement, 150_00L), (issued.Document, issued.ClosingPence));
        var got = await StatementsAs("auditor@one-housing").GetStatementAsync(new() { StatementId = issued.StatementId, Format = StatementFormat.Html });
        Assert.Equal([(SubAccount.ServiceCharge, 900_00L, 900_00L, 0L), (SubAccount.ReserveFund, 250_00L, 100_00L, 150_00L)], got.Parts.Select(p => (p.SubAccount, p.ChargedPence, p.CreditedPence, p.ClosingPence)));
        Assert.Contains("Your reserve fund", got.Page.ToStringUtf8(), StringComparison.Ordinal);
        await Eventually.Holds(() => Assert.Equal(("statement.given", issued.StatementId, "15000"), (Assert.Single(told.Events).Template, told.Events[0].Facts["statement-id"], told.Events[0].Facts["balance-pence"])));
    }

    [Fact]
    public async Task A_schedule_says_what_the_charges_are_made_of()
    {
        var account = await Open(Started("rosebery"));
        await ChargesAs("income@rosebery").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.ServiceCharge, AmountPence = 12_50, Per = Contracts.V1.ChargePer.Week, Cycle = Contracts.V1.ChargeCycle.Weekly, From = Day(2026, 3, 9),
            Parts = { new Contracts.V1.ChargePart { Label = "Cleaning <the stairs>", Pence = 13_00 }, new Contracts.V1.ChargePart { Label = "Reduction", Pence = -50 } },
        });
        var officer = StatementsAs("officer@rosebery");

        var issued = (await officer.RequestStatementAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Document = StatementDocument.ChargeSchedule })).Statement;

        var got = await officer.GetStatementAsync(new() { StatementId = issued.StatementId, Format = StatementFormat.Html });
        var charge = Assert.Single(got.Charges);
        Assert.Equal((12_50L, "Cleaning <the stairs>", -50L), (charge.AmountPence, charge.Parts[0].Label, charge.Parts[1].Pence));
        Assert.StartsWith("From 7 April 2025", charge.WorkedOut, StringComparison.Ordinal);
        Assert.Contains("Cleaning &lt;the stairs&gt;", got.Page.ToStringUtf8(), StringComparison.Ordinal);
        Assert.Contains("−£0.50", System.Net.WebUtility.HtmlDecode(got.Page.ToStringUtf8()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_household_that_asked_for_large_print_has_its_statements_so_and_as_everybodys_while_Tenancy_is_away()
    {
        var account = await Open(Started());
        var officer = StatementsAs("officer@one-housing");
        var issued = (await officer.RequestStatementAsync(new() { RequestId = NewId(), AccountId = account.AccountId })).Statement;
        Assert.False(await Large());

        Tenancy.LargePrint[Guid.Parse(account.HouseholdId)] = true;
        Assert.True(await Large());

        Tenancy.Away = true;
        Assert.False(await Large());

        async Task<bool> Large() =>
            (await officer.GetStatementAsync(new() { StatementId = issued.StatementId, Format = StatementFormat.Html })).Page.ToStringUtf8().Contains("class=\"large\"", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_PDF_says_what_the_statement_says(bool large)
    {
        var account = await Open(Started());
        for (var week = 1; week <= 24; week++)
        {
            await Post(account, 100_00 + week);
            if (week % 2 == 0)
                await Pay(account, 210_07 + week);
        }

        var officer = StatementsAs("officer@one-housing");
        var issued = (await officer.RequestStatementAsync(new() { RequestId = NewId(), AccountId = account.AccountId })).Statement;
        var got = await officer.GetStatementAsync(new() { StatementId = issued.StatementId, Format = StatementFormat.Pdf, LargePrint = large });

        var (text, about) = (await Pdf.Text(got.Page.ToByteArray()), await Pdf.About(got.Page.ToByteArray()));
        Assert.Equal(("application/pdf", "yes"), (got.MediaType, about["Tagged"]));
        Assert.Equal(Figures(got).Order(StringComparer.Ordinal), Sums().Matches(text).Select(m => m.Value).Order(StringComparer.Ordinal));
        Assert.Contains($"Page 1 of {about["Pages"]}", text, StringComparison.Ordinal);
        Assert.True(int.Parse(about["Pages"], CultureInfo.InvariantCulture) >= (large ? 3 : 2));
    }

    [Fact]
    public async Task A_period_takes_what_was_posted_on_its_days_in_London_and_begins_where_the_one_before_ended()
    {
        var account = await Open(Started());
        await Post(account, 10_00);
        Host.Clock.Now = new DateTimeOffset(2026, 6, 1, 22, 59, 0, TimeSpan.Zero);      // 23:59 on 1 June
        await Post(account, 20_00);
        Host.Clock.Now = Host.Clock.Now.AddMinutes(1);
        await Post(account, 40_00);
        var officer = StatementsAs("officer@one-housing");

        var first = (await officer.RequestStatementAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Through = Day(2026, 6, 1) })).Statement;
        var second = (await officer.RequestStatementAsync(new() { RequestId = NewId(), AccountId = account.AccountId, From = Day(2026, 6, 2) })).Statement;

        Assert.Equal((0L, 30_00L, 30_00L, 70_00L), (first.OpeningPence, first.ClosingPence, second.OpeningPence, second.ClosingPence));
    }

    [Fact]
    public async Task What_is_wrong_is_named_and_leaves_nothing_behind()
    {
        var account = await Open(Started());
        var officer = StatementsAs("officer@one-housing");
        RequestStatementRequest Request() => new() { RequestId = NewId(), AccountId = account.AccountId };

        var request = Request();
        (request.From, request.Through) = (Day(2026, 3, 5), Day(2026, 3, 4));
        await Refused(StatusCode.InvalidArgument, "through", officer.RequestStatementAsync(request));
        request = Request();
        request.Document = (StatementDocument)9;
        await Refused(StatusCode.InvalidArgument, "document", officer.RequestStatementAsync(request));
        await Refused(StatusCode.NotFound, "account", officer.RequestStatementAsync(new() { RequestId = NewId(), AccountId = NewId() }));
        await Refused(StatusCode.PermissionDenied, "", StatementsAs("officer@rosebery").RequestStatementAsync(Request()));
        await Refused(StatusCode.PermissionDenied, "", StatementsAs("resident@one-housing", Guid.CreateVersion7()).RequestStatementAsync(Request()));
        await Refused(StatusCode.PermissionDenied, "", StatementsAs("auditor@one-housing").RequestStatementAsync(Request()));
        await Refused(StatusCode.NotFound, "statement", officer.GetStatementAsync(new() { StatementId = NewId() }));
        Assert.Equal(0, await Count("issued_statement"));

        var issued = (await officer.RequestStatementAsync(Request())).Statement;
        await Refused(StatusCode.PermissionDenied, "", StatementsAs("resident@one-housing", Guid.CreateVersion7()).GetStatementAsync(new() { StatementId = issued.StatementId }));
        await Refused(StatusCode.PermissionDenied, "", StatementsAs("officer@rosebery").ListStatementsAsync(new() { AccountId = account.AccountId }));
        await Refused(StatusCode.InvalidArgument, "format", officer.GetStatementAsync(new() { StatementId = issued.StatementId, Format = (StatementFormat)7 }));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Host.Database.Execute("update issued_statement set closing_pence = 1"));
    }

    [Fact]
    public async Task Those_of_an_account_are_listed_a_page_at_a_time_the_newest_first()
    {
        var account = await Open(Started());
        var officer = StatementsAs("officer@one-housing");
        var ids = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            ids.Insert(0, (await officer.RequestStatementAsync(new() { RequestId = NewId(), AccountId = account.AccountId })).Statement.StatementId);
            Host.Clock.Now = Host.Clock.Now.AddMinutes(1);
        }

        var first = await officer.ListStatementsAsync(new() { AccountId = account.AccountId, PageSize = 2 });
        var second = await officer.ListStatementsAsync(new() { AccountId = account.AccountId, PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(ids, first.Statements.Concat(second.Statements).Select(s => s.StatementId));
        Assert.Equal("", second.NextPageToken);
    }

    // Every sum that the page shows, as often as it shows it.
    private static IEnumerable<string> Figures(GetStatementResponse got) =>
    [
        .. new[] { got.Statement.OpeningPence, got.Parts.Sum(p => p.ChargedPence), got.Parts.Sum(p => p.CreditedPence), got.Statement.ClosingPence }.Select(Sum),
        Sum(got.Statement.OpeningPence), Sum(got.Statement.ClosingPence),
        .. got.Lines.SelectMany(line => new[] { Sum(line.AmountPence), Sum(line.BalancePence) }),
        .. got.Parts.SelectMany(part => new[] { part.OpeningPence, part.ChargedPence, part.CreditedPence, part.ClosingPence }.Select(Sum)),
        .. got.NextDues.Select(due => Sum(due.Pence)),
    ];

    private static string Sum(long pence) => string.Create(CultureInfo.InvariantCulture, $"£{Math.Abs(pence) / 100m:#,##0.00}");

    [GeneratedRegex(@"£[\d,]+\.\d\d", RegexOptions.NonBacktracking)]
    private static partial Regex Sums();

    private async Task Post(Account account, long pence, SubAccount part = SubAccount.Rent) =>
        await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Narrative = "Rent for a while", SubAccount = part });

    private async Task Pay(Account account, long pence) =>
        await LedgerAs("income@one-housing").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Receipt = NewId() });
}
