using Housing.Income.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Arrears;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using ChargeCycle = Housing.Income.Contracts.V1.ChargeCycle;
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using ChargePer = Housing.Income.Contracts.V1.ChargePer;
using PayCycle = Housing.Income.Contracts.V1.PayCycle;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

/// <summary>Late, missing and short payments are told early. Rent of £100 fell due on Monday 2 March 2026; the landlord waits five days and lets £5 pass.</summary>
public sealed class MissedPaymentTests : IncomeHost
{
    [Fact]
    public async Task Who_has_not_paid_what_fell_due_is_told_soon_and_once_and_nobody_else_is_OHO_INC_16_OHO_INC_03()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var (missing, shortBy, nearly, paid, coming) = (await Let(), await Let(), await Let(), await Let(), await Let());
        foreach (var account in (Account[])[missing, shortBy, nearly, paid, coming])
            await Balance(account, 100_00);
        await Pay(shortBy, 95_00);
        await Pay(nearly, 95_01);
        await Pay(paid, 100_00);
        await ArrearsAs("income@one-housing").ExpectBenefitAsync(new()
        {
            RequestId = NewId(), AccountId = coming.AccountId, Kind = Contracts.V1.BenefitKind.UniversalCredit, AmountPence = 400_00, Every = PayCycle.FourWeekly, NextOn = Day(2026, 3, 29), Evidence = "letter",
        });

        Host.Clock.Now = new DateTimeOffset(2026, 3, 7, 9, 0, 0, TimeSpan.Zero);
        await Watched("2026-03-02");
        await Eventually.Holds(() => Assert.Equal(
            Sorted((missing, "2026-03-02", "10000"), (shortBy, "2026-03-02", "500")), Told(told)));

        Host.Clock.Now = new DateTimeOffset(2026, 3, 14, 9, 0, 0, TimeSpan.Zero);      // and what fell due on the 9th
        await Watched("2026-03-09");
        await Eventually.Holds(() => Assert.Equal(
            Sorted((missing, "2026-03-02", "10000"), (shortBy, "2026-03-02", "500"), (missing, "2026-03-09", "20000"), (shortBy, "2026-03-09", "10500"), (nearly, "2026-03-09", "10499"), (paid, "2026-03-09", "10000")),
            Told(told)));
        await Eventually.Equal(0L, () => Host.Database.Scalar<long>("select count(*) from outbox"));
        Assert.Equal(6, Told(told).Count);
    }

    private static List<string> Told(Heard<ResidentMessageDue> told) =>
        [.. told.Events.Where(e => e.Template == "payment.missed").Select(e => $"{e.CaseId} {e.Facts["due-on"]} {e.Facts["missing-pence"]}").Order(StringComparer.Ordinal)];

    private static List<string> Sorted(params (Account Account, string Due, string Pence)[] all) => [.. all.Select(one => $"{one.Account.AccountId} {one.Due} {one.Pence}").Order(StringComparer.Ordinal)];

    private async Task<Account> Let()
    {
        var account = await Open(Started());
        await ChargesAs("income@one-housing").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.Rent, AmountPence = 100_00, Per = ChargePer.Week, Cycle = ChargeCycle.Weekly, From = Day(2026, 3, 2),
            Parts = { new ChargePart { Label = "Rent", Pence = 100_00 } },
        });
        return account;
    }

    private async Task Pay(Account account, long pence) =>
        await LedgerAs("income@one-housing").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Receipt = account.AccountId });

    private Task Balance(Account account, long pence) =>
        Eventually.Equal(pence, () => Host.Database.Scalar<long>($"select balance_pence from account where id = '{account.AccountId}'"));

    private Task Watched(string day) => Eventually.Equal(1L, () => Count($"payment_watch where landlord = 'one-housing' and day = '{day}' and finished_at is not null"));
}
