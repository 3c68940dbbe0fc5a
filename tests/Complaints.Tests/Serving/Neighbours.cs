using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using EstatesService = Housing.Estates.Contracts.V1.Estates;
using RepairsService = Housing.Repairs.Contracts.V1.Repairs;

namespace Housing.Complaints.Tests.Serving;

/// <summary>Estates, Tenancy, Repairs and Income as Complaints meets them: real gRPC services, which a test can take away.</summary>
public sealed class Neighbours : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Home> _homes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Household> _households = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Repair> _repairs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (Account Account, long WeeklyRent)> _accounts = new(StringComparer.Ordinal);
    private readonly List<Peer> _peers = [];

    /// <summary>What Repairs mends.</summary>
    private static readonly string[] Faults = ["stuck-tap", "dripping-tap", "damp-and-mould"];

    /// <summary>Whether they answer.</summary>
    public bool Away { get; set; }

    public static async Task<Neighbours> StartAsync()
    {
        var here = new Neighbours();
        here._peers.Add(await Peer.StartAsync(new EstatesHere(here)));
        here._peers.Add(await Peer.StartAsync(new TenanciesHere(here)));
        here._peers.Add(await Peer.StartAsync(new RepairsHere(here)));
        here._peers.Add(await Peer.StartAsync(new IncomeHere(here), new ChargesHere(here)));
        return here;
    }

    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["services:estates:http:0"] = _peers[0].Address,
        ["services:tenancy:http:0"] = _peers[1].Address,
        ["services:repairs:http:0"] = _peers[2].Address,
        ["services:income:http:0"] = _peers[3].Address,
        ["Complaints:Patience"] = "00:00:20",       // so long that no test meets it by chance on a busy machine
    };

    /// <summary>A home of the landlord's in which a household lives.</summary>
    public (Guid Home, Guid Household) Let(string landlord, string estate = "Harold Hill", string name = "Adaeze Osei", Tenure tenure = Tenure.Secure)
    {
        var (home, household) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        _homes[home.ToString()] = new Home { HomeId = home.ToString(), Landlord = landlord, Reference = $"H-{home}", Address = new() { Lines = { "12 High Street" }, Postcode = "RM3 9AB" }, Block = estate is "" ? null : new() { Name = "Tower", Estate = estate, Landlord = landlord } };
        _households[home.ToString()] = new Household { HouseholdId = household.ToString(), HomeId = home.ToString(), Landlord = landlord, LeadName = name, Tenure = tenure };
        return (home, household);
    }

    /// <summary>How a household asked to be written to.</summary>
    public void Prefer(Guid household, Preferences preferences) => _households.Values.Single(one => one.HouseholdId == household.ToString()).Preferences = preferences;

    /// <summary>A repair there, of which these people recorded something.</summary>
    public Guid Repair(Guid home, DateTimeOffset dueAt, params string[] people)
    {
        var id = Guid.CreateVersion7();
        var repair = new Repair { RepairId = id.ToString(), HomeId = home.ToString(), Landlord = _homes[home.ToString()].Landlord, Stage = Housing.Repairs.Contracts.V1.Stage.Appointed, NextDueAt = dueAt.ToTimestamp() };
        repair.Timeline.AddRange(people.Select(person => new Milestone { Name = "repair.visited", By = "officer", BySubject = person }));
        _repairs[id.ToString()] = repair;
        return id;
    }

    /// <summary>The account of a household there.</summary>
    public Guid Account(Guid home, long weeklyRent)
    {
        var id = Guid.CreateVersion7();
        var household = _households[home.ToString()];
        _accounts[id.ToString()] = (new() { AccountId = id.ToString(), Landlord = household.Landlord, HouseholdId = household.HouseholdId, HomeId = home.ToString(), Kind = "tenancy", BalancePence = 312_40 }, weeklyRent);
        return id;
    }

    /// <summary>Somebody recorded something more of that repair.</summary>
    public void TookPart(Guid repair, string person) => _repairs[repair.ToString()].Timeline.Add(new Milestone { Name = "repair.visited", By = "manager", BySubject = person });

    public async ValueTask DisposeAsync()
    {
        foreach (var peer in _peers)
            await peer.DisposeAsync();
    }

    private T Answer<TKnown, T>(ConcurrentDictionary<string, TKnown> known, Func<T?> find)
        where T : class =>
        Away ? throw new RpcException(new Status(StatusCode.Unavailable, "down"))
        : find() ?? throw new RpcException(new Status(StatusCode.NotFound, $"None of {known.Count}."));

    private sealed class EstatesHere(Neighbours here) : EstatesService.EstatesBase
    {
        public override Task<ListHomesResponse> ListHomes(ListHomesRequest request, ServerCallContext context) => Task.FromResult(new ListHomesResponse
        {
            Homes =
            {
                here.Answer(here._homes, () => here._homes.Values.Where(h => h.Landlord == request.Landlord
                    && (request.Address is "" ? request.References.Contains(h.Reference) : h.Address.Lines.Any(l => l.Contains(request.Address, StringComparison.OrdinalIgnoreCase)))).ToList()),
            },
        });

        public override Task<CountHomesResponse> CountHomes(CountHomesRequest request, ServerCallContext context)
        {
            var homes = here.Answer(here._homes, () => here._homes.Values.Where(h => h.Landlord == request.Landlord).ToList());
            return Task.FromResult(new CountHomesResponse
            {
                Homes = homes.Count,
                Estates = { homes.Where(h => h.Block is not null).GroupBy(h => h.Block.Estate).Select(g => new EstateHomes { Estate = g.Key, Homes = g.Count() }) },
            });
        }

        public override Task<GetHomeResponse> GetHome(GetHomeRequest request, ServerCallContext context) =>
            Task.FromResult(new GetHomeResponse { Home = here.Answer(here._homes, () => here._homes.GetValueOrDefault(request.HomeId)) });
    }

    private sealed class TenanciesHere(Neighbours here) : Tenancies.TenanciesBase
    {
        public override Task<FindHouseholdsResponse> FindHouseholds(FindHouseholdsRequest request, ServerCallContext context) => Task.FromResult(new FindHouseholdsResponse
        {
            Found =
            {
                here.Answer(here._households, () => here._households.Values
                    .Where(h => h.Landlord == request.Landlord && request.Former && request.NamesOnly && h.LeadName.Split(' ').Any(word => word.StartsWith(request.Text, StringComparison.OrdinalIgnoreCase)))
                    .Select(h => new FoundHousehold { HouseholdId = h.HouseholdId, LeadName = h.LeadName }).ToList()),
            },
        });

        public override Task<GetHouseholdResponse> GetHousehold(GetHouseholdRequest request, ServerCallContext context) => Task.FromResult(new GetHouseholdResponse
        {
            Household = here.Answer(
                here._households,
                () => request.HomeId is not "" ? here._households.GetValueOrDefault(request.HomeId) : here._households.Values.FirstOrDefault(h => h.HouseholdId == request.HouseholdId)),
        });
    }

    private sealed class RepairsHere(Neighbours here) : RepairsService.RepairsBase
    {
        public override Task<GetCatalogueResponse> GetCatalogue(GetCatalogueRequest request, ServerCallContext context) => here.Away
            ? throw new RpcException(new Status(StatusCode.Unavailable, "down"))
            : Task.FromResult(new GetCatalogueResponse { Catalogue = new() { Landlord = request.Landlord, Faults = { Faults.Select(key => new Fault { Key = key }) } } });

        public override Task<GetRepairResponse> GetRepair(GetRepairRequest request, ServerCallContext context) =>
            Task.FromResult(new GetRepairResponse { Repair = here.Answer(here._repairs, () => here._repairs.GetValueOrDefault(request.RepairId)) });
    }

    private sealed class IncomeHere(Neighbours here) : Accounts.AccountsBase
    {
        public override Task<GetAccountResponse> GetAccount(GetAccountRequest request, ServerCallContext context) => Task.FromResult(new GetAccountResponse
        {
            Account = here.Answer(here._accounts, () => here._accounts.Values.Select(a => a.Account).FirstOrDefault(a => a.AccountId == request.AccountId || a.HouseholdId == request.HouseholdId)),
        });
    }

    private sealed class ChargesHere(Neighbours here) : Charges.ChargesBase
    {
        public override Task<GetRentResponse> GetRent(GetRentRequest request, ServerCallContext context) => Task.FromResult(
            here.Answer(here._accounts, () => here._accounts.TryGetValue(request.AccountId, out var known) ? new GetRentResponse { WeeklyPence = known.WeeklyRent } : null));
    }
}
