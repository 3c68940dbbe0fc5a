using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Homeowners;

using ChargeCycle = Housing.Income.Contracts.V1.ChargeCycle;
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using ChargePer = Housing.Income.Contracts.V1.ChargePer;
using ConsultationOutcome = Housing.Income.Contracts.V1.ConsultationOutcome;
using HeadFund = Housing.Income.Contracts.V1.HeadFund;
using SchemeCost = Housing.Income.Contracts.V1.SchemeCost;
using SchemeRound = Housing.Income.Contracts.V1.SchemeRound;
using ShareBasis = Housing.Income.Contracts.V1.ShareBasis;
using SubAccount = Housing.Income.Contracts.V1.SubAccount;
using UndertakingKind = Housing.Income.Contracts.V1.UndertakingKind;

/// <summary>Whole years of schemes, from the estimate to what is settled after the accounts. It is Tuesday 3 March 2026; the leases began on the 2nd.</summary>
public sealed class SchemeYearTests : HomeownerHost
{
    private readonly Guid _a = Guid.CreateVersion7();
    private readonly Guid _b = Guid.CreateVersion7();
    private readonly Guid _unsold = Guid.CreateVersion7();

    [Fact]
    public async Task A_year_of_One_Housings_homeowners_from_the_estimate_to_what_is_settled_OHO_LSE_24_OHO_LSE_25()
    {
        var told = await Host.ListenAsync<ResidentMessageDue>();
        var (ann, seller) = (await Lease(_a, tenure: "shared-ownership"), await Lease(_b));
        // Ann has been charged by hand until now: her estimate is a change, of which she has notice.
        await ChargesAs("income@one-housing").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = ann.AccountId, SubAccount = SubAccount.ServiceCharge, AmountPence = 310_00, Per = ChargePer.Month, Cycle = ChargeCycle.Monthly, From = Day(2026, 3, 2),
            Parts = { new ChargePart { Label = "Services", Pence = 310_00 } },
        });
        var scheme = await Scheme("one-housing", Head("cleaning"), Head("insurance", ShareBasis.Points), Head("reserve", fund: HeadFund.ReserveFund));
        await Shares(
            scheme, Share(_a, "cleaning", 1, 4), Share(_b, "cleaning", 1, 4), Share(_unsold, "cleaning", 1, 4),
            Share(_a, "insurance", 3), Share(_b, "insurance", 5), Share(_unsold, "insurance", 2), Share(_a, "reserve", 1, 2), Share(_b, "reserve", 1, 2));

        await Estimate(scheme, 2026, ("cleaning", 1_200_01), ("insurance", 1_000_00), ("reserve", 600_00));

        var estimate = Assert.Single(await Bills(ann));
        Assert.Equal(("estimate", 600_00, 300_00, Day(2026, 4, 1)), (estimate.Kind, estimate.ServiceChargePence, estimate.ReservePence, estimate.ChargedFrom));
        Assert.Equal(["1/4", "3 of 10 points", "1/2"], estimate.Lines.Select(line => line.Share));
        Assert.StartsWith("Insurance is expected to cost £1,000.00 in all (last year's and 4% more). Your lease bears 3 of 10 points: £300.00.", estimate.Lines[1].WorkedOut, StringComparison.Ordinal);
        Assert.Equal(("One Housing", 5), (estimate.LandlordName, estimate.Rights.Count));
        Assert.Equal("OHO-INC-09 Met, OHO-LSE-21 Met", await Outcomes((await ChargesAs("income@one-housing").ListChargesAsync(new() { AccountId = ann.AccountId })).Charges.Single(c => c.AmountPence == 600_00).ChargeId));
        await Eventually.Holds(() => Assert.Equal(2, told.Events.Count(message => message.Template == "estimate.issued")));
        Assert.Equal((3, 2, 1), Counts((await Year(scheme, 2026)).Rounds[0]));      // a bill waits for whoever buys the third home

        // The year's charges fall due in advance, month by month: £50 and £25, £66.66 or £66.67 and £25.
        await Reach(2026, 10, 2);
        await Balance(ann, 300_00 + (7 * (50_00 + 25_00)));
        await Balance(seller, 466_66 + (7 * 25_00));
        await LedgerAs("income@one-housing").EndAccountAsync(new() { RequestId = NewId(), AccountId = seller.AccountId, EndedOn = Day(2026, 9, 30) });
        await Balance(seller, 400_00 + 150_00);
        await LedgerAs("income@one-housing").RecordPaymentAsync(new() { RequestId = NewId(), AccountId = seller.AccountId, AmountPence = 550_00, Receipt = NewId() });
        await LedgerAs("income@one-housing").CloseAccountAsync(new() { RequestId = NewId(), AccountId = seller.AccountId });
        var buyer = await Lease(_b, from: new DateOnly(2026, 10, 1));
        await Balance(buyer, 66_66 + 25_00);
        Assert.Equal(Day(2026, 10, 1), Assert.Single(await Bills(buyer)).ChargedFrom);

        await Cost(scheme, "cleaning", 1_460_00, Day(2026, 6, 1));
        await Cost(scheme, "insurance", 1_000_00, Day(2026, 4, 1));
        await Refused(StatusCode.FailedPrecondition, "2027-03-31", HomeownersAs("income@one-housing").CloseYearAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, StartsIn = 2026 }));
        await Reach(2027, 2, 10);
        await Estimate(scheme, 2027, ("cleaning", 1_500_00), ("insurance", 1_000_00), ("reserve", 600_00));
        await Reach(2027, 4, 20);
        var due = Assert.Single((await Year(scheme, 2026)).SoFar, total => total.Head == "cleaning");
        Assert.Equal((1_460_00, 730_00, 730_00, 0), (due.TotalPence, due.AskedPence, due.LandlordPence, due.CappedPence));
        await Close(scheme, 2026);

        var accounts = (await Bills(ann))[0];
        Assert.Equal(("actuals", 665_00, 600_00, 65_00), (accounts.Kind, accounts.ServiceChargePence, accounts.ChargedPence, accounts.DifferencePence));
        Assert.Equal((433_68, 400_00, 33_68), Settled((await Bills(seller))[0]));
        Assert.Equal((431_32, 400_00, 31_32), Settled((await Bills(buyer))[0]));
        Assert.EndsWith("You held the home for 183 of 365 days: £183.00.", (await Bills(seller))[0].Lines[0].WorkedOut, StringComparison.Ordinal);
        Assert.Null((await Now(seller)).ClosedAt);      // what follows for somebody who has left is theirs all the same
        var posting = (await As("income@one-housing").ListPostingsAsync(new() { AccountId = seller.AccountId })).Postings[0];
        Assert.Equal((33_68, "service-charge-difference", SubAccount.ServiceCharge), (posting.AmountPence, posting.Kind, Assert.Single(posting.Parts).SubAccount));
        // Her lease began in March: the accounts of the year that ended then never came.
        Assert.Equal("OHO-LSE-24 2027-03-01 Met, OHO-LSE-25 2026-10-01 Missed, OHO-LSE-25 2027-10-01 Met", await Promised(ann));

        // One invoice was forgotten: the year is closed again, and only what it changes follows.
        await Cost(scheme, "cleaning", 40_00, Day(2027, 3, 30));
        var again = await Close(scheme, 2026);
        Assert.Equal(2, again.Number);
        Assert.Equal((675_00, 665_00, 10_00), Settled((await Bills(ann))[0]));
        Assert.Equal((438_69, 433_68, 5_01), Settled((await Bills(seller))[0]));
        Assert.Equal((436_31, 431_32, 4_99), Settled((await Bills(buyer))[0]));
        await Eventually.Holds(() => Assert.Equal(3, told.Events.Count(message => message.Template == "actuals.corrected")));
        await AddsUp();
    }

    [Fact]
    public async Task A_year_of_Haverings_leaseholders_with_works_nobody_was_consulted_on_and_a_cost_that_comes_too_late()
    {
        var (ann, bob) = (await Lease(_a, "havering"), await Lease(_b, "havering"));
        var scheme = await Scheme("havering", Head("roof"), Head("lift"));
        await Shares(scheme, Share(_a, "roof", 1, 4), Share(_b, "roof", 1, 100), Share(_a, "lift", 1, 2));
        await Estimate(scheme, 2026, ("roof", 1_200_00), ("lift", 240_00));
        var havering = HomeownersAs("income@havering");
        var works = (await havering.RecordUndertakingAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, Kind = UndertakingKind.Works, Name = "New roof" })).Undertaking;
        Assert.Equal(250_00, works.CapPence);
        await Reach(2026, 7, 1);
        var roof = await Cost(scheme, "roof", 2_400_00, Day(2026, 6, 1), works.UndertakingId);
        Assert.Equal((2026, Day(2027, 12, 1)), (roof.StartsIn, roof.CanBeAskedUntil));
        var lift = await Cost(scheme, "lift", 100_00, Day(2026, 6, 30));
        var late = await Cost(scheme, "lift", 60_00, Day(2026, 6, 1));
        Assert.Equal("ENG-S20-04 2027-12-02 Open", await Clock(late));

        // Bob is told of the roof and the lift in time, of the other nobody.
        var notify = new NotifyCostsRequest { RequestId = NewId(), SchemeId = scheme.SchemeId, CostIds = { roof.CostId, lift.CostId } };
        Assert.Equal(2, (await havering.NotifyCostsAsync(notify)).Accounts);
        Assert.Equal(2, (await havering.NotifyCostsAsync(notify)).Accounts);
        Assert.Equal("ENG-S20-04 2027-12-02 Met", await Clock(roof));
        await Reach(2028, 2, 1);
        var round = await Close(scheme, 2026);

        var left = Assert.Single(round.TooLate);
        Assert.Equal((late.CostId, 60_00, Day(2027, 12, 1)), (left.CostId, left.Pence, left.CouldBeAskedUntil));
        Assert.Equal((2_400_00, 274_00, 1_776_00, 350_00), Shared(round, "roof"));      // £250 of £600, and £24
        Assert.Equal((100_00, 50_00, 50_00, 0), Shared(round, "lift"));
        Assert.Equal((300_00, 420_00, -120_00), Settled((await Bills(ann))[0]));      // £25 and £10 a month were charged
        Assert.Equal((24_00, 12_00, 12_00), Settled((await Bills(bob))[0]));
        Assert.Equal(350_00, (await Bills(ann))[0].Lines[0].NotAskedPence);

        // The tribunal dispenses with the consultation after all: what it changes follows.
        await havering.RecordConsultationAsync(new() { RequestId = NewId(), UndertakingId = works.UndertakingId, Outcome = ConsultationOutcome.Dispensed, Evidence = "decision of 31 January 2028" });
        await Close(scheme, 2026);
        Assert.Equal((650_00, 300_00, 350_00), Settled((await Bills(ann))[0]));
        Assert.Equal((24_00, 24_00, 0), Settled((await Bills(bob))[0]));
        await AddsUp();
    }

    [Fact]
    public async Task Too_late_an_estimate_is_refused_with_the_earliest_day_and_can_be_charged_from_then_OHO_LSE_21()
    {
        var ann = await Lease(_a);
        var scheme = await Scheme("one-housing", Head("cleaning"));
        await Shares(scheme, Share(_a, "cleaning", 1, 4));
        await Estimate(scheme, 2026, ("cleaning", 1_200_00));
        await Reach(2026, 3, 20);
        await Budget(scheme, 2026, ("cleaning", 2_400_00));
        var approve = new ApproveEstimateRequest { RequestId = NewId(), SchemeId = scheme.SchemeId, StartsIn = 2026 };
        var manager = HomeownersAs("manager@one-housing");

        // The first one begins on 1 April: this is a change of it.
        await Refused(StatusCode.FailedPrecondition, "2026-04-17", manager.ApproveEstimateAsync(approve));
        approve.From = Day(2026, 5, 1);
        var approved = await manager.ApproveEstimateAsync(approve);
        Assert.Equal(approved, await manager.ApproveEstimateAsync(approve));
        await Finished(scheme, 2026);

        Assert.Equal((2, 2, Day(2026, 5, 1)), ((await Bills(ann)).Count, (await Bills(ann))[0].Number, (await Bills(ann))[0].ChargedFrom));
        await Reach(2026, 5, 1);
        await Balance(ann, 25_00 + 50_00);
    }

    [Fact]
    public async Task Only_the_landlords_income_team_keeps_schemes_and_a_homeowner_sees_the_own_bills()
    {
        var ann = await Lease(_a);
        var scheme = await Scheme("one-housing", Head("cleaning"));
        await Shares(scheme, Share(_a, "cleaning", 1, 4));
        await Estimate(scheme, 2026, ("cleaning", 1_200_00));
        var cost = await Cost(scheme, "cleaning", 100_00, Day(2026, 3, 2));
        var request = CostRequest(scheme, "cleaning", 100_00, Day(2026, 3, 2));

        await Refused(StatusCode.PermissionDenied, "", HomeownersAs("officer@one-housing").RecordCostAsync(request));
        await Refused(StatusCode.PermissionDenied, "", HomeownersAs("income@rosebery").RecordCostAsync(request));
        await Refused(StatusCode.PermissionDenied, "", HomeownersAs("income@rosebery").GetSchemeAsync(new() { SchemeId = scheme.SchemeId }));
        await Refused(StatusCode.PermissionDenied, "", HomeownersAs("resident@one-housing", Guid.Parse(ann.HouseholdId)).GetSchemeAsync(new() { SchemeId = scheme.SchemeId }));
        await Refused(StatusCode.PermissionDenied, "", HomeownersAs("resident@one-housing", Guid.CreateVersion7()).ListBillsAsync(new() { AccountId = ann.AccountId }));
        await Refused(StatusCode.PermissionDenied, "", HomeownersAs("resident@one-housing", Guid.CreateVersion7()).ListCostsAsync(new() { AccountId = ann.AccountId, StartsIn = 2025 }));
        var seen = Assert.Single((await HomeownersAs("resident@one-housing", Guid.Parse(ann.HouseholdId)).ListCostsAsync(new() { AccountId = ann.AccountId, StartsIn = 2025 })).Costs);
        Assert.Equal((cost.CostId, "Bright Ltd", 2), (seen.CostId, seen.Supplier, seen.Lines.Count));

        await Refused(StatusCode.AlreadyExists, "invoice", HomeownersAs("income@one-housing").RecordCostAsync(new(request) { Invoice = cost.Invoice.ToUpperInvariant(), RequestId = NewId() }));
        await HomeownersAs("income@one-housing").WithdrawCostAsync(new() { RequestId = NewId(), CostId = cost.CostId, Reason = "Another block's" });
        await Refused(StatusCode.FailedPrecondition, "withdrawn", HomeownersAs("income@one-housing").WithdrawCostAsync(new() { RequestId = NewId(), CostId = cost.CostId, Reason = "Twice" }));
        Assert.Equal("ENG-S20-04 2027-09-03 Cancelled", await Clock(cost));
        await HomeownersAs("income@one-housing").RecordCostAsync(new(request) { Invoice = cost.Invoice, RequestId = NewId() });
        await Refused(StatusCode.InvalidArgument, "starts_in", HomeownersAs("auditor@one-housing").GetYearAsync(new() { SchemeId = scheme.SchemeId, StartsIn = 26 }));
        await Refused(StatusCode.AlreadyExists, "scheme", HomeownersAs("income@one-housing").OpenSchemeAsync(new()
        {
            RequestId = NewId(), Landlord = "one-housing", Name = "Elm House again", Place = PlaceKind.Block, PlaceId = scheme.PlaceId, Heads = { Head("cleaning") },
        }));
    }

    [Fact]
    public async Task Bills_that_cannot_go_out_keep_no_other_waiting_and_none_goes_out_twice()
    {
        var homes = Enumerable.Range(0, 6).Select(_ => Guid.CreateVersion7()).ToList();
        var accounts = new List<Contracts.V1.Account>();
        foreach (var home in homes)
            accounts.Add(await Lease(home));
        var scheme = await Scheme("one-housing", Head("cleaning"));
        await Shares(scheme, Day(2025, 4, 1), [.. homes.Select(home => Share(home, "cleaning", 1, 6))]);
        await Cost(scheme, "cleaning", 365_00 * 6, Day(2026, 3, 2));
        await Reach(2026, 4, 20);
        // The third to be settled finds the database gone.
        await Host.Database.Execute("""
            create function cut() returns trigger language plpgsql as $$ begin
              if (select count(*) from posting where kind = 'ServiceChargeDifference') >= 2 then raise exception 'gone' using errcode = 'admin_shutdown'; end if; return new; end $$;
            create trigger cut before insert on posting for each row execute function cut();
            """);
        await HomeownersAs("income@one-housing").CloseYearAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, StartsIn = 2025 });
        await Eventually.Holds(async () => Assert.Equal((6, 2, 0), Counts((await Year(scheme, 2025)).Rounds[0])));
        await Refused(StatusCode.FailedPrecondition, "still to go out", HomeownersAs("income@one-housing").CloseYearAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, StartsIn = 2025 }));

        await Host.Database.Execute("drop trigger cut on posting");
        await Finished(scheme, 2025);

        foreach (var account in accounts)
            await Balance(account, 30_00);      // the thirty days from 2 March to the year's end
        Assert.Equal(6, await Count("posting"));
        Assert.Equal("ENG-S20-04 Met", await Host.Database.Scalar<string>("select standard_id || ' ' || outcome from commitment where standard_id = 'ENG-S20-04'"));
        await AddsUp();
    }

    private Task Reach(int year, int month, int day)
    {
        Host.Clock.Now = new DateTimeOffset(year, month, day, 9, 0, 0, TimeSpan.Zero);
        return Task.CompletedTask;
    }

    private Task<string?> Outcomes(string caseId) => Host.Database.Scalar<string?>($"select string_agg(standard_id || ' ' || outcome, ', ' order by standard_id) from commitment where case_id = '{caseId}'");

    private Task<string?> Clock(SchemeCost cost) => Host.Database.Scalar<string?>($"select standard_id || ' ' || to_char(due_at at time zone 'Europe/London', 'YYYY-MM-DD') || ' ' || outcome from commitment where case_id = '{cost.CostId}'");

    private Task<string?> Promised(Contracts.V1.Account account) => Host.Database.Scalar<string?>($"""
        select string_agg(standard_id || ' ' || to_char(due_at at time zone 'Europe/London', 'YYYY-MM-DD') || ' ' || outcome, ', ' order by standard_id, due_at)
        from commitment where case_id = '{account.AccountId}' and standard_id in ('OHO-LSE-24', 'OHO-LSE-25') and outcome in ('Met', 'Missed')
        """);

    private static (int All, int Issued, int Left) Counts(SchemeRound round) => (round.Bills, round.BillsIssued, round.BillsLeft);

    private static (long Actual, long Charged, long Difference) Settled(HomeownerBill bill) => (bill.ServiceChargePence, bill.ChargedPence, bill.DifferencePence);

    private static (long Total, long Asked, long Landlord, long Capped) Shared(SchemeRound round, string head)
    {
        var total = round.Totals.Single(one => one.Head == head);
        return (total.TotalPence, total.AskedPence, total.LandlordPence, total.CappedPence);
    }
}
