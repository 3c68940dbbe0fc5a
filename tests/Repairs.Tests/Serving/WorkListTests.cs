using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>A landlord's repairs as its people look for them. Rosebery's, so that no other test of this class's service adds to them.</summary>
public sealed class WorkListTests(WorkListTests.Listed listed) : IClassFixture<WorkListTests.Listed>
{
    private readonly Wire.Repairs.RepairsClient _officer = listed.Service.As("officer@rosebery");

    /// <summary>The repairs of two homes, reported from 30 days ago until now.</summary>
    public sealed class Listed : IAsyncLifetime
    {
        public RepairsService Service { get; } = new();

        public Guid Home { get; private set; }

        public Guid Household { get; private set; }

        /// <summary>By name: what each is is said where it is made.</summary>
        public Dictionary<string, string> Ids { get; } = [];

        public async Task InitializeAsync()
        {
            await Service.InitializeAsync();
            Home = Service.Neighbours.AddHome("rosebery");
            Household = Service.Neighbours.MoveIn(Home);
            var other = Service.Neighbours.AddHome("rosebery");
            await Report("late", Home, "dripping-tap", Noon.AddDays(-30));            // its 28 days are over
            await Report("soon", Home, "dripping-tap", Noon.AddDays(-27));            // two days are left of them
            await Report("fresh", other, "dripping-tap", Noon.AddHours(-1));
            await Report("emergency", other, "gas-leak", Noon.AddHours(-1));
            await Report("done", other, "gas-leak", Noon.AddHours(-3));
            var officer = Service.As("officer@rosebery");
            await officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = Ids["done"], MadeSafeAt = Noon.AddHours(-2).ToTimestamp() });
            await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = Ids["done"], WorkDone = "New pipe" });
        }

        public Task DisposeAsync() => Service.DisposeAsync();

        private async Task Report(string name, Guid home, string fault, DateTimeOffset at)
        {
            Ids[name] = (await Service.Report(home, "rosebery", fault, at)).RepairId;
            Service.Host.Clock.Now += TimeSpan.FromMilliseconds(1);       // an id follows its time, so each has one of its own
        }
    }

    public static TheoryData<string, ListRepairsRequest, string[]> Questions() => new()
    {
        { "all, newest first", new(), ["done", "emergency", "fresh", "soon", "late"] },
        { "what is not finished", new() { Unfinished = true }, ["emergency", "fresh", "soon", "late"] },
        { "what is finished", new() { Stages = { Wire.Stage.Completed } }, ["done"] },
        { "two stages", new() { Stages = { Wire.Stage.Reported, Wire.Stage.InProgress } }, ["emergency", "fresh", "soon", "late"] },
        { "one band", new() { Priorities = { "emergency" } }, ["done", "emergency"] },
        { "one band, not finished", new() { Priorities = { "emergency" }, Unfinished = true }, ["emergency"] },
        { "one fault", new() { Fault = "gas-leak" }, ["done", "emergency"] },
        { "owed within three days", new() { DueBefore = Noon.AddDays(3).ToTimestamp() }, ["emergency", "soon", "late"] },
        { "overdue", new() { DueBefore = Noon.ToTimestamp() }, ["soon", "late"] },                  // nobody has answered either within five working days (ROS-REP-05)
        { "what is owed first", new() { Order = ListOrder.Due }, ["late", "soon", "emergency", "fresh"] },
        { "nothing is like that", new() { Fault = "gas-leak", Stages = { Wire.Stage.Appointed } }, [] },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_list_holds_what_is_asked_for_and_nothing_else(string question, ListRepairsRequest request, string[] expected)
    {
        request.Landlord = "rosebery";
        var answer = await _officer.ListRepairsAsync(request);
        Assert.True(expected.SequenceEqual(Names(answer)), $"{question}: {string.Join(", ", Names(answer))}");

        // The same, one row a page.
        var paged = new List<string>();
        request.PageSize = 1;
        do
        {
            answer = await _officer.ListRepairsAsync(request);
            paged.AddRange(Names(answer));
            request.PageToken = answer.NextPageToken;
        }
        while (request.PageToken is not "");
        Assert.Equal(expected, paged);
    }

    [Fact]
    public async Task A_home_and_a_household_have_their_own_lists()
    {
        Assert.Equal(["soon", "late"], Names(await _officer.ListRepairsAsync(new() { Landlord = "rosebery", HomeId = listed.Home.ToString() })));
        Assert.Equal(["soon", "late"], Names(await _officer.ListRepairsAsync(new() { Landlord = "rosebery", HouseholdId = listed.Household.ToString() })));
        Assert.Equal(["soon", "late"], Names(await listed.Service.As("resident@rosebery", listed.Household).ListRepairsAsync(new() { Landlord = "rosebery" })));
        Assert.Empty((await listed.Service.As("resident@rosebery", Guid.CreateVersion7()).ListRepairsAsync(new() { Landlord = "rosebery", HouseholdId = listed.Household.ToString() })).Repairs);
    }

    [Fact]
    public async Task Whoever_is_sent_has_the_list_of_its_own_orders()
    {
        var all = await _officer.ListRepairsAsync(new() { Landlord = "rosebery" });
        var sent = Assert.Single(all.Repairs.Select(r => r.Order.Contractor).Distinct());       // one team does everything there
        Assert.Equal(Names(all), Names(await _officer.ListRepairsAsync(new() { Landlord = "rosebery", Contractor = sent })));
        Assert.Empty((await _officer.ListRepairsAsync(new() { Landlord = "rosebery", Contractor = "nobody" })).Repairs);
        Assert.Equal(Names(all), Names(await listed.Service.As($"contractor-{sent}@rosebery").ListRepairsAsync(new() { Landlord = "rosebery" })));
        Assert.Empty((await listed.Service.As("contractor-another@rosebery").ListRepairsAsync(new() { Landlord = "rosebery" })).Repairs);
    }

    [Fact]
    public async Task What_is_at_risk_or_late_is_found_before_it_is_asked_of_every_repair()
    {
        var atRisk = await _officer.ListRepairsAsync(new() { Landlord = "rosebery", AtRisk = true });
        Assert.Equal(["soon", "late"], Names(atRisk));
        Assert.All(atRisk.Repairs, r => Assert.True(r.AtRisk));
        var all = await _officer.ListRepairsAsync(new() { Landlord = "rosebery" });
        Assert.All(all.Repairs, r => Assert.Equal(atRisk.Repairs.Contains(r), r.AtRisk));
    }

    [Theory]
    [InlineData("stages[0]", 9, 0, "")]
    [InlineData("order", 0, 9, "")]
    [InlineData("page_token", 0, 2, "bm8ga2V5")]
    public async Task A_question_nobody_can_answer_says_what_would_be_right(string field, int stage, int order, string token)
    {
        var request = new ListRepairsRequest { Landlord = "rosebery", Order = (ListOrder)order, PageToken = token };
        if (stage != 0)
            request.Stages.Add((Wire.Stage)stage);
        var (status, sentence, fields, _) = await Refusal(() => _officer.ListRepairsAsync(request));
        Assert.Equal((StatusCode.InvalidArgument, field), (status, Assert.Single(fields)));
        Assert.Contains("must be", sentence, StringComparison.Ordinal);
    }

    private List<string> Names(ListRepairsResponse answer) => [.. answer.Repairs.Select(r => listed.Ids.Single(i => i.Value == r.RepairId).Key)];
}
