using System.Collections.Concurrent;
using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Tenancy.Storage;
using Housing.Testing;

namespace Housing.Tenancy.Tests.Serving;

// Inside the namespace, so that these words are the contract's here and not the service's own.
using Date = Housing.Tenancy.Contracts.V1.Date;
using EndReason = Housing.Tenancy.Contracts.V1.EndReason;
using Need = Housing.Tenancy.Contracts.V1.Need;
using Tenure = Housing.Tenancy.Contracts.V1.Tenure;

public sealed class TenancyServingTests : IAsyncLifetime
{
    private readonly KnownHomes _estates = new();
    private readonly Guid _home = Guid.CreateVersion7();
    private Peer _peer = null!;
    private ServiceHost<TenancyDb> _host = null!;

    public async Task InitializeAsync()
    {
        _estates.Landlords[_home] = "havering";
        _peer = await Peer.StartAsync(_estates);
        _host = await ServiceHost<TenancyDb>.StartAsync(settings: new Dictionary<string, string?> { ["services:estates:http:0"] = _peer.Address });
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _peer.DisposeAsync();
    }

    [Fact]
    public async Task A_household_is_found_by_its_own_id_by_itself_and_by_services()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;
        var request = new GetHouseholdRequest { HouseholdId = household.HouseholdId };

        Assert.Equal(household, (await As("service@repairs").GetHouseholdAsync(request)).Household);
        Assert.Equal(household, (await As("resident@havering", Guid.Parse(household.HouseholdId)).GetHouseholdAsync(request)).Household);
        await Refused(StatusCode.PermissionDenied, "", As("resident@havering", Guid.CreateVersion7()).GetHouseholdAsync(request));
        await Refused(StatusCode.NotFound, "household", As("service@repairs").GetHouseholdAsync(new() { HouseholdId = Guid.CreateVersion7().ToString() }));
        await Refused(StatusCode.NotFound, "household", As("service@repairs").GetHouseholdAsync(new() { HouseholdId = household.HouseholdId, HomeId = Guid.CreateVersion7().ToString() }));
    }

    [Fact]
    public async Task A_started_tenancy_is_read_back_by_its_home_and_told()
    {
        var told = await _host.ListenAsync<TenancyStarted>();

        var started = (await Officer.StartTenancyAsync(Start())).Household;
        var read = (await Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() })).Household;

        Assert.Equal(started, read);
        Assert.Equal(("havering", Tenure.Secure, "Ada Example"), (read.Landlord, read.Tenure, read.LeadName));
        Assert.Equal([Need.YoungChild], read.Needs);
        Assert.Equal(new Date { Year = 2026, Month = 3, Day = 2 }, read.StartedOn);
        await Eventually.Holds(() => Assert.Single(told.Events));
        Assert.Equal(
            new TenancyStarted
            {
                TenancyId = Guid.Parse(read.TenancyId),
                HouseholdId = Guid.Parse(read.HouseholdId),
                HomeId = _home,
                Landlord = "havering",
                Tenure = "secure",
                StartedOn = new DateOnly(2026, 3, 2),
                RecordedAt = _host.Clock.Now,
            },
            told.Events[0]);
    }

    [Fact]
    public async Task The_same_request_again_gets_the_first_answer_even_while_Estates_is_away()
    {
        var request = Start();
        var first = await Officer.StartTenancyAsync(request);
        _estates.Away = true;

        Assert.Equal(first, await Officer.StartTenancyAsync(request));
        Assert.Equal(1, await Tenancies());
    }

    [Fact]
    public async Task A_home_that_Estates_does_not_have_is_not_found()
    {
        await Refused(StatusCode.NotFound, "Estates", Officer.StartTenancyAsync(Start(Guid.CreateVersion7())));
        Assert.Equal(0, await Tenancies());
    }

    [Fact]
    public async Task Nothing_is_kept_while_Estates_is_away_and_the_same_request_succeeds_afterwards()
    {
        var request = Start();
        _estates.Away = true;
        await Refused(StatusCode.Unavailable, "same request_id", Officer.StartTenancyAsync(request));
        Assert.Equal(0, await Tenancies());

        _estates.Away = false;
        await Officer.StartTenancyAsync(request);
        Assert.Equal(1, await Tenancies());
    }

    [Fact]
    public async Task A_home_has_one_current_tenancy()
    {
        await Officer.StartTenancyAsync(Start());

        await Refused(StatusCode.FailedPrecondition, "holds this home", Officer.StartTenancyAsync(Start()));
    }

    [Fact]
    public async Task Of_many_that_take_one_home_at_once_one_succeeds()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                await Officer.StartTenancyAsync(Start());
                return StatusCode.OK;
            }
            catch (RpcException refused)
            {
                return refused.StatusCode;
            }
        }));

        Assert.Single(outcomes, StatusCode.OK);
        Assert.All(outcomes.Where(o => o != StatusCode.OK), o => Assert.Contains(o, new[] { StatusCode.FailedPrecondition, StatusCode.Aborted }));
        Assert.Equal((1L, 1L), (await Tenancies(), await _host.Database.Scalar<long>("select count(*) from household")));
    }

    [Fact]
    public async Task Bad_input_leaves_nothing_behind_and_the_request_id_free()
    {
        var request = Start();
        request.StartsOn = new Date { Year = 2026, Month = 2, Day = 31 };
        await Refused(StatusCode.InvalidArgument, "2026-02-31", Officer.StartTenancyAsync(request));
        Assert.Equal(0, await Tenancies());

        request.StartsOn.Day = 28;
        await Officer.StartTenancyAsync(request);
    }

    [Fact]
    public async Task Ids_that_are_no_uuid_are_named()
    {
        await Refused(StatusCode.InvalidArgument, "home_id", Officer.GetHouseholdAsync(new() { HomeId = "12" }));
        await Refused(StatusCode.InvalidArgument, "home_id", Officer.StartTenancyAsync(new() { RequestId = NewId(), HomeId = "" }));
        await Refused(StatusCode.InvalidArgument, "household_id", Officer.RecordNeedsAsync(new() { RequestId = NewId(), HouseholdId = "x" }));
    }

    [Fact]
    public async Task An_empty_home_has_no_household() =>
        await Refused(StatusCode.NotFound, "Nobody holds this home", Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() }));

    [Fact]
    public async Task A_tenancy_signed_ahead_begins_on_its_London_day()
    {
        var ahead = Start();
        ahead.StartsOn = new Date { Year = 2026, Month = 4, Day = 6 };
        await Officer.StartTenancyAsync(ahead);
        await Refused(StatusCode.NotFound, "today", Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() }));

        _host.Clock.Now = new DateTimeOffset(2026, 4, 5, 23, 0, 0, TimeSpan.Zero);      // midnight in London: the clocks went forward on 29 March

        Assert.Equal("Ada Example", (await Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() })).Household.LeadName);
    }

    [Fact]
    public async Task Changed_needs_are_told_and_the_same_needs_again_are_not()
    {
        var told = await _host.ListenAsync<HouseholdNeedsChanged>();
        var household = (await Officer.StartTenancyAsync(Start())).Household;

        await Officer.RecordNeedsAsync(Needs(household, Need.YoungChild));
        await Officer.RecordNeedsAsync(Needs(household, Need.Disability, Need.YoungChild));
        await Officer.RecordNeedsAsync(Needs(household, Need.YoungChild, Need.Disability, Need.Disability));
        var last = (await Officer.RecordNeedsAsync(Needs(household))).Household;

        Assert.Empty(last.Needs);
        await Eventually.Holds(() => Assert.Equal(2, told.Events.Count));
        Assert.Equal([true, false], told.Events.Select(e => e.HasVulnerableMember));
        Assert.All(told.Events, e => Assert.Equal((household.HouseholdId, _home, "havering"), (e.HouseholdId.ToString(), e.HomeId, e.Landlord)));
    }

    [Fact]
    public async Task A_need_nobody_knows_changes_nothing()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;

        await Refused(StatusCode.InvalidArgument, "needs[0]", Officer.RecordNeedsAsync(Needs(household, (Need)42)));

        Assert.Equal([Need.YoungChild], (await Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() })).Household.Needs);
    }

    [Fact]
    public async Task An_unknown_household_is_not_found() =>
        await Refused(StatusCode.NotFound, "GetHousehold", Officer.RecordNeedsAsync(new() { RequestId = NewId(), HouseholdId = NewId() }));

    [Fact]
    public async Task Nobody_sees_or_changes_another_landlords_households()
    {
        var stranger = As("manager@rosebery");
        await Refused(StatusCode.PermissionDenied, "", stranger.StartTenancyAsync(Start()));
        var household = (await Officer.StartTenancyAsync(Start())).Household;

        await Refused(StatusCode.PermissionDenied, "", stranger.GetHouseholdAsync(new() { HomeId = _home.ToString() }));
        await Refused(StatusCode.PermissionDenied, "", stranger.RecordNeedsAsync(Needs(household)));
        Assert.Equal(1, await Tenancies());
    }

    [Fact]
    public async Task Residents_read_their_own_household_only()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;

        Assert.Equal(household, (await As("resident@havering", Guid.Parse(household.HouseholdId)).GetHouseholdAsync(new() { HomeId = _home.ToString() })).Household);
        await Refused(StatusCode.PermissionDenied, "", As("resident@havering", Guid.CreateVersion7()).GetHouseholdAsync(new() { HomeId = _home.ToString() }));
        await Refused(StatusCode.PermissionDenied, "", As("resident@havering", Guid.Parse(household.HouseholdId)).RecordNeedsAsync(Needs(household)));
    }

    [Fact]
    public async Task Auditors_and_services_read_and_change_nothing()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;

        foreach (var who in new[] { "auditor@havering", "service@repairs" })
        {
            Assert.Equal(household, (await As(who).GetHouseholdAsync(new() { HomeId = _home.ToString() })).Household);
            await Refused(StatusCode.PermissionDenied, "", As(who).RecordNeedsAsync(Needs(household)));
            await Refused(StatusCode.PermissionDenied, "", As(who).StartTenancyAsync(Start()));
        }

        await Refused(StatusCode.PermissionDenied, "", As("contractor@havering").GetHouseholdAsync(new() { HomeId = _home.ToString() }));
    }

    [Fact]
    public async Task An_ended_tenancy_is_told_and_its_home_is_empty_from_the_day_after_its_last()
    {
        var told = await _host.ListenAsync<TenancyEnded>();
        var household = (await Officer.StartTenancyAsync(Start())).Household;

        var ended = await Officer.EndTenancyAsync(End(household, 2026, 3, 8));

        Assert.Equal((new Date { Year = 2026, Month = 3, Day = 8 }, EndReason.NoticeGiven), (ended.Household.EndedOn, ended.Reason));
        Assert.Equal(ended.Household, (await Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() })).Household);
        await Officer.RecordNeedsAsync(Needs(household, Need.Disability));
        await Eventually.Holds(() => Assert.Single(told.Events));
        Assert.Equal(
            new TenancyEnded
            {
                TenancyId = Guid.Parse(household.TenancyId),
                HouseholdId = Guid.Parse(household.HouseholdId),
                HomeId = _home,
                Landlord = "havering",
                Tenure = "secure",
                EndedOn = new DateOnly(2026, 3, 8),
                Reason = "notice-given",
                RecordedAt = _host.Clock.Now,
            },
            told.Events[0]);

        _host.Clock.Now = new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);
        await Refused(StatusCode.NotFound, "Nobody holds this home", Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() }));
        await Refused(StatusCode.NotFound, "household", Officer.GetHouseholdAsync(new() { HouseholdId = household.HouseholdId }));
        await Refused(StatusCode.NotFound, "household", Officer.RecordNeedsAsync(Needs(household)));
    }

    [Fact]
    public async Task A_home_whose_tenancy_ends_is_let_again_from_the_day_after()
    {
        var first = (await Officer.StartTenancyAsync(Start())).Household;
        await Officer.EndTenancyAsync(End(first, 2026, 3, 8));
        var next = Start();
        next.StartsOn = new Date { Year = 2026, Month = 3, Day = 8 };
        await Refused(StatusCode.FailedPrecondition, "holds this home", Officer.StartTenancyAsync(next));

        next.StartsOn.Day = 9;
        var second = (await Officer.StartTenancyAsync(next)).Household;
        Assert.Equal(first.HouseholdId, (await Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() })).Household.HouseholdId);
        _host.Clock.Now = new DateTimeOffset(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(second, (await Officer.GetHouseholdAsync(new() { HomeId = _home.ToString() })).Household);
    }

    [Fact]
    public async Task The_end_said_twice_is_told_once()
    {
        var told = await _host.ListenAsync<TenancyEnded>();
        var household = (await Officer.StartTenancyAsync(Start())).Household;
        var request = End(household, 2026, 3, 8);
        var first = await Officer.EndTenancyAsync(request);

        Assert.Equal(first, await Officer.EndTenancyAsync(request));
        Assert.Equal(first, await Officer.EndTenancyAsync(End(household, 2026, 3, 8)));
        await Refused(StatusCode.FailedPrecondition, "2026-03-08", Officer.EndTenancyAsync(End(household, 2026, 3, 9)));

        // What is told leaves in order: when another's end has come, nothing of the first is still on its way.
        var other = Guid.CreateVersion7();
        _estates.Landlords[other] = "havering";
        await Officer.EndTenancyAsync(End((await Officer.StartTenancyAsync(Start(other))).Household, 2026, 3, 8));
        await Eventually.Holds(() => Assert.Contains(told.Events, e => e.HomeId == other));
        Assert.Equal([_home, other], told.Events.Select(e => e.HomeId));
    }

    [Fact]
    public async Task Only_the_landlords_officers_and_managers_end_a_tenancy()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;

        foreach (var who in new[] { "manager@rosebery", "income@havering", "auditor@havering", "service@income" })
            await Refused(StatusCode.PermissionDenied, "", As(who).EndTenancyAsync(End(household, 2026, 3, 8)));
        await Refused(StatusCode.PermissionDenied, "", As("resident@havering", Guid.Parse(household.HouseholdId)).EndTenancyAsync(End(household, 2026, 3, 8)));
        await Refused(StatusCode.NotFound, "tenancy", Officer.EndTenancyAsync(End(new() { TenancyId = NewId() }, 2026, 3, 8)));
        await Refused(StatusCode.InvalidArgument, "tenancy_id", Officer.EndTenancyAsync(End(new() { TenancyId = "7" }, 2026, 3, 8)));
    }

    [Fact]
    public async Task A_legal_action_is_shown_as_far_as_it_has_come_in_whatever_order_it_is_heard()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;
        var (action, at) = (Guid.CreateVersion7(), _host.Clock.Now);
        await _host.PublishAsync(Changed(household, action, 3, "hearing-listed", at));
        await Eventually.Holds(async () => Assert.Equal("hearing-listed", Assert.Single((await Actions(household)).LegalActions).Step));

        await _host.PublishAsync(Changed(household, action, 2, "claim-issued", at));
        await _host.PublishAsync(new LegalActionStarted
        {
            LegalActionId = action, AccountId = Guid.CreateVersion7(), TenancyId = Guid.Parse(household.TenancyId), HouseholdId = Guid.Parse(household.HouseholdId),
            HomeId = _home, Landlord = "havering", Step = "notice-served", StartedAt = at,
        });
        await Eventually.Equal(3L, () => _host.Database.Scalar<long>("select count(*) from inbox"));

        var shown = Assert.Single((await Actions(household)).LegalActions);
        Assert.Equal(("hearing-listed", true, at), (shown.Step, shown.Runs, shown.StartedAt.ToDateTimeOffset()));
        await _host.PublishAsync(Changed(household, action, 4, "ended", at, runs: false));
        await Eventually.Holds(async () => Assert.False(Assert.Single((await Actions(household)).LegalActions).Runs));
    }

    [Fact]
    public async Task Legal_actions_are_for_the_landlords_staff_a_page_at_a_time()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;
        for (var number = 0; number < 3; number++)
            await _host.PublishAsync(Changed(household, Guid.CreateVersion7(), 1, "notice-served", _host.Clock.Now));
        await Eventually.Equal(3L, () => _host.Database.Scalar<long>("select count(*) from legal_action"));

        var first = await Officer.ListLegalActionsAsync(new() { TenancyId = household.TenancyId, PageSize = 2 });
        var second = await Officer.ListLegalActionsAsync(new() { TenancyId = household.TenancyId, PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal((2, 1, ""), (first.LegalActions.Count, second.LegalActions.Count, second.NextPageToken));
        Assert.Equal(3, first.LegalActions.Concat(second.LegalActions).Select(a => a.LegalActionId).Distinct().Count());
        var request = new ListLegalActionsRequest { TenancyId = household.TenancyId };
        await Refused(StatusCode.PermissionDenied, "", As("officer@rosebery").ListLegalActionsAsync(request));
        await Refused(StatusCode.PermissionDenied, "", As("resident@havering", Guid.Parse(household.HouseholdId)).ListLegalActionsAsync(request));
        await Refused(StatusCode.NotFound, "tenancy", Officer.ListLegalActionsAsync(new() { TenancyId = NewId() }));
        await Refused(StatusCode.InvalidArgument, "page_token", Officer.ListLegalActionsAsync(new() { TenancyId = household.TenancyId, PageToken = "x!" }));
    }

    private Tenancies.TenanciesClient Officer => As("officer@havering");

    private async Task<ListLegalActionsResponse> Actions(Contracts.V1.Household household) => await Officer.ListLegalActionsAsync(new() { TenancyId = household.TenancyId });

    private LegalActionChanged Changed(Contracts.V1.Household household, Guid action, int number, string step, DateTimeOffset at, bool runs = true) => new()
    {
        LegalActionId = action, AccountId = Guid.CreateVersion7(), TenancyId = Guid.Parse(household.TenancyId), HouseholdId = Guid.Parse(household.HouseholdId),
        HomeId = _home, Landlord = "havering", Step = step, Number = number, Runs = runs, StartedAt = at, ChangedAt = at,
    };

    private static EndTenancyRequest End(Contracts.V1.Household household, int year, int month, int day) => new()
    {
        RequestId = NewId(), TenancyId = household.TenancyId, EndsOn = new Date { Year = year, Month = month, Day = day }, Reason = EndReason.NoticeGiven,
    };

    private Tenancies.TenanciesClient As(string who, Guid? household = null) => new(_host.ChannelAs(who, household));

    private Task<long> Tenancies() => _host.Database.Scalar<long>("select count(*) from tenancy");

    [Fact]
    public async Task A_household_says_how_it_wants_to_be_written_to_and_so_does_its_landlord_for_it_HPG_EDI_03()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;
        Assert.Null(household.Preferences);
        var resident = As("resident@havering", Guid.Parse(household.HouseholdId));
        var said = new RecordPreferencesRequest
        {
            RequestId = NewId(), HouseholdId = household.HouseholdId,
            Preferences = new() { Format = Contracts.V1.Format.LargePrint, Language = "Polish", Interpreter = true, ContactBy = Contracts.V1.ContactBy.Phone },
        };

        var kept = (await resident.RecordPreferencesAsync(said)).Household;
        Assert.Equal(said.Preferences, kept.Preferences);
        Assert.Equal(kept, (await resident.RecordPreferencesAsync(said)).Household);
        Assert.Equal(kept, (await As("service@complaints").GetHouseholdAsync(new() { HouseholdId = household.HouseholdId })).Household);
        Assert.Equal("resident@havering", (await _host.Database.Scalar<string>("select preferences_by from household")).Split(':')[0]);

        var changed = new Contracts.V1.Preferences { Format = Contracts.V1.Format.Braille };
        Assert.Equal(changed, (await Officer.RecordPreferencesAsync(new() { RequestId = NewId(), HouseholdId = household.HouseholdId, Preferences = changed })).Household.Preferences);
    }

    [Fact]
    public async Task Nobody_elses_preferences_are_changed_and_what_is_no_preference_is_refused_with_what_would_be()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;
        RecordPreferencesRequest Say(Contracts.V1.Preferences? preferences) => new() { RequestId = NewId(), HouseholdId = household.HouseholdId, Preferences = preferences };
        var good = new Contracts.V1.Preferences { Format = Contracts.V1.Format.Audio };

        foreach (var who in (string[])["officer@rosebery", "income@havering", "auditor@havering", "contractor-a@havering"])
            await Refused(StatusCode.PermissionDenied, "", As(who).RecordPreferencesAsync(Say(good)));
        await Refused(StatusCode.PermissionDenied, "", As("resident@havering", Guid.CreateVersion7()).RecordPreferencesAsync(Say(good)));
        await Refused(StatusCode.InvalidArgument, "format", Officer.RecordPreferencesAsync(Say(preferences: null)));
        await Refused(StatusCode.InvalidArgument, "contact_by", Officer.RecordPreferencesAsync(Say(new() { Format = Contracts.V1.Format.Print, ContactBy = (Contracts.V1.ContactBy)42 })));

        Assert.Null((await Officer.GetHouseholdAsync(new() { HouseholdId = household.HouseholdId })).Household.Preferences);
    }

    [Fact]
    public async Task A_resident_is_told_the_address_of_their_home_and_all_else_while_Estates_is_away()
    {
        var household = (await Officer.StartTenancyAsync(Start())).Household;
        var resident = As("resident@havering", Guid.Parse(household.HouseholdId));
        var request = new GetHouseholdRequest { HouseholdId = household.HouseholdId, WithAddress = true };

        Assert.Equal(new HomeAddress { Lines = { "1 Test Street" }, Postcode = "RM1 3BB", Block = "Elm House" }, (await resident.GetHouseholdAsync(request)).Address);
        Assert.Null((await resident.GetHouseholdAsync(new() { HouseholdId = household.HouseholdId })).Address);
        await Refused(StatusCode.PermissionDenied, "", As("resident@havering", Guid.CreateVersion7()).GetHouseholdAsync(request));

        _estates.Away = true;
        var without = await resident.GetHouseholdAsync(request);
        Assert.Equal(("Ada Example", null), (without.Household.LeadName, without.Address));
    }

    private StartTenancyRequest Start(Guid? home = null) => new()
    {
        RequestId = NewId(),
        HomeId = (home ?? _home).ToString(),
        Tenure = Tenure.Secure,
        LeadName = "Ada Example",
        Needs = { Need.YoungChild },
        StartsOn = new Date { Year = 2026, Month = 3, Day = 2 },
    };

    private static RecordNeedsRequest Needs(Contracts.V1.Household household, params Need[] needs) =>
        new() { RequestId = NewId(), HouseholdId = household.HouseholdId, Needs = { needs } };

    private static string NewId() => Guid.CreateVersion7().ToString();

    private static async Task Refused<T>(StatusCode status, string saying, AsyncUnaryCall<T> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await call);
        Assert.Equal(status, refused.StatusCode);
        Assert.Contains(saying, refused.Status.Detail, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Estates, as far as Tenancy asks it.</summary>
    private sealed class KnownHomes : Estates.Contracts.V1.Estates.EstatesBase
    {
        public ConcurrentDictionary<Guid, string> Landlords { get; } = new();

        public bool Away { get; set; }

        public override Task<GetHomeResponse> GetHome(GetHomeRequest request, ServerCallContext context)
        {
            if (Away)
                throw new RpcException(new Status(StatusCode.Unavailable, "away"));
            return Landlords.TryGetValue(Guid.Parse(request.HomeId), out var landlord)
                ? Task.FromResult(new GetHomeResponse { Home = new Home { HomeId = request.HomeId, Landlord = landlord, Address = new() { Lines = { "1 Test Street" }, Postcode = "RM1 3BB" }, Block = new() { Name = "Elm House" } } })
                : throw new RpcException(new Status(StatusCode.NotFound, "no such home"));
        }
    }
}
