using System.Collections.Concurrent;
using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Tenancy.Storage;
using Housing.Testing;

namespace Housing.Tenancy.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Date = Housing.Tenancy.Contracts.V1.Date;
using EndReason = Housing.Tenancy.Contracts.V1.EndReason;
using Tenure = Housing.Tenancy.Contracts.V1.Tenure;

/// <summary>Households found by what somebody knows of them.</summary>
public sealed class FindHouseholdsTests : IAsyncLifetime
{
    private readonly Streets _estates = new();
    private Peer _peer = null!;
    private ServiceHost<TenancyDb> _host = null!;

    public async Task InitializeAsync()
    {
        _peer = await Peer.StartAsync(_estates);
        _host = await ServiceHost<TenancyDb>.StartAsync(settings: new Dictionary<string, string?> { ["services:estates:http:0"] = _peer.Address });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task By_how_the_words_of_a_name_begin_whatever_their_order_and_letters()
    {
        var (osei, obrien, smith) = (await Let("Adaeze Osei"), await Let("Seán O'Brien"), await Let("Ada Smith-Jones"));
        await Let("Ada Osei", "rosebery");

        Assert.Equal([smith.HouseholdId, osei.HouseholdId], (await Found("ada")).Select(f => f.HouseholdId));       // by name
        Assert.Equal([osei.HouseholdId], (await Found("OSEI ada")).Select(f => f.HouseholdId));
        Assert.Equal([obrien.HouseholdId], (await Found("o'bri")).Select(f => f.HouseholdId));
        Assert.Equal([smith.HouseholdId], (await Found("jones")).Select(f => f.HouseholdId));
        Assert.Empty(await Found("sei"));       // in the middle of a word
        Assert.Empty(await Found("ada & !osei) | 'x':*"));
        var found = Assert.Single(await Found("adaeze"));
        Assert.Equal((osei.TenancyId, osei.HomeId, Tenure.Secure, "Adaeze Osei", osei.StartedOn, HouseholdMatch.Name), (found.TenancyId, found.HomeId, found.Tenure, found.LeadName, found.StartedOn, found.Match));
    }

    [Fact]
    public async Task By_the_address_or_reference_of_the_home_and_by_every_id()
    {
        var household = await Let("Adaeze Osei", address: "12 High Street");
        await Let("Ben Okri", address: "4 Low Road");

        Assert.Equal((household.HouseholdId, HouseholdMatch.Home), Assert.Single(await Found("12 high")) is var near ? (near.HouseholdId, near.Match) : default);
        Assert.Equal(household.HouseholdId, Assert.Single(await Found($"H-{household.HomeId}")).HouseholdId);
        foreach (var id in (string[])[household.HouseholdId, household.TenancyId, household.HomeId])
            Assert.Equal((household.HouseholdId, HouseholdMatch.Id), Assert.Single(await Found(id)) is var known ? (known.HouseholdId, known.Match) : default);
        Assert.Empty((await Officer.FindHouseholdsAsync(new() { Landlord = "havering", Text = "12 high", NamesOnly = true })).Found);

        _estates.Away = true;
        var without = await Officer.FindHouseholdsAsync(new() { Landlord = "havering", Text = "osei" });
        Assert.Equal((true, household.HouseholdId), (without.HomesMissing, Assert.Single(without.Found).HouseholdId));
        Assert.False((await Officer.FindHouseholdsAsync(new() { Landlord = "havering", Text = "osei", NamesOnly = true })).HomesMissing);
    }

    [Fact]
    public async Task Those_who_have_left_only_where_they_are_asked_for_and_a_page_at_a_time()
    {
        var names = new[] { "Amy Field", "Ben Field", "Cat Field", "Dan Field" };
        foreach (var name in names)
            await Let(name);
        var left = Assert.Single(await Found("dan field"));
        await Officer.EndTenancyAsync(new() { RequestId = NewId(), TenancyId = left.TenancyId, EndsOn = new Date { Year = 2026, Month = 3, Day = 4 }, Reason = EndReason.NoticeGiven });
        _host.Clock.Advance(TimeSpan.FromDays(5));

        Assert.Equal(names[..3], (await Found("field")).Select(f => f.LeadName));
        var seen = new List<FoundHousehold>();
        var request = new FindHouseholdsRequest { Landlord = "havering", Text = "field", PageSize = 3, Former = true };
        do
        {
            var page = await Officer.FindHouseholdsAsync(request);
            seen.AddRange(page.Found);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken is not "");
        Assert.Equal(names, seen.Select(f => f.LeadName));
        Assert.Equal(new Date { Year = 2026, Month = 3, Day = 4 }, seen[3].EndedOn);
    }

    [Fact]
    public async Task Only_for_the_landlords_people_and_services()
    {
        var household = await Let("Adaeze Osei");
        var request = new FindHouseholdsRequest { Landlord = "havering", Text = "osei" };
        foreach (var who in (string[])["manager@havering", "auditor@havering", "income@havering", "service@complaints"])
            Assert.Single((await As(who).FindHouseholdsAsync(request)).Found);
        await Refused(StatusCode.PermissionDenied, As("officer@rosebery").FindHouseholdsAsync(request));
        await Refused(StatusCode.PermissionDenied, As("resident@havering", Guid.Parse(household.HouseholdId)).FindHouseholdsAsync(request));
        await Refused(StatusCode.PermissionDenied, As("contractor-smiths@havering").FindHouseholdsAsync(request));
        await Refused(StatusCode.InvalidArgument, Officer.FindHouseholdsAsync(new() { Landlord = "havering", Text = " a " }));
        await Refused(StatusCode.InvalidArgument, Officer.FindHouseholdsAsync(new() { Landlord = "havering", Text = "osei", PageToken = "x" }));
    }

    private Tenancies.TenanciesClient Officer => As("officer@havering");

    private Tenancies.TenanciesClient As(string who, Guid? household = null) => new(_host.ChannelAs(who, household));

    private async Task<IReadOnlyList<FoundHousehold>> Found(string text) => (await Officer.FindHouseholdsAsync(new() { Landlord = "havering", Text = text })).Found;

    private async Task<Contracts.V1.Household> Let(string name, string landlord = "havering", string address = "1 Elsewhere")
    {
        var home = Guid.CreateVersion7();
        _estates.Homes[home.ToString()] = new() { HomeId = home.ToString(), Landlord = landlord, Reference = $"H-{home}", Address = new() { Lines = { address }, Postcode = "RM3 9AB" } };
        return (await As($"officer@{landlord}").StartTenancyAsync(new()
        {
            RequestId = NewId(), HomeId = home.ToString(), Tenure = Tenure.Secure, LeadName = name, StartsOn = new Date { Year = 2026, Month = 3, Day = 2 },
        })).Household;
    }

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static async Task Refused<T>(StatusCode status, AsyncUnaryCall<T> call) => Assert.Equal(status, (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode);

    /// <summary>Estates, as far as Tenancy asks it.</summary>
    private sealed class Streets : Estates.Contracts.V1.Estates.EstatesBase
    {
        public ConcurrentDictionary<string, Home> Homes { get; } = new(StringComparer.Ordinal);

        public bool Away { get; set; }

        public override Task<GetHomeResponse> GetHome(GetHomeRequest request, ServerCallContext context) => Here(() => new GetHomeResponse { Home = Homes[request.HomeId] });

        public override Task<ListHomesResponse> ListHomes(ListHomesRequest request, ServerCallContext context) => Here(() => new ListHomesResponse
        {
            Homes =
            {
                Homes.Values.Where(h => h.Landlord == request.Landlord
                    && (request.Address is "" ? request.References.Contains(h.Reference) : h.Address.Lines.Any(l => l.Contains(request.Address, StringComparison.OrdinalIgnoreCase)))),
            },
        });

        private Task<T> Here<T>(Func<T> answer) => Away ? throw new RpcException(new Status(StatusCode.Unavailable, "away")) : Task.FromResult(answer());
    }
}
