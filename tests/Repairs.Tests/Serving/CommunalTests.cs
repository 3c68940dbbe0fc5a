using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Faults of shared places: for whom they are taken, who sees them, and that one fault is one repair.</summary>
public sealed class CommunalTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    public void Dispose() => service.Reset();

    [Fact]
    public async Task A_block_and_an_estate_can_be_reported_for_without_any_home()
    {
        var told = await service.Host.ListenAsync<MilestoneRecorded>();
        var block = service.Neighbours.AddBlock("one-housing", NewId());
        var officer = service.As("officer@one-housing");

        var hall = (await officer.ReportRepairAsync(ForBlock(block.BlockId))).Repair;
        var grounds = (await officer.ReportRepairAsync(ForEstate("Arden Court"))).Repair;

        Assert.Equal(("", block.BlockId, "Arden Court", Wire.Place.Communal, true, false), (hall.HomeId, hall.BlockId, hall.Estate, hall.Where, hall.Shared, hall.FactsPending));
        Assert.Equal(("", "", "Arden Court", true), (grounds.HomeId, grounds.BlockId, grounds.Estate, grounds.Shared));
        // OHO-EST-08: the same times as in a home.
        Assert.Equal(["OHO-REP-18"], hall.Commitments.Select(c => c.StandardId));
        Assert.Equal((Wire.Party.Landlord, "OHO-REP-09"), (hall.Responsibility.Party, hall.Responsibility.Clause));
        Assert.Equal(hall, (await officer.GetRepairAsync(new() { RepairId = hall.RepairId })).Repair);
        // Figures by estate are made from what the milestones say.
        foreach (var repair in new[] { hall, grounds })
            await Eventually.Holds(() => Assert.Equal(repair.Estate, Assert.Single(told.Events, e => e.CaseId.ToString() == repair.RepairId).Facts.GetProperty("estate").GetString()));
    }

    [Fact]
    public async Task OHO_REP_20_a_shared_repair_is_seen_by_everybody_of_the_block_without_who_said_so_and_in_what_words()
    {
        var (reporter, neighbour, stranger) = (Resident("one-housing", "Elm", out var home), Resident("one-housing", "Elm", out _), Resident("one-housing", "Oak", out _));
        var request = Reported(home, "communal-light");
        request.Description = "My lodger broke it, I think.";

        var repair = (await reporter.ReportRepairAsync(request)).Repair;
        var seen = (await neighbour.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair;

        Assert.Equal((repair.RepairId, "communal-light", Wire.Stage.Reported, true), (seen.RepairId, seen.Fault, seen.Stage, seen.Shared));
        Assert.Equal(repair.Commitments, seen.Commitments);
        Assert.Equal(("", "", ""), (seen.HomeId, seen.HouseholdId, seen.Description));
        Assert.Contains("lodger", (await reporter.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair.Description);
        var listed = Assert.Single((await neighbour.ListCommunalRepairsAsync(new() { Landlord = "one-housing" })).Repairs, r => r.BlockId is not "");
        Assert.Equal((repair.RepairId, "", "", ""), (listed.RepairId, listed.HomeId, listed.HouseholdId, listed.Description));
        Assert.DoesNotContain((await stranger.ListCommunalRepairsAsync(new() { Landlord = "one-housing" })).Repairs, r => r.BlockId is not "");
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.GetRepairAsync(new() { RepairId = repair.RepairId }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.ListCommunalRepairsAsync(new() { Landlord = "one-housing", BlockId = repair.BlockId }))).Status);
    }

    [Fact]
    public async Task What_is_inside_a_home_is_seen_by_no_neighbour()
    {
        var (reporter, neighbour) = (Resident("havering", "Ash", out var home), Resident("havering", "Ash", out _));
        var inside = (await reporter.ReportRepairAsync(Reported(home))).Repair;
        var frontDoor = Reported(home, "door-or-frame");
        frontDoor.Where = Wire.Place.Outside;
        var door = (await reporter.ReportRepairAsync(frontDoor)).Repair;

        Assert.Equal((false, false), (inside.Shared, door.Shared));
        Assert.Empty((await neighbour.ListCommunalRepairsAsync(new() { Landlord = "havering" })).Repairs);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => neighbour.GetRepairAsync(new() { RepairId = inside.RepairId }))).Status);
    }

    [Fact]
    public async Task Residents_report_for_their_own_block_and_estate_only()
    {
        var resident = Resident("one-housing", "Yew", out _);
        var (own, other) = (service.Neighbours.AddBlock("one-housing", "Yew"), service.Neighbours.AddBlock("one-housing", "Fir", "Rainham"));

        var repair = (await resident.ReportRepairAsync(ForBlock(own.BlockId))).Repair;

        Assert.Equal(repair, (await resident.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair);
        Assert.Contains((await resident.ListRepairsAsync(new() { Landlord = "one-housing" })).Repairs, r => r.RepairId == repair.RepairId);
        await resident.ReportRepairAsync(ForEstate("Arden Court", "unsafe-electrics"));
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => resident.ReportRepairAsync(ForBlock(other.BlockId)))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => resident.ReportRepairAsync(ForEstate("Rainham")))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@havering").ReportRepairAsync(ForBlock(own.BlockId)))).Status);
    }

    [Fact]
    public async Task A_place_that_Estates_does_not_have_is_not_found()
    {
        var officer = service.As("officer@one-housing");
        Assert.Equal("BLOCK_UNKNOWN", (await Refusal(() => officer.ReportRepairAsync(ForBlock(NewId())))).Reason);
        Assert.Equal("ESTATE_UNKNOWN", (await Refusal(() => officer.ReportRepairAsync(ForEstate("Nowhere")))).Reason);
    }

    [Theory]
    [InlineData("home_id", "two places")]
    [InlineData("home_id", "no place")]
    [InlineData("room", "a kitchen of a block")]
    [InlineData("where", "the inside of a block")]
    public async Task A_report_is_for_one_place_that_can_be(string field, string what)
    {
        var block = service.Neighbours.AddBlock("one-housing", NewId());
        var request = ForBlock(block.BlockId, "other");
        _ = what switch
        {
            "two places" => request.HomeId = NewId(),
            "no place" => request.BlockId = "",
            "a kitchen of a block" => request.Room = "kitchen",
            "the inside of a block" => (object)(request.Where = Wire.Place.InHome),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
        var refusal = await Refusal(() => service.As("officer@one-housing").ReportRepairAsync(request));
        Assert.Equal((StatusCode.InvalidArgument, field), (refusal.Status, Assert.Single(refusal.Fields)));
    }

    [Fact]
    public async Task While_it_cannot_be_known_where_somebody_lives_they_are_told_so()
    {
        var (reporter, neighbour) = (Resident("one-housing", "Lime", out var home), Resident("one-housing", "Lime", out _));
        var repair = (await reporter.ReportRepairAsync(Reported(home, "communal-light"))).Repair;
        service.Neighbours.Tenancy = Neighbours.Mood.Down;
        var refusal = await Refusal(() => neighbour.GetRepairAsync(new() { RepairId = repair.RepairId }));
        Assert.Equal((StatusCode.Unavailable, "RESIDENCE_AWAY"), (refusal.Status, refusal.Reason));
    }

    [Fact]
    public async Task A_second_report_of_an_open_shared_fault_joins_the_first_and_its_clocks_stay()
    {
        var heard = await service.Host.ListenAsync<RepairReportJoined>();
        var done = await service.Host.ListenAsync<RepairCompleted>();
        var (first, second) = (Resident("one-housing", "Birch", out var home, out var firstHousehold), Resident("one-housing", "Birch", out var other, out var secondHousehold));
        var repair = (await first.ReportRepairAsync(Reported(home, "communal-light"))).Repair;

        service.Host.Clock.Advance(TimeSpan.FromHours(3));
        var answer = await second.ReportRepairAsync(Reported(other, "communal-light"));
        var again = await second.ReportRepairAsync(Reported(other, "communal-light"));

        Assert.Equal((true, true), (answer.Joined, again.Joined));
        Assert.Equal((repair.RepairId, "", ""), (answer.Repair.RepairId, answer.Repair.HomeId, answer.Repair.Description));
        Assert.Equal(repair.Commitments, answer.Repair.Commitments);
        Assert.Equal(["repair.reported", "repair.joined"], again.Repair.Timeline.Select(t => t.Name));
        Assert.Equal(2, again.Repair.Report.Reporters);
        await Eventually.Holds(() => Assert.Single(heard.Events, e => e.RepairId.ToString() == repair.RepairId && e.HouseholdId == secondHousehold));

        var officer = service.As("officer@one-housing");
        await officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId });
        await officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New lamp", LeftCleanAndTidy = true });
        await Eventually.Holds(() => Assert.Equal([firstHousehold, secondHousehold], Assert.Single(done.Events, e => e.RepairId.ToString() == repair.RepairId).ReporterHouseholds));

        var after = await second.ReportRepairAsync(Reported(other, "communal-light"));
        Assert.False(after.Joined);
        Assert.NotEqual(repair.RepairId, after.Repair.RepairId);
    }

    [Fact]
    public async Task A_more_urgent_report_of_the_same_raises_the_priority_from_the_first_report()
    {
        var block = service.Neighbours.AddBlock("housing-plus", NewId());
        var officer = service.As("officer@housing-plus");
        await officer.ReportRepairAsync(Gutter("no"));
        service.Host.Clock.Advance(TimeSpan.FromHours(1));

        var answer = await officer.ReportRepairAsync(Gutter("building"));

        Assert.Equal((true, "emergency", "HPG-REP-03"), (answer.Joined, answer.Repair.Priority, answer.Repair.PriorityClause));
        // HPG-REP-04: four hours from the first report.
        Assert.Contains(answer.Repair.Commitments, c => c.StandardId == "HPG-REP-04" && c.DueAt.ToDateTimeOffset() == Noon.AddHours(4));
        Assert.Contains(answer.Repair.Commitments, c => c is { StandardId: "HPG-REP-06", Outcome: Outcome.Cancelled });

        ReportRepairRequest Gutter(string danger)
        {
            var request = ForBlock(block.BlockId, "guttering");
            request.Answers.Add(new Wire.Answer { Question = "danger", Answer_ = danger });
            return request;
        }
    }

    [Fact]
    public async Task A_report_that_makes_a_known_fault_an_emergency_at_night_sends_whoever_answers_those_HPG_REP_20()
    {
        var block = service.Neighbours.AddBlock("housing-plus", NewId());
        var officer = service.As("officer@housing-plus");
        var request = ForBlock(block.BlockId, "guttering");
        request.Answers.Add(new Wire.Answer { Question = "danger", Answer_ = "no" });
        Assert.False((await officer.ReportRepairAsync(request)).Repair.Order.OutOfHours);
        service.Host.Clock.Now = Noon.AddHours(11);

        (request.RequestId, request.Answers[0].Answer_) = (NewId(), "building");
        var order = (await officer.ReportRepairAsync(request)).Repair.Order;

        Assert.Equal((true, "out-of-hours"), (order.OutOfHours, order.Contractor));
    }

    [Theory]
    [InlineData("communal-light", "communal-door")]      // another fault
    [InlineData("other", "other")]                       // what may be anything
    public async Task What_is_not_the_same_is_not_joined(string first, string second)
    {
        var block = service.Neighbours.AddBlock("one-housing", NewId());
        var officer = service.As("officer@one-housing");
        await officer.ReportRepairAsync(ForBlock(block.BlockId, first));
        Assert.False((await officer.ReportRepairAsync(ForBlock(block.BlockId, second))).Joined);
    }

    [Fact]
    public async Task Ten_reports_of_one_shared_fault_at_once_are_one_repair()
    {
        var block = service.Neighbours.AddBlock("one-housing", NewId());
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            var request = ForBlock(block.BlockId);
            while (true)      // as every client does with ABORTED
            {
                try
                {
                    return await service.As("officer@one-housing").ReportRepairAsync(request);
                }
                catch (RpcException lost) when (lost.StatusCode == StatusCode.Aborted)
                {
                }
            }
        }));
        Assert.Single(answers.Select(a => a.Repair.RepairId).Distinct());
        Assert.Single(answers, a => !a.Joined);
        Assert.Equal(9, await service.Host.Database.Scalar<long>($"select count(*) from reporter where repair_id = '{answers[0].Repair.RepairId}'"));
    }

    [Fact]
    public async Task Staff_list_what_is_wrong_in_a_block_a_page_at_a_time()
    {
        var block = service.Neighbours.AddBlock("one-housing", NewId());
        var officer = service.As("officer@one-housing");
        string[] faults = ["communal-light", "communal-door", "unsafe-electrics"];
        foreach (var fault in faults)
        {
            service.Host.Clock.Advance(TimeSpan.FromMinutes(1));
            await officer.ReportRepairAsync(ForBlock(block.BlockId, fault));
        }

        var first = await officer.ListCommunalRepairsAsync(new() { Landlord = "one-housing", BlockId = block.BlockId, PageSize = 2 });
        var rest = await officer.ListCommunalRepairsAsync(new() { Landlord = "one-housing", BlockId = block.BlockId, PageSize = 2, PageToken = first.NextPageToken });

        Assert.Equal(faults.Reverse(), first.Repairs.Concat(rest.Repairs).Select(r => r.Fault));
        Assert.Equal("", rest.NextPageToken);
        Assert.Equal(StatusCode.InvalidArgument, (await Refusal(() => officer.ListCommunalRepairsAsync(new() { Landlord = "one-housing" }))).Status);
    }

    [Fact]
    public async Task The_catalogue_is_told_whole_and_a_report_by_item_keeps_the_answers_and_says_the_clause()
    {
        var home = service.Neighbours.AddHome("havering");
        var officer = service.As("officer@havering");
        var catalogue = (await officer.GetCatalogueAsync(new() { Landlord = "havering" })).Catalogue;
        var toilet = Assert.Single(catalogue.Items, i => i.Key == "toilet");
        var only = Assert.Single(catalogue.Questions, q => q.Key == toilet.Asks);

        var request = Reported(home, "");
        (request.Room, request.Item) = ("bathroom", toilet.Key);
        Assert.Equal("ANSWER_MISSING", (await Refusal(() => officer.ReportRepairAsync(request))).Reason);
        request.RequestId = NewId();
        request.Answers.Add(new Wire.Answer { Question = only.Key, Answer_ = "yes" });
        request.Answers.Add(new Wire.Answer { Question = "toilet-what", Answer_ = "flush" });
        var repair = (await officer.ReportRepairAsync(request)).Repair;

        Assert.Equal(("only-toilet-not-flushing", "Priority one", "HAV-REP-24"), (repair.Fault, repair.PriorityName, repair.PriorityClause));
        Assert.Equal(request.Answers, repair.Report.Answers);
        Assert.Equal(repair, (await officer.GetRepairAsync(new() { RepairId = repair.RepairId })).Repair);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => officer.GetCatalogueAsync(new() { Landlord = "rosebery" }))).Status);
    }

    private Wire.Repairs.RepairsClient Resident(string landlord, string block, out Guid home) => Resident(landlord, block, out home, out _);

    private Wire.Repairs.RepairsClient Resident(string landlord, string block, out Guid home, out Guid household)
    {
        home = service.Neighbours.AddFlat(landlord, block);
        household = service.Neighbours.MoveIn(home, Tenure.Assured);
        return service.As($"resident@{landlord}", household);
    }

    private static ReportRepairRequest ForBlock(string block, string fault = "communal-light") =>
        new() { RequestId = NewId(), BlockId = block, Fault = fault, Description = "It is dark." };

    private static ReportRepairRequest ForEstate(string estate, string fault = "communal-light") =>
        new() { RequestId = NewId(), Estate = estate, Fault = fault, Description = "It is dark." };
}
