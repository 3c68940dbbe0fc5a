using Housing.Performance.Tests.Serving;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Performance.Tests.Serving.PerformanceService;

namespace Housing.Performance.Tests.Hearing;

/// <summary>What is heard, in whatever order and however often, adds up. Each test has a landlord of its own.</summary>
public sealed class SumsTests(PerformanceService service) : IClassFixture<PerformanceService>
{
    private static readonly string[] Estates = ["Hilldene", "Rainham"];

    [Theory]
    [InlineData("havering", 1)]
    [InlineData("rosebery", 20260303)]
    public async Task The_sums_equal_a_recount_after_any_news_in_any_order_and_twice_HPG_PER_02(string landlord, int seed)
    {
        var random = new Random(seed);
        var lives = Enumerable.Range(0, 200).Select(_ => Life(landlord, random)).ToList();
        var commitments = lives.SelectMany(life => life.Commitments).ToArray();
        var milestones = lives.Select(life => life.Milestone).OfType<MilestoneRecorded>().ToArray();
        var news = commitments.Cast<object>().Concat(milestones).ToArray();
        var twice = news.Concat(news.Where(_ => random.Next(3) == 0)).ToArray();
        random.Shuffle(twice);

        foreach (var one in twice)
            await (one is CommitmentsChanged changed ? service.Host.PublishAsync(changed) : service.Host.PublishAsync((MilestoneRecorded)one));

        // What each promise was last said to be, worked out from the lives and not from what arrived.
        var last = lives.Select(life => (life.Last, life.Estate)).ToList();
        await Eventually.Equal((long)last.Sum(l => l.Last.Outcome == "met" ? 1 : 0), () => Count(landlord, "outcome = 'met'"));
        await Eventually.Equal((long)last.Count(l => l.Estate is not ""), () => Count(landlord, "estate <> ''"));
        foreach (var outcome in (string[])["open", "missed", "cancelled", "met"])
            await Eventually.Equal((long)last.Count(l => l.Last.Outcome == outcome), () => Count(landlord, $"outcome = '{outcome}'"));
        await Eventually.Equal((long)last.Count(l => l.Last.DueAt != l.Last.OriginalDueAt), () => Count(landlord, "extended"));
        foreach (var estate in Estates)
            await Eventually.Equal((long)last.Count(l => l.Estate == estate), () => service.Host.Database.Scalar<long>(
                $"select sum(met + missed + open + excused)::bigint from promise_sum_by_estate where landlord = '{landlord}' and estate = '{estate}'"));

        var recount = await service.As($"manager@{landlord}").RecountAsync(new() { Landlord = landlord });
        Assert.Equal(200, recount.Promises);
        Assert.Empty(recount.Differences);
    }

    [Fact]
    public async Task A_recount_names_the_sum_that_is_wrong()
    {
        await service.Hear("housing-plus", 1, Of("housing-plus", State("HPG-REP-05", "met", "met", Noon, Noon.AddHours(-1))));
        await service.Host.Database.Execute("update promise_sum_by_estate set met = met + 2 where landlord = 'housing-plus'");

        var difference = Assert.Single((await service.As("auditor@housing-plus").RecountAsync(new() { Landlord = "housing-plus" })).Differences);

        Assert.Equal(("HPG-REP-05", "repairs", "", "met", 3L, 1L), (difference.StandardId, difference.Service, difference.Estate, difference.Sum, difference.Kept, difference.Counted));
        Assert.Equal((2026, 3), (difference.Month.Year, difference.Month.Month));
    }

    [Fact]
    public async Task Of_two_things_recorded_at_one_instant_the_later_in_its_life_stays_in_either_order()
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        CommitmentState Opened(Guid id) => State("OHC-REP-01", "opened", "open", Noon.AddDays(1), recorded: Noon, id: id);
        CommitmentState Met(Guid id) => State("OHC-REP-01", "met", "met", Noon.AddDays(1), Noon, recorded: Noon, id: id);

        await service.Hear("one-housing", 1, Of("one-housing", Opened(one)));
        await service.Hear("one-housing", 1, Of("one-housing", Met(one)));
        await service.Hear("one-housing", 2, Of("one-housing", Met(other)));
        await service.Hear("one-housing", 2, Of("one-housing", Opened(other)));
        // Of one event the order is its own, whatever the words.
        await service.Hear("one-housing", 3, Of("one-housing", Opened(Guid.CreateVersion7())));

        await Eventually.Equal(2L, () => Count("one-housing", "outcome = 'met'"));
        Assert.Equal(0, await service.Host.Database.Scalar<long>("select count(*) from redelivery"));
    }

    [Fact]
    public async Task What_cannot_be_kept_just_now_is_put_aside_and_kept_later()
    {
        var id = Guid.CreateVersion7();
        await service.Host.Database.Execute("alter table case_estate rename to case_estate_away");
        await service.Host.PublishAsync(Of("nowhere", State("X-1", "met", "met", Noon, Noon, id: id)));
        try
        {
            await Eventually.Equal(1L, () => service.Host.Database.Scalar<long>("select count(*) from redelivery where queue like '%performance-commitments-changed'"));
        }
        finally
        {
            await service.Host.Database.Execute("alter table case_estate_away rename to case_estate");
        }

        service.Host.Clock.Now = Noon.AddHours(1);

        await Eventually.Equal(1L, () => Count("nowhere", $"commitment_id = '{id}'"));
        await Eventually.Equal(0L, () => service.Host.Database.Scalar<long>("select count(*) from redelivery"));
        service.Host.Clock.Now = Noon;
    }

    private Task<long> Count(string landlord, string condition) => service.Host.Database.Scalar<long>($"select count(*) from kept_promise where landlord = '{landlord}' and {condition}");

    private sealed record Lived(IReadOnlyList<CommitmentsChanged> Commitments, MilestoneRecorded? Milestone, CommitmentState Last, string Estate);

    /// <summary>A promise from its opening on, each thing said of it at a later instant or at the same one.</summary>
    private static Lived Life(string landlord, Random random)
    {
        var (id, caseId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var recorded = Noon.AddHours(-random.Next(1, 3000));
        var due = recorded.AddHours(random.Next(1, 500));
        var state = State(random.Next(2) == 0 ? "X-REP-01" : "X-REP-02", "opened", "open", due, recorded: recorded, id: id);
        List<CommitmentState> said = [state];
        if (random.Next(2) == 0)
            said.Add(state = state with { Change = "warned", RecordedAt = Later() });
        if (random.Next(3) == 0)
            said.Add(state = state with { Change = "extended", DueAt = due.AddDays(random.Next(1, 40)), RecordedAt = Later() });
        switch (random.Next(5))
        {
            case 0:
                said.Add(state = state with { Change = "met", Outcome = "met", DoneAt = state.DueAt.AddHours(-random.Next(1, 20)), RecordedAt = Later() });
                break;
            case 1:
                said.Add(state = state with { Change = "missed", Outcome = "missed", RecordedAt = recorded = recorded.AddHours(1) });
                said.Add(state = state with { Change = "corrected", Outcome = "met", DoneAt = state.DueAt.AddHours(-1), RecordedAt = Later() });
                break;
            case 2:
                said.Add(state = state with { Change = "missed", Outcome = "missed", RecordedAt = recorded = recorded.AddHours(1) });
                break;
            case 3:
                said.Add(state = state with { Change = "cancelled", Outcome = "cancelled", Reason = "Not wanted any more.", RecordedAt = Later() });
                break;
        }

        // Some of it in one event, as a transaction tells it.
        var events = random.Next(2) == 0 ? [Of(landlord, caseId, [.. said])] : said.Select(one => Of(landlord, caseId, one)).ToList();
        var estate = random.Next(2) == 0 ? Estates[random.Next(Estates.Length)] : "";
        return new(events, estate is "" ? null : Estate(landlord, caseId, estate, Noon), state, estate);

        DateTimeOffset Later() => recorded = recorded.AddHours(random.Next(2));
    }
}
