using System.Globalization;
using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Account = Housing.Income.Contracts.V1.Account;
using Tenancies = Housing.Tenancy.Contracts.V1.Tenancies;

namespace Housing.Demo;

/// <summary>How a household pays.</summary>
internal enum Payer
{
    InTime,
    Late,
    Short,
    Stops,
}

/// <summary>Somebody living in a home, as the story needs them.</summary>
internal sealed class Resident(MadeLandlord made, string key, string name)
{
    public MadeLandlord Made => made;
    public string Landlord => made.Landlord;
    public string Key => key;
    public string Name => name;
    public string HomeId { get; set; } = "";
    public string HouseholdId { get; set; } = "";
    public string TenancyId { get; set; } = "";
    public string AccountId { get; set; } = "";
    public string PaymentReference { get; set; } = "";
    public bool IsOwner { get; init; }
    public Payer Payer { get; init; }
    public bool PaysWeekly { get; init; }
    public int PayDay { get; init; }

    /// <summary>What falls due in a month, pence.</summary>
    public long MonthlyPence { get; init; }

    public long WeeklyPence { get; init; }

    /// <summary>What is paid back each month under an agreement; nothing while there is none.</summary>
    public long AgreedPence { get; set; }

    public bool Moves { get; init; }

    /// <summary>The first day of the tenancy or lease.</summary>
    public DateOnly Since { get; set; }

    /// <summary>From when on the story tells of them.</summary>
    public DateTimeOffset LivesFrom { get; init; }

    public DateTimeOffset? LeavesAt { get; set; }

    /// <summary>For whoever looks for somebody to be: nobody came to a visit; something happened at all.</summary>
    public bool WasLeftWaiting { get; set; }

    public bool HasCases { get; set; }
}

/// <summary>Registers the homes and lets them: estates, blocks, people on every tenure, their accounts and what is charged on them.</summary>
internal sealed class Homes(Teller teller)
{
    private static readonly string[] Letters = ["AB", "BD", "DE", "EF", "FG", "GH", "HJ", "JL", "LN", "NP", "PQ", "QR", "RS", "ST", "TU", "UW"];

    private readonly Lock _gate = new();
    private readonly List<Resident> _residents = [];

    /// <summary>Everybody who lives somewhere, or did, in an order that is the same each time.</summary>
    public IReadOnlyList<Resident> Residents
    {
        get
        {
            lock (_gate)
                return [.. _residents.OrderBy(r => r.Key, StringComparer.Ordinal)];
        }
    }

    /// <summary>How many homes each landlord has, of as many as the story has in all.</summary>
    public IReadOnlyList<(MadeLandlord Landlord, int Count)> Shares()
    {
        var all = teller.Made.Landlords.Sum(l => l.Homes);
        return [.. teller.Made.Landlords.Select(l => (l, Math.Max(1, (int)Math.Round((double)l.Homes * teller.Story.Homes / all))))];
    }

    public async Task Register()
    {
        foreach (var (landlord, count) in Shares())
        {
            // The first home of each estate or block makes it; the others are then registered side by side.
            var firsts = Enumerable.Range(0, count).DistinctBy(i => Place(landlord, i)).ToHashSet();
            foreach (var i in Enumerable.Range(0, count).Where(firsts.Contains))
                teller.Tell("home", () => Register(landlord, i));
            await teller.Time.Quiet();
            foreach (var i in Enumerable.Range(0, count).Where(i => !firsts.Contains(i)))
                teller.Tell("home", () => Register(landlord, i));
        }

        await teller.Time.Quiet();
        // By now Income has heard of most of them.
        foreach (var resident in Residents)
            teller.Tell("account", () => Charge(resident));
        await teller.Time.Quiet();
    }

    /// <summary>For somebody who moves out in the course of the story: the tenancy ends, and weeks later others move in.</summary>
    public void Move(Resident resident)
    {
        var dice = teller.Story.Dice($"move {resident.Key}");
        var span = teller.Story.LastDay.DayNumber - London.DayOf(teller.Story.Begins).DayNumber;
        var told = Teller.InHours(teller.Story.Begins.AddDays(dice.Between(.1, .7) * span), dice);
        resident.LeavesAt = London.EndOf(London.DayOf(told).AddDays(28));
        teller.Tell("move", async () =>
        {
            await teller.Time.Until(told);
            var last = London.DayOf(told).AddDays(28);
            await teller.Once($"move/{resident.Key}/end", async id => await (await Tenancy(resident.Landlord)).EndTenancyAsync(new()
            {
                RequestId = id, TenancyId = resident.TenancyId, EndsOn = Day(last), Reason = dice.For("reason").Of([EndReason.NoticeGiven, EndReason.MovedWithin, EndReason.Exchanged]),
            }));
            var next = London.At(last.AddDays(dice.Of(12, 40)), new TimeOnly(12, 0));
            if (next > London.StartOf(teller.Story.LastDay))
                return;
            await teller.Time.Until(next);
            var others = Someone(resident.Made, $"{resident.Key}b", resident.HomeId, movedIn: true);
            await Let(others, London.DayOf(next), Tenure.Starter);
            await Charge(others);
        });
    }

    private async Task Register(MadeLandlord landlord, int number)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{landlord.Landlord}/{number:0000}");
        var dice = teller.Story.Dice($"home {key}");
        var (estate, block) = Place(landlord, number);
        var names = teller.Made.Names;
        var street = teller.Story.Dice($"street {landlord.Landlord} {estate} {block}") is var s ? $"{s.Of(names.Streets)} {s.Of(names.Kinds)}" : "";
        var lines = landlord.Blocks ? (string[])[$"Flat {(number % 24) + 1}, {block}", street, landlord.Towns[0]] : [$"{number + 1} {street}", dice.Of(landlord.Towns)];
        var request = new RegisterHomeRequest
        {
            Landlord = landlord.Landlord,
            Reference = string.Create(CultureInfo.InvariantCulture, $"D{number + 1:00000}"),
            Address = new() { Lines = { lines }, Postcode = $"{dice.Of(landlord.Postcodes)} {dice.Of(1, 9)}{dice.Of(Letters)}" },
            Block = new() { Estate = estate, Name = block },
            HasGas = dice.Percent(70),
        };
        var home = await teller.Once($"home/{key}", async id =>
        {
            request.RequestId = id;
            return (await new Estates.Contracts.V1.Estates.EstatesClient(await teller.Callers.As($"officer@{landlord.Landlord}", "estates")).RegisterHomeAsync(request)).Home.HomeId;
        });
        if (dice.Percent(landlord.Empty))
            return;
        var resident = Someone(landlord, key, home, movedIn: false);
        var tenure = teller.Story.Dice($"tenure {key}").ByWeight([.. landlord.Tenures], t => t.Value).Key;
        await Let(resident, London.DayOf(teller.Story.Begins).AddDays(-dice.Of(20, 4_000)), Read(tenure));
    }

    private (string Estate, string Block) Place(MadeLandlord landlord, int number)
    {
        const int InABlock = 24;
        var block = number / InABlock;
        var estate = landlord.Estates[block % landlord.Estates.Count];
        var names = teller.Made.Names;
        return landlord.Blocks
            ? (estate, names.Blocks[block / landlord.Estates.Count % names.Blocks.Count])
            : (estate, $"{names.Streets[block % names.Streets.Count]} Terrace");
    }

    private Resident Someone(MadeLandlord landlord, string key, string home, bool movedIn)
    {
        var dice = teller.Story.Dice($"household {key}");
        var names = teller.Made.Names;
        var isOwner = !movedIn && Read(teller.Story.Dice($"tenure {key}").ByWeight([.. landlord.Tenures], t => t.Value).Key) == Tenure.Leasehold;
        var weekly = dice.Of(landlord.Rent[0] / 50, landlord.Rent[1] / 50) * 50L;
        var yearly = dice.Of(landlord.ServiceCharge[0] / 1_200, landlord.ServiceCharge[1] / 1_200) * 1_200L;
        var behind = dice.Percent(landlord.Manners.Behind);
        var resident = new Resident(landlord, key, $"{dice.Of(names.First)} {dice.Of(names.Last)}")
        {
            HomeId = home,
            IsOwner = isOwner,
            WeeklyPence = isOwner ? yearly / 52 : weekly,
            MonthlyPence = isOwner ? yearly / 12 : weekly * 52 / 12,
            Payer = behind ? dice.Of([Payer.Late, Payer.Short, Payer.Short, Payer.Stops]) : Payer.InTime,
            PaysWeekly = !isOwner && dice.Percent(landlord.Weekly),
            PayDay = dice.Of(1, 4),
            Moves = !movedIn && !isOwner && dice.Percent(3),
            LivesFrom = teller.Time.Now,
        };
        lock (_gate)
            _residents.Add(resident);
        return resident;
    }

    private async Task Let(Resident resident, DateOnly from, Tenure tenure)
    {
        resident.Since = from;
        var household = await teller.Once($"household/{resident.Key}", async id =>
        {
            var request = new StartTenancyRequest { RequestId = id, HomeId = resident.HomeId, Tenure = tenure, LeadName = resident.Name, StartsOn = Day(from) };
            var needs = teller.Story.Dice($"needs {resident.Key}");
            if (needs.Percent(22))
                request.Needs.Add(needs.Of([Need.OlderPerson, Need.Disability, Need.LongTermIllness, Need.YoungChild, Need.MentalHealth]));
            var started = (await (await Tenancy(resident.Landlord)).StartTenancyAsync(request)).Household;
            return $"{started.HouseholdId} {started.TenancyId}";
        });
        (resident.HouseholdId, resident.TenancyId) = household.Split(' ') is var ids ? (ids[0], ids[1]) : default;
    }

    /// <summary>Its account, as soon as Income has opened it, and what is charged on it.</summary>
    private async Task Charge(Resident resident)
    {
        var income = $"income@{resident.Landlord}";
        var account = await teller.Once($"account/{resident.Key}", async _ =>
        {
            var accounts = new Accounts.AccountsClient(await teller.Callers.As(income, "income"));
            var opened = await Heard(async () => (await accounts.GetAccountAsync(new() { HouseholdId = resident.HouseholdId })).Account);
            return $"{opened.AccountId} {opened.PaymentReference}";
        });
        (resident.AccountId, resident.PaymentReference) = account.Split(' ') is var found ? (found[0], found[1]) : default;
        // What was charged before the story begins is not told.
        var first = London.DayOf(teller.Story.Begins) is var begins && begins > resident.Since ? begins : resident.Since;
        await teller.Once($"charge/{resident.Key}", async id => await new Charges.ChargesClient(await teller.Callers.As(income, "income")).SetChargeAsync(new()
        {
            RequestId = id,
            AccountId = resident.AccountId,
            SubAccount = resident.IsOwner ? SubAccount.ServiceCharge : SubAccount.Rent,
            AmountPence = resident.IsOwner ? resident.MonthlyPence * 12 : resident.WeeklyPence,
            Per = resident.IsOwner ? ChargePer.Year : ChargePer.Week,
            Cycle = resident.PaysWeekly ? ChargeCycle.Weekly : ChargeCycle.Monthly,
            From = new() { Year = first.Year, Month = first.Month, Day = first.Day },
            Parts = { new ChargePart { Label = resident.IsOwner ? "Estimate for the year" : "Rent agreed", Pence = resident.IsOwner ? resident.MonthlyPence * 12 : resident.WeeklyPence } },
        }));
    }

    /// <summary>An account is there once Income has heard of the tenancy.</summary>
    private static async Task<Account> Heard(Func<Task<Account>> ask)
    {
        var patience = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (RpcException fault) when (fault.StatusCode == StatusCode.NotFound && TimeProvider.System.GetElapsedTime(patience) < TimeSpan.FromMinutes(2))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private async Task<Tenancies.TenanciesClient> Tenancy(string landlord) => new(await teller.Callers.As($"officer@{landlord}", "tenancy"));

    private static Tenancy.Contracts.V1.Date Day(DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };

    private static Tenure Read(string tenure) => tenure switch
    {
        "secure" => Tenure.Secure,
        "assured" => Tenure.Assured,
        "starter" => Tenure.Starter,
        "leasehold" => Tenure.Leasehold,
        "shared-ownership" => Tenure.SharedOwnership,
        _ => throw new DemoException($"'{tenure}' in landlords.json is no tenure."),
    };
}
