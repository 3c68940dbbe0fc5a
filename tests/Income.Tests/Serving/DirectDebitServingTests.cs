using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using ChargeCycle = Housing.Income.Contracts.V1.ChargeCycle;
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using ChargePer = Housing.Income.Contracts.V1.ChargePer;
using Collection = Housing.Income.Contracts.V1.Collection;
using DebitFile = Housing.Income.Contracts.V1.DebitFile;
using DebitFrequency = Housing.Income.Contracts.V1.DebitFrequency;
using Mandate = Housing.Income.Contracts.V1.Mandate;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

/// <summary>Direct debits from the mandate to the bank's report. It is Tuesday 3 March 2026; rent of £100 falls due each Monday.</summary>
public sealed class DirectDebitServingTests : IncomeHost
{
    private DirectDebits.DirectDebitsClient Income => new(Host.ChannelAs("income@one-housing"));

    [Fact]
    public async Task A_debit_is_told_of_filed_two_working_days_before_and_posted_on_its_day_once_OHO_INC_07()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Paying();
        var resident = new DirectDebits.DirectDebitsClient(Host.ChannelAs("resident@one-housing", Guid.Parse(account.HouseholdId)));
        var mandate = (await resident.SetUpMandateAsync(Weekly(account))).Mandate;
        Assert.Equal(("new", "**-**-56", "****5678", $"{account.PaymentReference}/1", Day(2026, 3, 20)), (mandate.Status, mandate.SortCodeMasked, mandate.AccountNumberMasked, mandate.Reference, mandate.NextOn));

        // Its bank is told with today's file, its payer of the first collection, ten working days ahead and more.
        var lodged = await FileOf(Day(2026, 3, 5));
        Assert.Equal((0, 1), (lodged.Debits, lodged.Instructions));
        await Eventually.Holds(() => Assert.Equal(
            ("10000", "2026-03-20"), (told.Events.Single(e => e.Template == "direct-debit.advance-notice").Facts["amount-pence"], told.Events.Single(e => e.Template == "direct-debit.advance-notice").Facts["collected-on"])));
        Assert.Contains(told.Events, e => e.Template == "direct-debit.set-up" && e.HouseholdId == Guid.Parse(account.HouseholdId));

        Host.Clock.Now = new DateTimeOffset(2026, 3, 17, 12, 0, 0, TimeSpan.Zero);
        await Proved();
        Assert.Equal(0, await Host.Database.Scalar<long>("select count(*) from debit_file where debits > 0"));
        Host.Clock.Now = new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);
        var file = await FileOf(Day(2026, 3, 20));
        Assert.Equal((1, 10_000, Day(2026, 3, 19)), (file.Debits, file.DebitPence, file.ProcessingDay));
        var content = (await Income.GetDebitFileAsync(new() { FileId = file.FileId })).Content.ToString(Encoding.ASCII);
        Assert.Contains($"12345612345678001{"40000010000001"}    00000010000{"ONE HOUSING",-18}{mandate.Reference,-18}A PAYER            26078\r\n", content, StringComparison.Ordinal);

        Host.Clock.Now = new DateTimeOffset(2026, 3, 20, 9, 0, 0, TimeSpan.Zero);
        await Proved();
        Assert.Equal(0, await Host.Database.Scalar<long>("select count(*) from posting where kind = 'Payment'"));      // nobody gave it to Bacs yet
        await Income.MarkDebitFileSubmittedAsync(new() { RequestId = NewId(), FileId = file.FileId });
        await Eventually.Holds(async () => Assert.Equal("collected", (await Collections(account))[^1].Status));
        await Proved();
        var posting = (await As("income@one-housing").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings[0];
        Assert.Equal(("payment", "Direct debit, 20 March 2026", -10_000), (posting.Kind, posting.Narrative, posting.AmountPence));
        Assert.Equal(1, await Host.Database.Scalar<long>("select count(*) from posting where kind = 'Payment'"));
        await AddsUp();
    }

    [Fact]
    public async Task A_debit_that_is_not_paid_is_undone_tried_again_once_and_then_only_told()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var (account, mandate) = await Collected();
        var report = Arudd(mandate.Reference, "0128", "100.00", "2026-03-19");

        var item = Assert.Single((await Report(report)).Items);

        Assert.Equal(("done", "refer to payer", 10_000), (item.Outcome, item.Why, item.AmountPence));
        var reversal = (await As("income@one-housing").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings[0];
        Assert.Equal(("reversal", "ARUDD 0: refer to payer", 10_000), (reversal.Kind, reversal.Evidence, reversal.AmountPence));
        Assert.Equal("known", Assert.Single((await Report(report)).Items).Outcome);
        var again = (await Collections(account)).Single(c => c.Represents is not "");
        Assert.Equal(("told", Day(2026, 3, 27), 10_000), (again.Status, again.CollectedOn, again.AmountPence));      // five working days later
        await Eventually.Holds(() => Assert.Equal("2026-03-27", told.Events.Single(e => e.Template == "direct-debit.failed").Facts["collected-again-on"]));

        Assert.Equal([(OnItsWayReason.DirectDebit, 10_000, new DateOnly(2026, 3, 27))], (await Picture(account)).Others.Select(sum => (sum.Reason, sum.Pence, sum.On!.Value)));      // technical arrears

        Host.Clock.Now = new DateTimeOffset(2026, 3, 25, 12, 0, 0, TimeSpan.Zero);
        var file = await FileOf(Day(2026, 3, 27));
        Assert.Contains("12345612345678018", (await Income.GetDebitFileAsync(new() { FileId = file.FileId })).Content.ToString(Encoding.ASCII), StringComparison.Ordinal);
        Assert.Equal("done", Assert.Single((await Report(Arudd(mandate.Reference, "0128", "100.00", "2026-03-26"))).Items).Outcome);
        Assert.Single(await Collections(account), c => c.Represents is not "");
        await Eventually.Holds(() => Assert.DoesNotContain("collected-again-on", told.Events.Last(e => e.Template == "direct-debit.failed").Facts.Keys));
        await AddsUp();
    }

    [Fact]
    public async Task A_debit_that_staff_put_right_before_the_report_came_is_not_undone_again()
    {
        var (account, mandate) = await Collected();
        var payment = (await As("income@one-housing").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings[0];
        await LedgerAs("income@one-housing").ReversePostingAsync(new() { RequestId = NewId(), PostingId = payment.PostingId, Reason = "The payer claimed it back" });

        Assert.Equal("done", Assert.Single((await Report(Arudd(mandate.Reference, "0128", "100.00", "2026-03-19"))).Items).Outcome);

        Assert.Equal(1, await Host.Database.Scalar<long>("select count(*) from posting where kind = 'Reversal'"));
        Assert.Contains(await Collections(account), c => c.Status == "failed");
        await AddsUp();
    }

    [Fact]
    public async Task A_bank_that_ends_a_mandate_ends_it_here_and_one_that_moves_it_is_followed()
    {
        var (account, mandate) = await Collected();
        var moved = Assert.Single((await Report(Advice("A", mandate.Reference, "ADDACS-3", """payer-new-sort-code="65-43-21" payer-new-account-number="87654321" """))).Items);
        Assert.Equal("done", moved.Outcome);
        Assert.Equal("****4321", (await Mandates(account))[0].AccountNumberMasked);

        var ended = Assert.Single((await Report(Advice("A", mandate.Reference, "1"))).Items);

        Assert.Equal(("done", "the payer cancelled it"), (ended.Outcome, ended.Why));
        Assert.Equal(("ended", "by the bank: the payer cancelled it"), ((await Mandates(account))[0].Status, (await Mandates(account))[0].EndReason));
        Assert.DoesNotContain(await Collections(account), c => c.Status == "told");
        Assert.False(await Host.Database.Scalar<bool>("select tell_bank from mandate"));      // the bank knows
        Assert.Equal("known", Assert.Single((await Report(Advice("A", mandate.Reference, "1"))).Items).Outcome);
        Assert.Equal("refused", Assert.Single((await Report(Advice("A", "1000000000/9", "1"))).Items).Outcome);
    }

    [Fact]
    public async Task A_mandate_that_the_bank_did_not_take_is_ended_and_so_is_one_whose_account_is_gone()
    {
        var (account, mandate) = await Collected();
        var unpaid = Assert.Single((await Report(Arudd(mandate.Reference, "B012", "100.00", "2026-03-19"))).Items);
        Assert.Equal("the account is closed", unpaid.Why);
        Assert.Equal("ended", (await Mandates(account))[0].Status);

        var next = (await Income.SetUpMandateAsync(Weekly(account))).Mandate;
        Assert.Equal($"{account.PaymentReference}/2", next.Reference);
        Assert.Equal(("auddis", "there is no such account"), (await Report(Advice("V", next.Reference, "5"))) is var auddis ? (auddis.Kind, auddis.Items[0].Why) : default);
        Assert.Equal("ended", (await Mandates(account))[0].Status);
        await AddsUp();
    }

    [Fact]
    public async Task A_payer_changes_the_day_and_cancels_and_what_is_in_no_file_is_not_collected()
    {
        var account = await Paying();
        var resident = new DirectDebits.DirectDebitsClient(Host.ChannelAs("resident@one-housing", Guid.Parse(account.HouseholdId)));
        var mandate = (await resident.SetUpMandateAsync(Weekly(account))).Mandate;
        await Refused(StatusCode.FailedPrecondition, "runs for this account", resident.SetUpMandateAsync(Weekly(account)));
        await Eventually.Holds(async () => Assert.Equal("told", Assert.Single(await Collections(account)).Status));
        await FileOf(Day(2026, 3, 5));

        var changed = (await resident.ChangeMandateAsync(new() { RequestId = NewId(), MandateId = mandate.MandateId, Frequency = DebitFrequency.FourWeekly, Weekday = "tuesday" })).Mandate;
        Assert.Equal((DebitFrequency.FourWeekly, "tuesday", Day(2026, 3, 31)), (changed.Frequency, changed.Weekday, changed.NextOn));      // the 20th was told of and stands
        await Refused(StatusCode.InvalidArgument, "weekly, four-weekly", resident.ChangeMandateAsync(new() { RequestId = NewId(), MandateId = mandate.MandateId, Frequency = DebitFrequency.Monthly, DayOfMonth = 1 }));
        await resident.CancelMandateAsync(new() { RequestId = NewId(), MandateId = mandate.MandateId, Reason = "Paying at the bank" });

        Assert.All(await Collections(account), c => Assert.Equal("cancelled", c.Status));
        Host.Clock.Now = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
        var file = await FileOf(Day(2026, 3, 6));
        Assert.Contains("1234561234567800C", (await Income.GetDebitFileAsync(new() { FileId = file.FileId })).Content.ToString(Encoding.ASCII), StringComparison.Ordinal);
        await Refused(StatusCode.FailedPrecondition, "has ended", resident.CancelMandateAsync(new() { RequestId = NewId(), MandateId = mandate.MandateId, Reason = "again" }));
    }

    [Fact]
    public async Task Impossible_details_are_refused_each_by_its_field_and_others_mandates_are_nobodys()
    {
        var account = await Paying();
        var wrong = Weekly(account);
        (wrong.SortCode, wrong.AccountNumber, wrong.PayerName) = ("12-34-5", "1234", " ");
        await Refused(StatusCode.InvalidArgument, "payer_name must be 1 to 70 characters; it is empty. sort_code must be six digits", Income.SetUpMandateAsync(wrong));
        await Refused(StatusCode.PermissionDenied, "", new DirectDebits.DirectDebitsClient(Host.ChannelAs("resident@one-housing", Guid.CreateVersion7())).SetUpMandateAsync(Weekly(account)));
        await Refused(StatusCode.PermissionDenied, "", new DirectDebits.DirectDebitsClient(Host.ChannelAs("income@rosebery")).ListMandatesAsync(new() { AccountId = account.AccountId }));
        await Refused(StatusCode.PermissionDenied, "", new DirectDebits.DirectDebitsClient(Host.ChannelAs("officer@one-housing")).GetDebitFileAsync(new() { FileId = NewId() }));
        await Refused(StatusCode.InvalidArgument, "service user number 990001", Report(Arudd("x", "0128", "1.00", "2026-03-19").Replace("990001", "990002", StringComparison.Ordinal)));
        await Refused(StatusCode.InvalidArgument, "says £2.00 in all, and its items come to £1.00", Report(Arudd("x", "0128", "1.00", "2026-03-19", total: "2.00")));
        Assert.Equal(0, await Count("mandate"));
    }

    [Fact]
    public async Task A_file_stays_as_it_was_made()
    {
        await Collected();

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Host.Database.Execute("update debit_file set content = ''"));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Host.Database.Execute("delete from debit_file"));
    }

    [Fact]
    public async Task Each_landlord_says_how_it_collects_ROS_INC_04()
    {
        var terms = await new DirectDebits.DirectDebitsClient(Host.ChannelAs("resident@rosebery", Guid.CreateVersion7())).GetDebitTermsAsync(new() { Landlord = "rosebery" });

        Assert.Equal([DebitFrequency.Monthly], terms.Frequencies);
        Assert.Equal([1, 5, 10, 15, 20, 25, 28], terms.DaysOfMonth);
        Assert.Equal(10, terms.NoticeWorkingDays);
    }

    private static SetUpMandateRequest Weekly(Account account) => new()
    {
        RequestId = NewId(), AccountId = account.AccountId, PayerName = "A Payer", SortCode = "12-34-56", AccountNumber = "12345678", Frequency = DebitFrequency.Weekly, Weekday = "friday",
    };

    private async Task<Account> Paying()
    {
        var account = await Open(Started());
        await ChargesAs("income@one-housing").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.Rent, AmountPence = 10_000, Per = ChargePer.Week, Cycle = ChargeCycle.Weekly,
            From = Day(2026, 3, 2), Parts = { new ChargePart { Label = "Rent", Pence = 10_000 } },
        });
        return account;
    }

    /// <summary>An account from which £100 were collected on Friday 20 March, the day it is then.</summary>
    private async Task<(Account Account, Mandate Mandate)> Collected()
    {
        var account = await Paying();
        var mandate = (await Income.SetUpMandateAsync(Weekly(account))).Mandate;
        await FileOf(Day(2026, 3, 5));
        await Eventually.Holds(async () => Assert.NotEmpty(await Collections(account)));
        Host.Clock.Now = new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero);
        await Income.MarkDebitFileSubmittedAsync(new() { RequestId = NewId(), FileId = (await FileOf(Day(2026, 3, 20))).FileId });
        Host.Clock.Now = new DateTimeOffset(2026, 3, 20, 12, 0, 0, TimeSpan.Zero);
        await Eventually.Holds(async () => Assert.Contains(await Collections(account), c => c.Status == "collected"));
        return (account, mandate);
    }

    private async Task<AccountPicture> Picture(Account account)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var policy = scope.ServiceProvider.GetRequiredService<Housing.Standards.Policies<IncomePolicy>>().For("one-housing").Arrears!;
        var id = Guid.Parse(account.AccountId);
        return (await scope.ServiceProvider.GetRequiredService<AccountPictures>().Of(new Dictionary<Guid, long> { [id] = 10_000 }, policy, new DateOnly(2026, 3, 20), CancellationToken.None))[id];
    }

    private async Task<DebitFile> FileOf(Date collectedOn)
    {
        DebitFile? file = null;
        await Eventually.Holds(async () => file = (await Income.ListDebitFilesAsync(new() { Landlord = "one-housing" })).Files.Single(f => f.CollectedOn.Equals(collectedOn)));
        return file!;
    }

    private async Task<List<Collection>> Collections(Account account) => [.. (await Income.ListCollectionsAsync(new() { AccountId = account.AccountId })).Collections];

    private async Task<List<Mandate>> Mandates(Account account) => [.. (await Income.ListMandatesAsync(new() { AccountId = account.AccountId })).Mandates];

    private AsyncUnaryCall<ImportDebitReportResponse> Report(string xml) =>
        Income.ImportDebitReportAsync(new() { RequestId = NewId(), Landlord = "one-housing", Xml = ByteString.CopyFromUtf8(xml) });

    // What the worker had to do at this moment it has done once two of its looks have passed: one may have been under way.
    private async Task Proved()
    {
        for (var looks = 0; looks < 2; looks++)
        {
            var marker = await Open(Started("havering"));
            var mandate = (await new DirectDebits.DirectDebitsClient(Host.ChannelAs("income@havering")).SetUpMandateAsync(new()
            {
                RequestId = NewId(), AccountId = marker.AccountId, PayerName = "M", SortCode = "123456", AccountNumber = "12345678", Frequency = DebitFrequency.Weekly, Weekday = "friday",
            })).Mandate;
            await Eventually.Holds(async () => Assert.True(await Host.Database.Scalar<bool>($"select plan_on > '{Host.Clock.Now:yyyy-MM-dd}' from mandate where id = '{mandate.MandateId}'")));
        }
    }

    private static string Arudd(string reference, string code, string pounds, string day, string? total = null) => $"""
        <?xml version="1.0"?><BACSDocument><Data><ARUDD><Header reportType="REFT1019" adviceNumber="001" currentProcessingDate="{day}"/>
        <ServiceLicenseInformation userName="ONE HOUSING" userNumber="990001"/><Advice><OriginatingAccountRecords><OriginatingAccountRecord>
        <OriginatingAccount name="ONE HOUSING" number="10000001" sortCode="40-00-00" type="0"/>
        <ReturnedDebitItem ref="{reference}" transCode="17" returnCode="{code}" returnDescription="X" originalProcessingDate="{day}" valueOf="{pounds}" currency="GBP"><PayerAccount number="12345678" sortCode="12-34-56"/></ReturnedDebitItem>
        <Totals numberOf="1" valueOf="{total ?? pounds}" currency="GBP"/></OriginatingAccountRecord></OriginatingAccountRecords></Advice></ARUDD></Data></BACSDocument>
        """;

    private static string Advice(string type, string reference, string code, string more = "") => $"""
        <?xml version="1.0"?><BACSDocument><Data><MessagingAdvices><MessagingHeader user-number="990001"/>
        <MessagingAdvice user-number="990001" record-type="{type}" effective-date="2026-03-20" reference="{reference}" payer-name="A PAYER" payer-sort-code="12-34-56" payer-account-number="12345678" reason-code="{code}" {more}/>
        </MessagingAdvices></Data></BACSDocument>
        """;
}
