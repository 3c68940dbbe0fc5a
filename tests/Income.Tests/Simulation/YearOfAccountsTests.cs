using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Tests.Banking;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Wire = Housing.Income.Contracts.V1;

namespace Housing.Income.Tests.Simulation;

/// <summary>
/// A rent year of accounts of all four landlords, through the service's own doors, against what tests/peers/year.mjs works out from what was agreed and paid.
/// The year has 53 weeks and a 29 February. HOUSING_YEAR_ACCOUNTS says how many accounts; a test run takes few, ten thousand take a while.
/// </summary>
public sealed class YearOfAccountsTests : IncomeHost
{
    private const int Few = 48;
    private const int AtOnce = 12;

    private static readonly DateOnly Begins = new(2035, 4, 2);
    private static readonly DateOnly Ends = new(2036, 4, 6);
    private static readonly DateOnly Agreed = new(2035, 3, 20);
    private static readonly string[] Landlords = ["one-housing", "havering", "housing-plus", "rosebery"];
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly Random _random = new(2035);
    private readonly List<PlannedAccount> _accounts = [];
    private int _payments;

    /// <summary>What each landlord's bank books on a day; the account it quotes, or null for what quotes none.</summary>
    private readonly List<(DateOnly On, PlannedAccount? For, string Landlord, string Reference, long Pence)> _booked = [];

    /// <summary>How many postings of each kind there are to be that come by events.</summary>
    private readonly Dictionary<string, int> _heard = new(StringComparer.Ordinal) { ["Compensation"] = 0, ["Recharge"] = 0, ["RechargeWithdrawn"] = 0 };

    // Every Monday, and the first of every month.
    private static List<DateOnly> Steps =>
        [.. Enumerable.Range(0, Ends.DayNumber - Begins.DayNumber + 1).Select(Begins.AddDays).Where(day => day.DayOfWeek == DayOfWeek.Monday || day.Day == 1)];

    [Fact]
    public async Task A_year_of_four_landlords_accounts_stands_where_a_reckoning_of_its_own_says()
    {
        var many = Environment.GetEnvironmentVariable("HOUSING_YEAR_ACCOUNTS") is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : Few;
        Host.Clock.Now = At(Agreed);
        for (var at = 0; at < many; at++)
            _accounts.Add(Plan(at));

        await Step(Agreed);
        foreach (var day in Steps)
            await Step(day);
        await Settled(Ends);
        foreach (var (kind, postings) in _heard)
            await Eventually.Equal((long)postings, () => Host.Database.Scalar<long>($"select count(*) from posting where kind = '{kind}'"), TimeSpan.FromMinutes(2));

        var reckoned = await Reckon();
        var standing = await Balances();
        Assert.Equal(many, reckoned.Count);
        foreach (var unknown in _booked.Where(b => b.For is null).GroupBy(b => b.Landlord))
            Assert.Equal(-unknown.Sum(b => b.Pence), standing[SuspenseDesk.KeyOf(unknown.Key)].Balance);
        Assert.Empty(_accounts.Where(a => reckoned[a.AccountId] != standing[a.TenancyId].Balance)
            .Select(a => $"{a.Landlord} {a.Tenure} {a.AccountId}: {standing[a.TenancyId].Balance}, reckoned {reckoned[a.AccountId]}"));
        await AddsUp();

        // The night's own proof finds nothing either.
        Host.Clock.Now = At(Ends.AddDays(1)).AddHours(-6);
        var all = await Count("account");
        await Eventually.Equal(
            all, () => Host.Database.Scalar<long>($"select coalesce(max(accounts), 0)::bigint from ledger_proof where day = '{PlannedCharge.Iso(Ends.AddDays(1))}' and finished_at is not null and differences = 0"),
            TimeSpan.FromMinutes(2));
    }

    private PlannedAccount Plan(int at)
    {
        var landlord = Landlords[at % 4];
        var tenure = (at / 4 % 10) switch { < 5 => "assured", < 8 => "secure", _ => "leasehold" };
        var starts = at % 12 == 5 ? Any(8, 30) : (DateOnly?)null;      // its tenancy begins in the year, and is heard of a few days late
        var account = new PlannedAccount { Landlord = landlord, Tenure = tenure, StartedOn = starts?.AddDays(-_random.Next(0, 6)) ?? new DateOnly(2030, 5, 6) };
        var opens = starts ?? Agreed;

        account.On(opens, () => Host.PublishAsync(Started(landlord) with { TenancyId = account.TenancyId, HouseholdId = account.HouseholdId, HomeId = account.HomeId, Tenure = tenure, StartedOn = account.StartedOn }));
        account.On(opens, () => Known(account));
        if (tenure is "leasehold")
        {
            Charge(account, opens, Wire.SubAccount.ServiceCharge, Wire.ChargePer.Year, 60_000, 400_000);
            Charge(account, opens, Wire.SubAccount.ReserveFund, Wire.ChargePer.Year, 10_000, 90_000);
        }
        else
        {
            var per = (Wire.ChargePer)_random.Next(1, 4);
            Charge(account, opens, Wire.SubAccount.Rent, per, 8_000, 24_000);
            if (_random.Next(2) == 0)
                Charge(account, opens, Wire.SubAccount.ServiceCharge, per, 300, 4_000);
        }

        if (at % 12 == 7)
            End(account, Any(20, 45));
        else if (at % 4 == 1 || tenure is "leasehold")
            Change(account, starts?.AddDays(7) is { } after && after > Begins ? Any(31, 40) : Any(4, 40));
        for (var payments = _random.Next(1, 5); payments > 0; payments--)
        {
            if (_random.Next(2) == 0)
                Pay(account, Later(opens));
            else
                Transfer(account, Later(opens));
        }

        Other(account, at, Later(opens));
        return account;
    }

    private void Charge(PlannedAccount account, DateOnly day, Wire.SubAccount on, Wire.ChargePer per, int least, int most)
    {
        Wire.ChargeCycle[] cycles = account.Landlord is "havering" or "rosebery" ? [Wire.ChargeCycle.Weekly, Wire.ChargeCycle.Monthly] : [Wire.ChargeCycle.Weekly, Wire.ChargeCycle.FourWeekly, Wire.ChargeCycle.Monthly];
        var weekly = _random.Next(least, most);
        var pence = per switch { Wire.ChargePer.Week => weekly, Wire.ChargePer.Month => weekly * 4 + 7, _ when least < 50_000 && account.Tenure != "leasehold" => weekly * 52 + 11, _ => weekly };
        var first = account.StartedOn > Begins ? account.StartedOn : Begins.AddDays(_random.Next(0, 9) - 2);
        Set(account, day, new PlannedCharge(on, pence, per, cycles[_random.Next(cycles.Length)], first));
    }

    private void Set(PlannedAccount account, DateOnly day, PlannedCharge charge)
    {
        account.Charges.Add(charge);
        account.On(day, async () => await ChargesAs($"income@{account.Landlord}").SetChargeAsync(new()
        {
            RequestId = NewId(), AccountId = account.AccountId, SubAccount = charge.On, AmountPence = charge.Pence, Per = charge.Per, Cycle = charge.Cycle,
            From = Day(charge.First.Year, charge.First.Month, charge.First.Day), Parts = { new Wire.ChargePart { Label = "As agreed", Pence = charge.Pence } },
        }));
    }

    // An assured tenant's rent can only fall within its year.
    private void Change(PlannedAccount account, DateOnly day)
    {
        var before = account.Charges[0];
        var charge = before with { Pence = account.Tenure is "assured" ? before.Pence - before.Pence / 20 : before.Pence + before.Pence / 30 + 1, First = day.AddDays(45 + _random.Next(0, 25)), Last = null };
        before.End(charge.First.AddDays(-1));
        Set(account, day, charge);
    }

    private void End(PlannedAccount account, DateOnly day)
    {
        var last = day.AddDays(_random.Next(-20, 21));
        account.Charges.ForEach(charge => charge.End(last));
        account.On(day, async () => await LedgerAs($"income@{account.Landlord}").EndAccountAsync(
            new() { RequestId = NewId(), AccountId = account.AccountId, EndedOn = Day(last.Year, last.Month, last.Day) }));
    }

    private void Pay(PlannedAccount account, DateOnly day)
    {
        var (pence, receipt, twice, wrong) = (_random.Next(1, 60_000), $"R{++_payments}", _random.Next(20) == 0, _random.Next(25) == 0);
        account.Sums.Add(wrong ? 0 : -pence);
        account.On(day, async () =>
        {
            var ledger = LedgerAs($"income@{account.Landlord}");
            var request = new RecordPaymentRequest { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Receipt = receipt };
            var posted = (await ledger.RecordPaymentAsync(request)).Posting;
            if (twice)
            {
                Assert.Equal(posted.PostingId, (await ledger.RecordPaymentAsync(request)).Posting.PostingId);
                await Refused(StatusCode.AlreadyExists, "receipt", ledger.RecordPaymentAsync(new(request) { RequestId = NewId() }));
            }

            if (wrong)
                await ledger.ReversePostingAsync(new() { RequestId = NewId(), PostingId = posted.PostingId, Reason = "Keyed in on the wrong account" });
        });
    }

    // By standing order into the landlord's bank; now and then without a word of whose it is.
    private void Transfer(PlannedAccount account, DateOnly day)
    {
        var (pence, known) = (_random.Next(1, 60_000), _random.Next(15) > 0);
        account.Sums.Add(known ? -pence : 0);
        _booked.Add((day, known ? account : null, account.Landlord, $"B{++_payments}", pence));
    }

    private void Other(PlannedAccount account, int at, DateOnly day)
    {
        if (at % 7 == 3)
        {
            var part = (Wire.SubAccount)_random.Next(1, 6);
            var pence = _random.Next(1, 30_000);
            account.Sums.Add(pence);
            account.On(day, async () => await As($"income@{account.Landlord}").PostChargeAsync(
                new() { RequestId = NewId(), AccountId = account.AccountId, AmountPence = pence, Narrative = "Charged once", SubAccount = part }));
        }

        if (account.Landlord is "one-housing" && at % 3 == 0)
        {
            account.Sums.Add(-1_000);      // as its file says
            _heard["Compensation"]++;
            var missed = new AppointmentMissed
            {
                AppointmentId = Guid.CreateVersion7(), RepairId = Guid.CreateVersion7(), Landlord = account.Landlord, HomeId = account.HomeId, HouseholdId = account.HouseholdId, EndedAt = At(day), RecordedAt = At(day),
            };
            account.On(day, () => Task.WhenAll(Host.PublishAsync(missed), Host.PublishAsync(missed)));
        }

        if (account.Landlord is "havering" && at % 3 == 0)
        {
            var pence = _random.Next(1_000, 40_000);
            var agreed = new RechargeAgreed
            {
                RechargeId = Guid.CreateVersion7(), RepairId = Guid.CreateVersion7(), Landlord = account.Landlord, HomeId = account.HomeId, HouseholdId = account.HouseholdId, AmountPence = pence, Clause = "HAV-REP-44", AgreedAt = At(day),
            };
            var withdrawn = at % 2 == 0;
            account.Sums.Add(withdrawn ? 0 : pence);
            _heard["Recharge"]++;
            account.On(day, () => Task.WhenAll(Host.PublishAsync(agreed), Host.PublishAsync(agreed)));
            if (withdrawn)
            {
                _heard["RechargeWithdrawn"]++;
                account.On(Next(day), () => Host.PublishAsync(new RechargeWithdrawn
                {
                    RechargeId = agreed.RechargeId, RepairId = agreed.RepairId, Landlord = agreed.Landlord, HouseholdId = agreed.HouseholdId, AmountPence = pence, WithdrawnAt = At(day),
                }));
            }
        }
    }

    /// <summary>Moves the clock to a day, lets what is due be charged and does what is planned.</summary>
    private async Task Step(DateOnly day)
    {
        Host.Clock.Now = At(day);
        await Settled(day);
        foreach (var landlord in Landlords)
            await ImportStatement(landlord, day);
        await Parallel.ForEachAsync(_accounts.Where(account => account.LivesOn(day)), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (account, _) => await account.Live(day));
    }

    // With what the bank booked that day, and once more with what the file before had.
    private async Task ImportStatement(string landlord, DateOnly day)
    {
        var booked = _booked.Where(b => b.Landlord == landlord && b.On <= day && b.On >= day.AddDays(-7)).ToList();
        if (booked.Count == 0)
            return;
        foreach (var account in booked.Select(b => b.For).OfType<PlannedAccount>().Where(a => a.PaymentReference is ""))
            account.PaymentReference = (await As($"income@{landlord}").GetAccountAsync(new() { AccountId = account.AccountId })).Account.PaymentReference;
        var movements = booked.Select(b => new Movement(b.Reference, b.Pence) { Remittance = b.For is { } whose ? $"rent {whose.PaymentReference}" : "thank you", Code = ("RCDT", "STDO") });
        var bank = Host.Services.GetRequiredService<Policies<IncomePolicy>>().For(landlord).Bank!.Accounts[0];
        await new Bank.BankClient(Host.ChannelAs($"income@{landlord}")).ImportBankStatementAsync(new()
        {
            RequestId = NewId(), Landlord = landlord, Xml = ByteString.CopyFrom(CamtFile.Write($"{landlord} {PlannedCharge.Iso(day)}", 0, [.. movements], account: bank)),
        });
    }

    private Task Settled(DateOnly day)
    {
        Host.Clock.Now = At(day);
        return Eventually.Equal(0L, () => Host.Database.Scalar<long>($"select count(*) from account where next_charge_on <= '{PlannedCharge.Iso(day)}'"), TimeSpan.FromMinutes(10));
    }

    private Task Known(PlannedAccount account) => Eventually.Holds(
        async () => account.AccountId = (await AccountOf(Started(account.Landlord) with { HouseholdId = account.HouseholdId })).AccountId, TimeSpan.FromMinutes(2));

    private async Task<Dictionary<Guid, (string Id, long Balance)>> Balances()
    {
        await using var connection = new NpgsqlConnection(Host.Database.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select tenancy_id, id, balance_pence from account", connection);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new Dictionary<Guid, (string, long)>();
        while (await rows.ReadAsync())
            found[rows.GetGuid(0)] = (rows.GetGuid(1).ToString(), rows.GetInt64(2));
        return found;
    }

    private async Task<Dictionary<string, long>> Reckon()
    {
        var root = Root();
        using var node = Process.Start(new ProcessStartInfo("node", [Path.Combine(root, "tests", "peers", "year.mjs")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var answer = node.StandardOutput.ReadToEndAsync();
        await JsonSerializer.SerializeAsync(
            node.StandardInput.BaseStream,
            new { standards = Path.Combine(root, "seeds", "standards"), through = PlannedCharge.Iso(Ends), accounts = _accounts.Select(a => a.Told) }, Web);
        node.StandardInput.Close();
        await node.WaitForExitAsync();
        Assert.Equal(0, node.ExitCode);
        return JsonSerializer.Deserialize<Dictionary<string, long>>(await answer)!;
    }

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Directory.Exists(Path.Combine(folder.FullName, "tests", "peers")))
                return folder.FullName;
        throw new DirectoryNotFoundException("tests/peers is not above the test's own folder.");
    }

    private DateOnly Any(int from, int to) => Steps[_random.Next(from, to)];

    private DateOnly Later(DateOnly opened) => Steps.Where(day => day > opened).ToList() is var left ? left[_random.Next(left.Count - 1)] : default;

    private static DateOnly Next(DateOnly step) => Steps.First(day => day > step);

    private static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(9, 0), TimeSpan.Zero);
}
