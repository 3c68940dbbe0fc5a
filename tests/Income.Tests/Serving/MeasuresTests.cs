using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Account = Housing.Income.Contracts.V1.Account;
using IncomeMeasure = Housing.Income.Contracts.V1.IncomeMeasure;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;

/// <summary>The figures of a landlord's income, out of the ledger. It is Tuesday 3 March 2026; the tenancies began on Monday the 2nd.</summary>
public sealed class MeasuresTests : IncomeHost
{
    [Fact]
    public async Task Rent_collected_is_what_came_against_what_was_due_also_above_a_hundred_OHC_INC_09()
    {
        var account = await Open(Started());
        await Rent(account, 100_00);
        for (var week = 0; week < 5; week++)
        {
            await Balance(account, (week + 1) * 100_00);
            await Reach(new DateTimeOffset(2026, 3, 9, 9, 0, 0, TimeSpan.Zero).AddDays(7 * week));
        }

        await Balance(account, 600_00);
        await Reach(new DateTimeOffset(2026, 4, 7, 9, 0, 0, TimeSpan.Zero));
        await Post(account, 30_00, SubAccount.CourtCosts);
        var wrong = await Pay(account, 90_00);
        await LedgerAs("income@one-housing").ReversePostingAsync(new() { RequestId = NewId(), PostingId = wrong.PostingId, Reason = "Another household's" });
        await Pay(account, 520_00);          // all of it for the rent, by the landlord's order
        var (other, owner) = (await Open(Started("rosebery")), await Open(Started() with { Tenure = "shared-ownership" }));
        await Pay(other, 7_00);
        await Pay(owner, 7_00);

        Assert.Equal(("OHC-INC-09", 0L, 500_00L, "0.00", "100.55", false), Said(await Measure("rent-collected", Day(2026, 3, 1), Day(2026, 3, 31))));
        Assert.Equal(("OHC-INC-09", 520_00L, 100_00L, "520.00", "100.55", true), Said(await Measure("rent-collected", Day(2026, 4, 1), Day(2026, 4, 7))));
        Assert.Equal("86.67", (await Measure("rent-collected", Day(2026, 3, 1), Day(2026, 4, 7))).Percent);
    }

    [Fact]
    public async Task A_care_and_support_schemes_homes_are_not_general_needs()
    {
        var account = await Open(Started());
        await Rent(account, 100_00);
        await Balance(account, 100_00);
        await new Support.SupportClient(Host.ChannelAs("officer@one-housing")).NoteSchemeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, Scheme = "The Limes", Officer = "ann" });

        Assert.Equal(("OHC-INC-09", 0L, 0L, "", "100.55", null), Said(await Measure("rent-collected", Day(2026, 3, 1), Day(2026, 3, 3))));
        Assert.Equal(100_00L, (await Measure("present-arrears", Day(2026, 3, 1), Day(2026, 3, 3))).Numerator);
    }

    [Fact]
    public async Task What_present_tenants_owe_of_their_rent_is_set_against_a_years_rent_as_it_stood_on_the_day_OHC_INC_10()
    {
        var (owes, ahead, left) = (await Open(Started()), await Open(Started()), await Open(Started()));
        foreach (var account in new[] { owes, ahead, left })
        {
            await Rent(account, 100_00);
            await Balance(account, 100_00);
        }

        await Post(owes, 50_00, SubAccount.Recharges);
        await Pay(ahead, 400_00);
        var owed = (await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = left.AccountId, EndedOn = Day(2026, 3, 4) })).Account.BalancePence;
        await Reach(new DateTimeOffset(2026, 3, 10, 9, 0, 0, TimeSpan.Zero));
        await Balance(owes, 250_00);
        await Pay(owes, 30_00);

        // On the 3rd three tenants owed or had paid; what has been posted since is not of that day.
        var (then, now) = (await Measure("present-arrears", Day(2026, 3, 3), Day(2026, 3, 3)), await Measure("present-arrears", Day(2026, 3, 3), Day(2026, 3, 10)));
        Assert.Equal((100_00L + owed, 3 * 5_200_00L), (then.Numerator, then.Denominator));
        Assert.Equal((170_00L, 2 * 5_200_00L, "5", true), (now.Numerator, now.Denominator, now.Under, now.Kept));
    }

    [Fact]
    public async Task Debts_given_up_and_what_was_done_in_law_are_counted_in_their_period()
    {
        var account = await Open(Started());
        await Post(account, 600_00, SubAccount.Rent);
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(2026, 3, 2) });
        var (officer, manager) = (new FormerTenants.FormerTenantsClient(Host.ChannelAs("officer@one-housing")), new FormerTenants.FormerTenantsClient(Host.ChannelAs("manager@one-housing")));
        var proposed = (await officer.ProposeWriteOffAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = 600_00, Reason = "uneconomic", Note = "Nothing to be had" })).WriteOff;
        await manager.DecideWriteOffAsync(new() { RequestId = NewId(), WriteOffId = proposed.WriteOffId, Approve = true, Note = "Agreed" });
        var (file, action) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await Host.Database.Execute($"""
            insert into arrears_case (id, account_id, landlord, household_id, kind, opened_at, closed_at, standing, looked_at, level, done) values
              ('{file}', '{account.AccountId}', 'one-housing', '{account.HouseholdId}', 'Tenancy', '2026-01-05', '2026-02-05', '{"{}"}', '2026-02-05', 0, '{"{}"}');
            insert into legal_action (id, account_id, case_id, landlord, household_id, route, step, number, notice, served_on, served_how, notice_document, claim_from, started_at, changed_at) values
              ('{action}', '{account.AccountId}', '{file}', 'one-housing', '{account.HouseholdId}', 'Assured', 'ClaimIssued', 1, 'section 8', '2026-01-10', 'ByHand', 'n.pdf', '2026-01-24', '2026-01-10', '2026-02-01');
            insert into legal_entry (id, action_id, act, at, by) values
              (gen_random_uuid(), '{action}', 'NoticeServed', '2026-01-10T10:00Z', 'ann'), (gen_random_uuid(), '{action}', 'ClaimIssued', '2026-02-01T10:00Z', 'ann');
            """);

        var figures = await Ask("manager@one-housing", "one-housing", Day(2026, 2, 1), Day(2026, 3, 3));
        Assert.Equal((1L, 600_00L), (figures.WriteOffs, figures.WrittenOffPence));
        Assert.Equal(("claim-issued", 1L), (Assert.Single(figures.LegalDone).What, figures.LegalDone[0].Actions));
        Assert.Equal(("claim-issued", 1L), (Assert.Single(figures.LegalRunning).What, figures.LegalRunning[0].Actions));
        await manager.ReinstateWriteOffAsync(new() { RequestId = NewId(), WriteOffId = proposed.WriteOffId, Reason = "Traced" });

        Assert.Equal((1L, 0L), (await Ask("manager@one-housing", "one-housing", Day(2026, 2, 1), Day(2026, 3, 3)) is var after) ? (after.WriteOffs, after.WrittenOffPence) : default);
        Assert.Empty((await Ask("manager@rosebery", "rosebery", Day(2026, 2, 1), Day(2026, 3, 3))).LegalDone);
    }

    [Fact]
    public async Task Who_asks_for_what_is_not_theirs_or_for_no_period_is_refused()
    {
        await Refused(StatusCode.PermissionDenied, "", Ask("manager@rosebery", "one-housing", Day(2026, 3, 1), Day(2026, 3, 3)));
        await Refused(StatusCode.PermissionDenied, "", Ask("officer@one-housing", "one-housing", Day(2026, 3, 1), Day(2026, 3, 3)));
        await Refused(StatusCode.InvalidArgument, "landlord", Ask("service@performance", "nobody", Day(2026, 3, 1), Day(2026, 3, 3)));
        await Refused(StatusCode.InvalidArgument, "from", Ask("service@performance", "one-housing", null, Day(2026, 3, 3)));
        await Refused(StatusCode.InvalidArgument, "through", Ask("service@performance", "one-housing", Day(2026, 3, 1), Day(2026, 3, 4)));
        await Refused(StatusCode.InvalidArgument, "through", Ask("service@performance", "one-housing", Day(2025, 3, 1), Day(2026, 3, 2)));
        await Refused(StatusCode.InvalidArgument, "through", Ask("service@performance", "one-housing", Day(2026, 3, 2), Day(2026, 3, 1)));
    }

    private AsyncUnaryCall<GetIncomeMeasuresResponse> Ask(string who, string landlord, Date? from, Date? through) =>
        new Measures.MeasuresClient(Host.ChannelAs(who)).GetIncomeMeasuresAsync(new() { Landlord = landlord, From = from, Through = through });

    private async Task<IncomeMeasure> Measure(string which, Date from, Date through) =>
        (await Ask("service@performance", "one-housing", from, through)).Measures.Single(measure => measure.Measure == which);

    private static (string, long, long, string, string, bool?) Said(IncomeMeasure measure) =>
        (measure.Clause, measure.Numerator, measure.Denominator, measure.Percent, measure.AtLeast, measure.HasKept ? measure.Kept : null);

    private async Task Rent(Account account, long pence) => await ChargesAs("income@one-housing").SetChargeAsync(new()
    {
        RequestId = NewId(), AccountId = account.AccountId, SubAccount = SubAccount.Rent, AmountPence = pence, Per = Contracts.V1.ChargePer.Week, Cycle = Contracts.V1.ChargeCycle.Weekly, From = Day(2026, 3, 2),
        Parts = { new Contracts.V1.ChargePart { Label = "Rent", Pence = pence } },
    });

    private async Task Post(Account account, long pence, SubAccount part) =>
        await As("income@one-housing").PostChargeAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Narrative = "Costs", SubAccount = part });

    private async Task<Contracts.V1.Posting> Pay(Account account, long pence) =>
        (await LedgerAs($"income@{account.Landlord}").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Receipt = NewId() })).Posting;

    private Task Reach(DateTimeOffset instant)
    {
        Host.Clock.Now = instant;
        return Task.CompletedTask;
    }

    private Task Balance(Account account, long pence) =>
        Eventually.Equal(pence, async () => (await As("service@repairs").GetAccountAsync(new() { AccountId = account.AccountId })).Account.BalancePence);
}
