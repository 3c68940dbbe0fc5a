using System.Collections.Concurrent;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Income.Tests;

/// <summary>Income on its own database and queues, with a Tenancy that knows what the test tells it.</summary>
public abstract class IncomeHost : IAsyncLifetime
{
    private Peer _peer = null!;

    internal ServiceHost<IncomeDb> Host { get; private set; } = null!;

    internal KnownHouseholds Tenancy { get; } = new();

    /// <summary>What else it is set up with; filled before it starts.</summary>
    internal Dictionary<string, string?> Settings { get; } = new() { ["Income:Poll"] = "00:00:00.100" };

    public virtual async Task InitializeAsync()
    {
        _peer = await Peer.StartAsync(Tenancy);
        Settings["services:tenancy:http:0"] = _peer.Address;
        Host = await ServiceHost<IncomeDb>.StartAsync(settings: Settings);
    }

    public virtual async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _peer.DisposeAsync();
    }

    internal Accounts.AccountsClient As(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    internal Ledger.LedgerClient LedgerAs(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    internal Charges.ChargesClient ChargesAs(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    internal Payments.PaymentsClient PaymentsAs(string who, Guid? household = null) => new(Host.ChannelAs(who, household));
    internal Contracts.V1.Arrears.ArrearsClient ArrearsAs(string who, Guid? household = null) => new(Host.ChannelAs(who, household));
    internal Statements.StatementsClient StatementsAs(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    internal Refunds.RefundsClient RefundsAs(string who) => new(Host.ChannelAs(who));

    internal TenancyStarted Started(string landlord = "one-housing") => new()
    {
        TenancyId = Guid.CreateVersion7(),
        HouseholdId = Guid.CreateVersion7(),
        HomeId = Guid.CreateVersion7(),
        Landlord = landlord,
        Tenure = "assured",
        StartedOn = new DateOnly(2026, 3, 2),
        RecordedAt = Host.Clock.Now,
    };

    internal AppointmentMissed Missed(TenancyStarted tenancy) => new()
    {
        AppointmentId = Guid.CreateVersion7(),
        RepairId = Guid.CreateVersion7(),
        Landlord = tenancy.Landlord,
        HomeId = tenancy.HomeId,
        HouseholdId = tenancy.HouseholdId,
        EndedAt = Host.Clock.Now.AddHours(-1),
        RecordedAt = Host.Clock.Now,
    };

    /// <summary>Has the start of a tenancy heard and gives its account.</summary>
    internal async Task<Contracts.V1.Account> Open(TenancyStarted started)
    {
        await Host.PublishAsync(started);
        Contracts.V1.Account? account = null;
        await Eventually.Holds(async () => account = await AccountOf(started));
        return account!;
    }

    /// <summary>This week's check for arrears has been by: until the next one it looks at no account and at no case.</summary>
    internal Task WeekChecked(string landlord) =>
        Eventually.Equal(1L, () => Count($"arrears_round where landlord = '{landlord}' and day > date '{Host.Clock.Now:yyyy-MM-dd}' - 7 and finished_at is not null"));

    internal async Task<Contracts.V1.Account> AccountOf(TenancyStarted started) =>
        (await As($"officer@{started.Landlord}").GetAccountAsync(new() { HouseholdId = started.HouseholdId.ToString() })).Account;

    internal Task<long> Count(string table) => Host.Database.Scalar<long>($"select count(*) from {table}");

    /// <summary>Both sides of the ledger cancel out, and every balance is what its postings come to.</summary>
    internal async Task AddsUp()
    {
        Assert.Equal(0m, await Host.Database.Scalar<decimal>("select coalesce(sum(amount_pence), 0) from ledger_line"));
        Assert.Equal(0, await Host.Database.Scalar<long>("""
            select count(*) from account a where
              a.balance_pence <> (select coalesce(sum(amount_pence), 0) from posting p where p.account_id = a.id)
              or a.balance_pence <> (select coalesce(sum(s.balance_pence), 0) from sub_account s where s.account_id = a.id)
              or a.balance_pence <> (select coalesce(sum(l.amount_pence), 0) from posting p join ledger_line l on l.posting_id = p.id where p.account_id = a.id and l.sub_account is not null)
            """));
        // Nothing is half moved, and what waits in suspense is what its items have left.
        Assert.Equal(0m, await Host.Database.Scalar<decimal>("select coalesce(sum(amount_pence), 0) from ledger_line where nominal = 'Transfers'"));
        Assert.Equal(0m, await Host.Database.Scalar<decimal>(
            "select coalesce((select sum(balance_pence) from account where kind = 'Suspense'), 0) + coalesce((select sum(left_pence) from suspense_item), 0)"));
    }

    internal static Contracts.V1.Date Day(int year, int month, int day) => new() { Year = year, Month = month, Day = day };

    internal static string NewId() => Guid.CreateVersion7().ToString();

    internal static async Task Refused<T>(StatusCode status, string saying, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(status, refused.StatusCode);
        Assert.Contains(saying, refused.Status.Detail, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Tenancy, as far as Income asks it.</summary>
    internal sealed class KnownHouseholds : Tenancies.TenanciesBase
    {
        public ConcurrentDictionary<Guid, (Guid Household, DateOnly Since)> Homes { get; } = new();

        public int Asked { get; private set; }

        public bool Away { get; set; }

        /// <summary>Households that asked for large print.</summary>
        public ConcurrentDictionary<Guid, bool> LargePrint { get; } = new();

        /// <summary>Households with a need that is known.</summary>
        public ConcurrentDictionary<Guid, Need> Needs { get; } = new();

        public override Task<GetHouseholdResponse> GetHousehold(GetHouseholdRequest request, ServerCallContext context)
        {
            if (request.HouseholdId is not "")
            {
                if (Away)
                    throw new RpcException(new Status(StatusCode.Unavailable, "away"));
                return Task.FromResult(new GetHouseholdResponse
                {
                    Household = new Household { HouseholdId = request.HouseholdId, Needs = { Needs.TryGetValue(Guid.Parse(request.HouseholdId), out var need) ? [need] : Array.Empty<Need>() }, Preferences = LargePrint.ContainsKey(Guid.Parse(request.HouseholdId)) ? new() { Format = Format.LargePrint } : null },
                });
            }

            Asked++;
            if (Away)
                throw new RpcException(new Status(StatusCode.Unavailable, "away"));
            if (!Homes.TryGetValue(Guid.Parse(request.HomeId), out var known))
                throw new RpcException(new Status(StatusCode.NotFound, "nobody holds this home"));
            return Task.FromResult(new GetHouseholdResponse
            {
                Household = new Household
                {
                    HouseholdId = known.Household.ToString(),
                    StartedOn = new Housing.Tenancy.Contracts.V1.Date { Year = known.Since.Year, Month = known.Since.Month, Day = known.Since.Day },
                },
            });
        }
    }
}
