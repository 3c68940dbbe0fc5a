using Housing.Complaints.Contracts.V1;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

public sealed class ListingTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task A_landlords_complaints_are_listed_as_asked_a_page_at_a_time()
    {
        service.Reset();
        var (repairs, home, household) = await service.Receive("rosebery");
        service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
        var (conduct, _, _) = await service.Receive("rosebery", "staff-conduct", "repairs");
        service.Host.Clock.Now = Noon.AddDays(2);
        var (rent, _, _) = await service.Receive("rosebery", "rent-and-charges");
        await service.Assign(conduct.ComplaintId, "rosebery", "clark");

        Assert.Equal([rent, conduct, repairs], await List(new()));
        Assert.Equal([repairs, conduct, rent], await List(new() { Order = ListOrder.Due }));
        Assert.Equal([conduct, repairs], await List(new() { Subject = "repairs" }));
        Assert.Equal([conduct], await List(new() { Handler = "clark" }));
        Assert.Equal([rent], await List(new() { Team = "income" }));
        Assert.Equal([repairs], await List(new() { HouseholdId = household.ToString() }));
        Assert.Equal([repairs], await List(new() { HomeId = home.ToString() }));
        Assert.Equal([rent, conduct, repairs], await List(new() { Stages = { Wire.Stage.One, Wire.Stage.Two } }));
        Assert.Empty(await List(new() { Stages = { Wire.Stage.Two } }));
        Assert.Equal([rent, repairs], await List(new() { ComplaintIds = { repairs.ComplaintId, rent.ComplaintId } }));
        Assert.Equal([conduct, repairs], await List(new() { DueBefore = rent.NextDueAt }));
        Assert.Equal([repairs], await List(new(), "resident@rosebery", household));
        service.Host.Clock.Now = Examples.Instant("2026-03-16T12:00Z");      // a working day before the first two are due
        Assert.Equal([conduct, repairs], await List(new() { AtRisk = true }));
    }

    [Fact]
    public async Task Pages_of_both_orders_follow_one_another()
    {
        service.Reset();
        var all = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            service.Host.Clock.Advance(TimeSpan.FromDays(1));
            all.Add((await service.Receive("housing-plus")).Complaint.ComplaintId);
        }

        foreach (var (order, expected) in ((ListOrder, IEnumerable<string>)[])[(ListOrder.Newest, Enumerable.Reverse(all)), (ListOrder.Due, all)])
        {
            var (read, token) = (new List<string>(), "");
            do
            {
                var page = await service.As("officer@housing-plus").ListComplaintsAsync(new() { Landlord = "housing-plus", PageSize = 2, PageToken = token, Order = order });
                read.AddRange(page.Complaints.Select(c => c.ComplaintId));
                token = page.NextPageToken;
            }
            while (token is not "");
            Assert.Equal(expected, read);
        }
    }

    [Fact]
    public async Task What_was_promised_and_is_not_done_is_listed_by_owner_and_day()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive("one-housing");
        var promised = new List<string>();
        foreach (var (owner, day) in ((string, int)[])[("bell", 20), ("carr", 25)])
        {
            service.Host.Clock.Advance(TimeSpan.FromSeconds(1));
            promised.Add((await service.Looking("officer@one-housing").ProposeRemedyAsync(new()
            {
                RequestId = NewId(), ComplaintId = complaint.ComplaintId, Kind = Wire.RemedyKind.Action, Words = "We train the team.", Owner = owner, DueOn = new() { Year = 2026, Month = 3, Day = day },
            })).Remedy.RemedyId);
        }

        Assert.Empty(await Actions(new()));       // nobody was told of them yet
        await service.Answer(complaint.ComplaintId, "one-housing");
        Assert.Equal(promised, await Actions(new()));
        Assert.Equal([promised[1]], await Actions(new() { Owner = "carr" }));
        Assert.Equal([promised[0]], await Actions(new() { DueBy = new() { Year = 2026, Month = 3, Day = 24 } }));
        var first = await service.Looking("auditor@one-housing").ListActionsAsync(new() { Landlord = "one-housing", PageSize = 1 });
        Assert.Equal((complaint.Reference, promised[0]), (first.Actions[0].Reference, first.Actions[0].Remedy.RemedyId));
        Assert.Equal([promised[1]], await Actions(new() { PageToken = first.NextPageToken }));
        await service.Looking("officer@one-housing").CompleteActionAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId, RemedyId = promised[0], Proof = "seen/1" });
        Assert.Equal([promised[1]], await Actions(new()));

        async Task<IEnumerable<string>> Actions(ListActionsRequest request)
        {
            request.Landlord = "one-housing";
            return [.. (await service.Looking("manager@one-housing").ListActionsAsync(request)).Actions.Select(a => a.Remedy.RemedyId)];
        }
    }

    [Fact]
    public async Task The_landlords_lists_and_the_Ombudsmans_details_can_be_shown()
    {
        var terms = await service.As("resident@havering", Guid.CreateVersion7()).GetTermsAsync(new() { Landlord = "havering" });
        Assert.Contains("repairs", terms.Subjects.Select(s => s.Key));
        Assert.Equal(["officer", "team-leader", "manager", "head-of-service"], terms.Ranks.Select(r => r.Key));
        Assert.Equal((true, "", "0300 111 3000"), (terms.StageTwoOffered, terms.StageTwoWithin, terms.Ombudsman.Phone));
        Assert.Equal(Grpc.Core.StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@rosebery").GetTermsAsync(new() { Landlord = "havering" }))).Status);
    }

    [Fact]
    public async Task A_list_that_cannot_be_is_refused_with_the_field()
    {
        service.Reset();
        Assert.Equal(["stages[0]"], (await Refusal(() => service.As("officer@havering").ListComplaintsAsync(new() { Landlord = "havering", Stages = { Wire.Stage.Unspecified } }))).Fields);
        Assert.Equal(["page_token"], (await Refusal(() => service.As("officer@havering").ListComplaintsAsync(new() { Landlord = "havering", PageToken = "x" }))).Fields);
        Assert.Equal(["landlord"], (await Refusal(() => service.As("service@contact").ListComplaintsAsync(new() { Landlord = "elsewhere" }))).Fields);
    }

    private sealed record Named(string Id)
    {
        public static implicit operator Named(Wire.Complaint complaint) => new(complaint.ComplaintId);
    }

    private async Task<IEnumerable<Named>> List(ListComplaintsRequest request, string who = "auditor@rosebery", Guid? household = null)
    {
        request.Landlord = "rosebery";
        return [.. (await service.As(who, household).ListComplaintsAsync(request)).Complaints.Select(c => new Named(c.ComplaintId))];
    }
}
