using Housing.Income.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests.Homeowners;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using ChargePart = Housing.Income.Contracts.V1.ChargePart;
using Date = Housing.Income.Contracts.V1.Date;
using HeadFund = Housing.Income.Contracts.V1.HeadFund;
using LeaseShare = Housing.Income.Contracts.V1.LeaseShare;
using SchemeCost = Housing.Income.Contracts.V1.SchemeCost;
using SchemeRound = Housing.Income.Contracts.V1.SchemeRound;
using SchemeHead = Housing.Income.Contracts.V1.SchemeHead;
using ShareBasis = Housing.Income.Contracts.V1.ShareBasis;

/// <summary>A scheme of one landlord, with its leases and its year, as its staff keep it. It is Tuesday 3 March 2026.</summary>
public abstract class HomeownerHost : IncomeHost
{
    internal Contracts.V1.Homeowners.HomeownersClient HomeownersAs(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    internal Task<Contracts.V1.Account> Lease(Guid homeId, string landlord = "one-housing", string tenure = "leasehold", DateOnly? from = null) =>
        Open(Started(landlord) with { HomeId = homeId, Tenure = tenure, StartedOn = from ?? new DateOnly(2026, 3, 2) });

    internal async Task<Scheme> Scheme(string landlord, params SchemeHead[] heads) => (await HomeownersAs($"income@{landlord}").OpenSchemeAsync(new()
    {
        RequestId = NewId(), Landlord = landlord, Name = "Elm House", Place = PlaceKind.Block, PlaceId = NewId(), Heads = { heads },
    })).Scheme;

    internal Task Shares(Scheme scheme, params LeaseShare[] shares) => Shares(scheme, Day(2026, 3, 1), shares);

    internal async Task Shares(Scheme scheme, Date from, params LeaseShare[] shares) =>
        await HomeownersAs($"income@{scheme.Landlord}").SetSharesAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, From = from, Shares = { shares } });

    internal async Task Estimate(Scheme scheme, int startsIn, params (string Head, long Pence)[] budget)
    {
        await Budget(scheme, startsIn, budget);
        await HomeownersAs($"manager@{scheme.Landlord}").ApproveEstimateAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, StartsIn = startsIn });
        await Finished(scheme, startsIn);
    }

    internal async Task<SetBudgetResponse> Budget(Scheme scheme, int startsIn, params (string Head, long Pence)[] budget) => await HomeownersAs($"income@{scheme.Landlord}").SetBudgetAsync(new()
    {
        RequestId = NewId(), SchemeId = scheme.SchemeId, StartsIn = startsIn, Lines = { budget.Select(line => new Contracts.V1.BudgetLine { Head = line.Head, Pence = line.Pence, Basis = "last year's and 4% more" }) },
    });

    internal async Task<SchemeCost> Cost(Scheme scheme, string head, long pence, Date on, string undertaking = "", bool fromReserve = false) =>
        (await HomeownersAs($"income@{scheme.Landlord}").RecordCostAsync(CostRequest(scheme, head, pence, on, undertaking, fromReserve))).Cost;

    internal static RecordCostRequest CostRequest(Scheme scheme, string head, long pence, Date on, string undertaking = "", bool fromReserve = false) => new()
    {
        RequestId = NewId(), SchemeId = scheme.SchemeId, Head = head, Supplier = "Bright Ltd", Invoice = NewId(), IncurredOn = on, Description = "Stairs swept and washed", Pence = pence,
        Lines = { new ChargePart { Label = "Work", Pence = pence - 1 }, new ChargePart { Label = "Soap", Pence = 1 } }, Document = "invoices/1.pdf", UndertakingId = undertaking, FromReserve = fromReserve,
    };

    internal async Task<SchemeRound> Close(Scheme scheme, int startsIn)
    {
        var round = (await HomeownersAs($"income@{scheme.Landlord}").CloseYearAsync(new() { RequestId = NewId(), SchemeId = scheme.SchemeId, StartsIn = startsIn })).Round;
        await Finished(scheme, startsIn);
        return round;
    }

    internal async Task<GetYearResponse> Year(Scheme scheme, int startsIn) => await HomeownersAs($"auditor@{scheme.Landlord}").GetYearAsync(new() { SchemeId = scheme.SchemeId, StartsIn = startsIn });

    internal Task Finished(Scheme scheme, int startsIn) => Eventually.Holds(async () => Assert.All((await Year(scheme, startsIn)).Rounds, round => Assert.NotNull(round.FinishedAt)));

    internal async Task<IReadOnlyList<HomeownerBill>> Bills(Contracts.V1.Account account) =>
        [.. (await HomeownersAs($"resident@{account.Landlord}", Guid.Parse(account.HouseholdId)).ListBillsAsync(new() { AccountId = account.AccountId })).Bills];

    internal Task Balance(Contracts.V1.Account account, long pence) => Eventually.Equal(pence, async () => (await Now(account)).BalancePence);

    internal async Task<Contracts.V1.Account> Now(Contracts.V1.Account account) => (await As("service@repairs").GetAccountAsync(new() { AccountId = account.AccountId })).Account;

    internal static SchemeHead Head(string key, ShareBasis basis = ShareBasis.Fraction, HeadFund fund = HeadFund.ServiceCharge) => new() { Key = key, Name = $"{char.ToUpperInvariant(key[0])}{key[1..]}", Fund = fund, Basis = basis };

    internal static LeaseShare Share(Guid homeId, string head, long above, long below = 0) => new() { HomeId = homeId.ToString(), Head = head, Above = above, Below = below, Source = "lease, schedule 4" };
}
