using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Tests.Banking;
using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using BankStatement = Housing.Income.Contracts.V1.BankStatement;

/// <summary>Bank statements are taken in: to the account that is quoted, to the payer's, or to suspense until staff say whose it is.</summary>
public sealed class BankServingTests : IncomeHost
{
    private const string PayersAccount = "GB29NWBK60161331926819";

    private Bank.BankClient Statements => new(Host.ChannelAs("income@one-housing"));

    private Suspense.SuspenseClient Suspense => new(Host.ChannelAs("income@one-housing"));

    [Fact]
    public async Task Each_payment_goes_to_the_account_it_quotes_and_what_quotes_none_waits_OHO_INC_05()
    {
        var (one, other) = (await Open(Started()), await Open(Started()));
        Assert.Matches("^[0-9]{10}$", one.PaymentReference);
        Assert.NotEqual(one.PaymentReference, other.PaymentReference);

        var taken = await Import("S1", 500,
            new("A1", 10_000) { Remittance = $"rent {one.PaymentReference}", Code = ("RCDT", "STDO") },
            new("A2", 2_000) { EndToEnd = other.PaymentReference },
            new("A3", 300) { Remittance = "thank you" },
            new("A4", -45) { Remittance = "charges" });

        Assert.Equal((2, 12_000), (taken.Matched.Entries, taken.Matched.Pence));
        Assert.Equal((1, 300), (taken.Suspense.Entries, taken.Suspense.Pence));
        Assert.Equal((1, -45), (taken.Refused.Entries, taken.Refused.Pence));
        Assert.Equal((4, 12_255, 12_755), (taken.Total.Entries, taken.Total.Pence, taken.ClosingPence));
        await Balances((one, -10_000), (other, -2_000));
        var posting = (await As("income@one-housing").ListPostingsAsync(new() { AccountId = one.AccountId })).Postings[0];
        Assert.Equal(("payment", "Standing order, 2 March 2026", "bank entry A1, standing-order"), (posting.Kind, posting.Narrative, posting.Evidence));
        var entries = (await new Bank.BankClient(Host.ChannelAs("auditor@one-housing")).GetBankStatementAsync(new() { StatementId = taken.StatementId })).Entries;
        Assert.Equal([("matched", "standing-order"), ("matched", "credit-transfer"), ("suspense", "credit-transfer"), ("refused", "credit-transfer")], entries.Select(e => (e.Outcome, e.Source)));
        await AddsUp();
    }

    [Fact]
    public async Task A_file_whose_sums_do_not_agree_is_refused_with_both_figures_and_leaves_nothing()
    {
        var account = await Open(Started());

        await Refused(StatusCode.InvalidArgument, "closes at £9.99, and the opening balance with the entries comes to £100.00",
            Statements.ImportBankStatementAsync(File(CamtFile.Write("S1", 0, [new("A1", 10_000) { Remittance = account.PaymentReference }], closing: 999))));

        Assert.Equal((0, 0, 0), (await Count("posting"), await Count("bank_statement"), await Count("bank_entry")));
    }

    [Fact]
    public async Task A_statement_is_taken_in_once_and_one_that_says_something_else_is_refused()
    {
        var account = await Open(Started());
        var file = CamtFile.Write("S1", 0, [new("A1", 10_000) { Remittance = account.PaymentReference }]);
        var first = await Statements.ImportBankStatementAsync(File(file));

        Assert.Equal(first, await Statements.ImportBankStatementAsync(File(file)));
        await Refused(StatusCode.FailedPrecondition, "said something else then", Statements.ImportBankStatementAsync(File(CamtFile.Write("S1", 0, [new("A1", 10_001) { Remittance = account.PaymentReference }]))));
        await Refused(StatusCode.FailedPrecondition, "10000 pence and has 10001", Statements.ImportBankStatementAsync(File(CamtFile.Write("S2", 0, [new("A1", 10_001) { Remittance = account.PaymentReference }]))));
        await Refused(StatusCode.InvalidArgument, "one of the landlord's accounts", Statements.ImportBankStatementAsync(File(CamtFile.Write("S1", 0, [], account: "GB04HSGA40000010000002"))));
        Assert.Equal((1, 1), (await Count("posting"), await Count("bank_statement")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task However_entries_are_split_over_files_in_whatever_order_and_however_often_the_balances_are_the_same(int seed)
    {
        var random = new Random(seed);
        var accounts = new List<Account>();
        for (var i = 0; i < 4; i++)
            accounts.Add(await Open(Started()));
        var all = Enumerable.Range(1, 24).Select(n => new Movement($"R{n}", random.Next(1, 50_000))
        {
            Remittance = n % 5 == 0 ? "no reference" : accounts[n % 4].PaymentReference,
            EndToEnd = $"E{n}",
        }).ToList();
        // Some are taken back, in the same file or in another.
        all.AddRange(all.Where((_, n) => n % 6 == 0).ToList().Select(paid => new Movement($"B{paid.Reference}", -paid.Pence) { EndToEnd = paid.EndToEnd, Reversal = true }));
        var files = new List<List<Movement>>();
        for (var at = 0; at < all.Count;)
        {
            var take = random.Next(1, 7);
            files.Add([.. all.Skip(Math.Max(0, at - random.Next(0, 4))).Take(take)]);      // files overlap
            at += take;
        }

        files.Add(all);
        var order = files.SelectMany((file, n) => Enumerable.Repeat((file, n), random.Next(1, 3))).OrderBy(_ => random.Next()).ToList();
        foreach (var (file, n) in order)
            await Import($"S{n}", 0, [.. file]);

        var back = all.Where(m => m.Pence < 0).Select(m => m.EndToEnd).ToHashSet();
        var kept = all.Where(m => m.Pence > 0 && !back.Contains(m.EndToEnd)).ToList();
        await Balances([.. accounts.Select(a => (a, -kept.Where(m => m.Remittance == a.PaymentReference).Sum(m => m.Pence)))]);
        Assert.Equal(kept.Where(m => m.Remittance == "no reference").Sum(m => m.Pence), (await Suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).LeftPence);
        Assert.Equal(all.Count, await Count("bank_entry"));
        await AddsUp();
    }

    [Fact]
    public async Task Staff_say_whose_it_is_once_and_the_payer_is_known_from_then_on_until_let_go()
    {
        var account = await Open(Started());
        await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 700, Narrative = "Key" });
        await Import("S1", 0, Unnamed("A1", 5_000));
        var item = Assert.Single((await Suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).Items);
        Assert.Equal((5_000, 5_000, "A Payer", "6819"), (item.AmountPence, item.LeftPence, item.PayerName, item.PayerAccountEnds));

        var request = new AllocateSuspenseRequest { RequestId = NewId(), ItemId = item.ItemId, AccountId = account.AccountId, AmountPence = 1_500, Reason = "Their letter of 1 March", RememberPayer = true };
        var moved = await Suspense.AllocateSuspenseAsync(request);

        Assert.Equal((3_500, -800), (moved.Item.LeftPence, moved.BalancePence));
        Assert.Equal(moved, await Suspense.AllocateSuspenseAsync(request));
        await Import("S2", 0, Unnamed("A2", 100));
        await Balances((account, -900));
        var payer = Assert.Single((await Suspense.ListPayersAsync(new() { Landlord = "one-housing" })).Payers);
        Assert.Equal((account.AccountId, "6819"), (payer.AccountId, payer.PayerAccountEnds));
        await Suspense.ForgetPayerAsync(new() { RequestId = NewId(), PayerId = payer.PayerId });
        await Import("S3", 0, Unnamed("A3", 100));
        await Balances((account, -900));
        await AddsUp();
    }

    [Fact]
    public async Task What_was_allocated_wrongly_goes_back_and_on_to_another_and_transfers_come_to_nothing()
    {
        var (wrong, right) = (await Open(Started()), await Open(Started()));
        await Import("S1", 0, Unnamed("A1", 5_000));
        var item = (await Suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).Items[0];
        var moved = (await Suspense.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = item.ItemId, AccountId = wrong.AccountId, Reason = "same name" })).Item;
        var posting = (await As("income@one-housing").ListPostingsAsync(new() { AccountId = wrong.AccountId })).Postings[0];
        await Refused(StatusCode.FailedPrecondition, "TakeBackAllocation", LedgerAs("income@one-housing").ReversePostingAsync(new() { RequestId = NewId(), PostingId = posting.PostingId, Reason = "wrong" }));

        var back = (await Suspense.TakeBackAllocationAsync(new() { RequestId = NewId(), AllocationId = moved.Allocations[0].AllocationId, Reason = "another of that name" })).Item;

        Assert.Equal((5_000, "another of that name"), (back.LeftPence, back.Allocations[0].TakenBackBecause));
        await Refused(StatusCode.FailedPrecondition, "taken back before", Suspense.TakeBackAllocationAsync(new() { RequestId = NewId(), AllocationId = moved.Allocations[0].AllocationId, Reason = "again" }));
        await Suspense.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = item.ItemId, AccountId = right.AccountId, Reason = "asked the bank" });
        await Balances((wrong, 0), (right, -5_000));
        await Refused(StatusCode.FailedPrecondition, "Nothing is left", Suspense.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = item.ItemId, AccountId = right.AccountId, Reason = "again" }));
        await AddsUp();
    }

    [Fact]
    public async Task Money_goes_back_to_its_payer_only_when_a_second_person_agrees()
    {
        await Import("S1", 0, Unnamed("A1", 5_000));
        var item = (await Suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).Items[0];
        var manager = new Suspense.SuspenseClient(Host.ChannelAs("manager@one-housing"));
        await Refused(StatusCode.FailedPrecondition, "one person asks", manager.ApproveReturnAsync(new() { RequestId = NewId(), ItemId = item.ItemId }));
        await Suspense.ReturnToPayerAsync(new() { RequestId = NewId(), ItemId = item.ItemId, Reason = "Paid to the wrong landlord" });
        await Refused(StatusCode.FailedPrecondition, "somebody else", Suspense.ApproveReturnAsync(new() { RequestId = NewId(), ItemId = item.ItemId }));

        var returned = (await manager.ApproveReturnAsync(new() { RequestId = NewId(), ItemId = item.ItemId })).Item;

        Assert.Equal(0, returned.LeftPence);
        Assert.Equal(0, (await Suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).LeftPence);
        Assert.Equal("Payment -5000, Refund 5000", await Host.Database.Scalar<string>("select string_agg(kind || ' ' || amount_pence, ', ' order by number) from posting"));
        await AddsUp();
    }

    [Fact]
    public async Task A_payment_that_the_bank_takes_back_is_undone_once_and_the_household_is_told()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var account = await Open(Started());
        await Import("S1", 0, new Movement("A1", 8_000) { Remittance = account.PaymentReference, EndToEnd = "E1" });

        var taken = await Import("S2", 8_000, new Movement("A2", -8_000) { EndToEnd = "E1", ReturnReason = "AC04" });
        var again = await Import("S3", 0, new Movement("A3", -8_000) { EndToEnd = "E1", Reversal = true });

        Assert.Equal((1, 0, 1), (taken.Matched.Entries, again.Matched.Entries, again.Refused.Entries));
        await Balances((account, 0));
        var reversal = (await As("income@one-housing").ListPostingsAsync(new() { AccountId = account.AccountId })).Postings[0];
        Assert.Equal(("reversal", "bank entry A2, returned, reason AC04"), (reversal.Kind, reversal.Evidence));
        await Eventually.Holds(() => Assert.Equal(("payment.returned", "8000"), (Assert.Single(told.Events).Template, told.Events[0].Facts["amount-pence"])));
        await AddsUp();
    }

    [Fact]
    public async Task What_was_allocated_of_a_payment_comes_back_when_the_bank_takes_it_back()
    {
        var account = await Open(Started());
        await Import("S1", 0, Unnamed("A1", 5_000) with { EndToEnd = "E1" });
        var item = (await Suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).Items[0];
        await Suspense.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = item.ItemId, AccountId = account.AccountId, AmountPence = 2_000, Reason = "r" });

        await Import("S2", 5_000, new Movement("A2", -5_000) { EndToEnd = "E1", Reversal = true });

        await Balances((account, 0));
        Assert.Equal(0, (await Suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).LeftPence);
        await AddsUp();
    }

    [Fact]
    public async Task Two_files_with_the_same_entries_at_once_count_them_once()
    {
        var account = await Open(Started());
        var movements = Enumerable.Range(1, 6).Select(n => new Movement($"A{n}", 100 * n) { Remittance = n == 6 ? "?" : account.PaymentReference }).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Import($"S{n}", 0, movements)));

        await Balances((account, -1_500));
        Assert.Equal((6, 6), (await Count("bank_entry"), await Count("posting")));
        await AddsUp();
    }

    [Fact]
    public async Task A_closed_account_and_the_suspense_account_take_nothing_by_hand_and_others_see_none_of_it()
    {
        var closed = await Open(Started());
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = closed.AccountId, EndedOn = Day(2026, 3, 2) });
        await LedgerAs("income@one-housing").CloseAccountAsync(new() { RequestId = NewId(), AccountId = closed.AccountId });
        var taken = await Import("S1", 0, new Movement("A1", 5_000) { Remittance = closed.PaymentReference });
        Assert.Equal(1, taken.Suspense.Entries);
        var item = (await Suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).Items[0];
        var suspense = await Host.Database.Scalar<Guid>("select id from account where kind = 'Suspense'");

        await Refused(StatusCode.FailedPrecondition, "closed", Suspense.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = item.ItemId, AccountId = closed.AccountId, Reason = "r" }));
        await Refused(StatusCode.FailedPrecondition, "suspense account", As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = suspense.ToString(), AmountPence = 1, Narrative = "n" }));
        await Refused(StatusCode.InvalidArgument, "1 to 5000", Suspense.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = item.ItemId, AccountId = closed.AccountId, AmountPence = 5_001, Reason = "r" }));
        await Refused(StatusCode.NotFound, "no such account", Suspense.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = item.ItemId, AccountId = (await Open(Started("havering"))).AccountId, Reason = "r" }));
        await Refused(StatusCode.PermissionDenied, "", new Suspense.SuspenseClient(Host.ChannelAs("income@havering")).ListSuspenseAsync(new() { Landlord = "one-housing" }));
        await Refused(StatusCode.PermissionDenied, "", new Suspense.SuspenseClient(Host.ChannelAs("resident@one-housing", Guid.Parse(closed.HouseholdId))).ListSuspenseAsync(new() { Landlord = "one-housing" }));
        await Refused(StatusCode.PermissionDenied, "", new Bank.BankClient(Host.ChannelAs("income@havering")).ImportBankStatementAsync(File(CamtFile.Write("S9", 0, []))));
    }

    [Fact]
    public async Task A_side_of_a_transfer_without_the_other_is_refused_by_the_database()
    {
        var account = await Open(Started());

        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Host.Database.Execute($"""
            begin;
            update account set postings = 1, balance_pence = -1000 where id = '{account.AccountId}';
            insert into posting (id, account_id, number, amount_pence, balance_pence, kind, narrative, cause, posted_at, posted_by)
            values (gen_random_uuid(), '{account.AccountId}', 1, -1000, -1000, 'Transfer', 'n', gen_random_uuid(), now(), 'income');
            commit;
            """));
    }

    private static Movement Unnamed(string reference, long pence) => new(reference, pence) { Remittance = "rent", PayerName = "A Payer", PayerAccount = PayersAccount };

    private static ImportBankStatementRequest File(byte[] xml) => new() { RequestId = NewId(), Landlord = "one-housing", Xml = ByteString.CopyFrom(xml) };

    private async Task<BankStatement> Import(string id, long opening, params Movement[] movements) =>
        (await Statements.ImportBankStatementAsync(File(CamtFile.Write(id, opening, movements)))).Statements[0];

    private async Task Balances(params (Account Account, long Pence)[] expected)
    {
        foreach (var (account, pence) in expected)
            Assert.Equal(pence, (await As("officer@one-housing").GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence);
    }
}
