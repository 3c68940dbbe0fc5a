using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Income.Tests.Banking;
using Housing.Testing;

namespace Housing.Income.Tests.Serving;

/// <summary>Every night each balance is worked out anew from its postings.</summary>
public sealed class LedgerProofTests : IncomeHost
{
    [Fact]
    public async Task A_ledger_that_adds_up_is_proved_once_a_day_without_differences()
    {
        var account = await Open(Started());
        await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 500, Narrative = "n" });

        var proof = await NextProof();

        Assert.Equal((1, 0), (proof.Accounts, proof.Differences.Count));
        Assert.Equal(1, await Host.Database.Scalar<long>($"select count(*) from ledger_proof where day = '{proof.Day.Year}-{proof.Day.Month}-{proof.Day.Day}' and finished_at is not null"));
    }

    [Theory]
    [InlineData("sub_account", "update sub_account set balance_pence = 501", "one-housing", "rent 501 500")]
    [InlineData("account", "update account set balance_pence = 499", "one-housing", "balance 499 500; postings 499 500")]
    [InlineData("posting", "update posting set amount_pence = 700", "one-housing", "postings 500 700")]
    [InlineData("ledger_line", "update ledger_line set amount_pence = -600 where nominal is not null", "one-housing", "entries 0 -100")]
    [InlineData("ledger_line", "delete from ledger_line", "one-housing", "balance 500 0; rent 500 0")]
    public async Task What_was_damaged_behind_the_services_back_is_reported_told_and_logged(string table, string damage, string landlord, string differences)
    {
        // The day's own proof is over before anything is damaged, so that the next day's alone tells of it.
        await Eventually.Equal(1L, () => Count("ledger_proof where finished_at is not null"));
        var told = await Host.ListenAsync<LedgerDifferenceFound>();
        var account = await Open(Started(landlord));
        await As($"income@{landlord}").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 500, Narrative = "n" });
        await Host.Database.Execute($"alter table {table} disable trigger user; {damage}; alter table {table} enable trigger user;");

        var proof = await NextProof();

        Assert.All(proof.Differences, d => Assert.Equal(account.AccountId, d.AccountId));
        Assert.Equal(differences, string.Join("; ", proof.Differences.Select(d => $"{d.What} {d.RecordedPence} {d.RecomputedPence}").Order(StringComparer.Ordinal)));
        await Eventually.Holds(() => Assert.Equal(
            differences, string.Join("; ", told.Events.Where(e => e.AccountId == Guid.Parse(account.AccountId)).Select(e => $"{e.What} {e.RecordedPence} {e.RecomputedPence}").Order(StringComparer.Ordinal))));
        Assert.Empty((await LedgerAs("auditor@rosebery").GetLedgerProofAsync(new() { Landlord = "rosebery" })).Differences);
    }

    [Theory]
    [InlineData("suspense_item", "update suspense_item set left_pence = 4000", "items -5000 -4000")]
    [InlineData("ledger_line", "update ledger_line set amount_pence = amount_pence - 7 where nominal = 'Transfers' and amount_pence > 0", "transfers 0 -7")]
    public async Task What_waits_in_suspense_and_what_is_moved_from_it_is_proved_too(string table, string damage, string difference)
    {
        var account = await Open(Started());
        var bank = new Bank.BankClient(Host.ChannelAs("income@one-housing"));
        var suspense = new Suspense.SuspenseClient(Host.ChannelAs("income@one-housing"));
        await bank.ImportBankStatementAsync(new() { RequestId = NewId(), Landlord = "one-housing", Xml = ByteString.CopyFrom(CamtFile.Write("S1", 0, [new("A1", 5_000), new("A2", 300)])) });
        var small = (await suspense.ListSuspenseAsync(new() { Landlord = "one-housing" })).Items.Single(i => i.AmountPence == 300);
        await suspense.AllocateSuspenseAsync(new() { RequestId = NewId(), ItemId = small.ItemId, AccountId = account.AccountId, Reason = "r" });
        Assert.Empty((await NextProof()).Differences);
        await Host.Database.Execute($"alter table {table} disable trigger user; {damage} {(table == "suspense_item" ? "where left_pence > 0" : "")}; alter table {table} enable trigger user;");

        Assert.Contains(difference, (await NextProof()).Differences.Select(d => $"{d.What} {d.RecordedPence} {d.RecomputedPence}"));
    }

    [Fact]
    public async Task A_proof_goes_on_where_another_replica_stopped()
    {
        var accounts = new List<string>();
        for (var i = 0; i < 5; i++)
            accounts.Add((await Open(Started())).AccountId);
        accounts.Sort(StringComparer.Ordinal);
        var tomorrow = Host.Clock.Now.AddDays(1);
        await Host.Database.Execute($"insert into ledger_proof (day, started_at, after_id, accounts) values ('{tomorrow:yyyy-MM-dd}', '{tomorrow:O}', '{accounts[2]}', 3)");

        Assert.Equal(5, (await NextProof()).Accounts);      // three before, and the two that were left
    }

    [Fact]
    public async Task Differences_come_a_page_at_a_time()
    {
        for (var i = 0; i < 5; i++)
        {
            var account = await Open(Started());
            await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 500, Narrative = "n" });
        }

        await Host.Database.Execute("alter table sub_account disable trigger user; update sub_account set balance_pence = 1; alter table sub_account enable trigger user;");
        await NextProof();

        var seen = new List<string>();
        var token = "";
        do
        {
            var page = await LedgerAs("manager@one-housing").GetLedgerProofAsync(new() { Landlord = "one-housing", PageSize = 2, PageToken = token });
            seen.AddRange(page.Differences.Select(d => d.AccountId));
            token = page.NextPageToken;
        }
        while (token != "");

        Assert.Equal((5, 5), (seen.Count, seen.Distinct().Count()));
    }

    [Fact]
    public async Task The_proof_is_for_the_landlords_own_people()
    {
        await Refused(StatusCode.PermissionDenied, "", LedgerAs("auditor@rosebery").GetLedgerProofAsync(new() { Landlord = "havering" }));
        await Refused(StatusCode.PermissionDenied, "", LedgerAs("officer@havering").GetLedgerProofAsync(new() { Landlord = "havering" }));
        await Refused(StatusCode.InvalidArgument, "havering", LedgerAs("auditor@rosebery").GetLedgerProofAsync(new() { Landlord = "nobody" }));
    }

    // The proof of today may have run before there was anything to prove; tomorrow's has not.
    private async Task<GetLedgerProofResponse> NextProof()
    {
        Host.Clock.Advance(TimeSpan.FromDays(1));
        var day = Host.Clock.Now;
        GetLedgerProofResponse? proof = null;
        await Eventually.Holds(async () =>
        {
            proof = await LedgerAs("auditor@one-housing").GetLedgerProofAsync(new() { Landlord = "one-housing" });
            Assert.Equal((day.Month, day.Day), (proof.Day.Month, proof.Day.Day));
            Assert.NotNull(proof.FinishedAt);
        });
        return proof!;
    }
}
