using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Testing;
using Wire = Housing.Complaints.Contracts.V1;
using static Housing.Complaints.Tests.Serving.ComplaintsService;

namespace Housing.Complaints.Tests.Serving;

/// <summary>What a complaint is about is asked of the service that has it, and not typed again.</summary>
public sealed class LinkedCaseTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task A_complaint_about_a_repair_shows_what_Repairs_says_of_it_now()
    {
        var (home, _) = service.Neighbours.Let("havering");
        var repair = service.Neighbours.Repair(home, Noon.AddDays(-1), "carter");
        var complaint = await Receive(Said(home), "repairs", repair);

        var linked = await service.As("officer@havering").GetLinkedCaseAsync(new() { ComplaintId = complaint.ComplaintId });

        Assert.Equal(("repairs", repair.ToString(), ""), (linked.Service, linked.CaseId, linked.WhyNot));
        Assert.Equal(("appointed", Noon.AddDays(-1), "repair.visited"), (linked.Repair.Stage, linked.Repair.NextDueAt.ToDateTimeOffset(), Assert.Single(linked.Repair.Timeline).Name));
        service.Neighbours.Away = true;
        Assert.Equal("The service repairs does not answer just now. Ask again.", (await service.As("officer@havering").GetLinkedCaseAsync(new() { ComplaintId = complaint.ComplaintId })).WhyNot);
        service.Reset();
    }

    [Fact]
    public async Task A_complaint_about_an_account_is_its_households_and_shows_where_it_stands()
    {
        var (home, household) = service.Neighbours.Let("havering");
        var account = service.Neighbours.Account(home, weeklyRent: 120_00);

        var complaint = await Receive(Said(), "income", account);

        Assert.Equal(household.ToString(), complaint.HouseholdId);
        var linked = await service.As("auditor@havering").GetLinkedCaseAsync(new() { ComplaintId = complaint.ComplaintId });
        Assert.Equal((312_40, 120_00, "tenancy"), (linked.Account.BalancePence, linked.Account.WeeklyRentPence, linked.Account.Kind));
        await Refused(StatusCode.PermissionDenied, "", service.As("resident@havering", household).GetLinkedCaseAsync(new() { ComplaintId = complaint.ComplaintId }).ResponseAsync);
        await Refused(StatusCode.PermissionDenied, "", service.As("officer@rosebery").GetLinkedCaseAsync(new() { ComplaintId = complaint.ComplaintId }).ResponseAsync);
    }

    [Fact]
    public async Task An_account_of_another_household_or_of_nobody_is_refused_and_nothing_is_kept()
    {
        var (mine, _) = service.Neighbours.Let("havering");
        var (other, _) = service.Neighbours.Let("havering");
        var (elsewhere, _) = service.Neighbours.Let("rosebery");
        foreach (var account in new[] { service.Neighbours.Account(other, 100_00), service.Neighbours.Account(elsewhere, 100_00), Guid.CreateVersion7() })
        {
            var request = Said(mine);
            (request.AboutService, request.AboutCaseId) = ("income", account.ToString());
            await Refused(StatusCode.NotFound, "Income has no account", service.As("officer@havering").ReceiveComplaintAsync(request).ResponseAsync);
        }

        Assert.Empty((await service.As("officer@havering").ListComplaintsAsync(new() { Landlord = "havering", HomeId = mine.ToString() })).Complaints);
    }

    [Theory]
    [InlineData("repairs", "rosebery")]
    [InlineData("income", "rosebery")]
    [InlineData("income", "havering")]      // of another household there
    public async Task What_was_named_while_its_service_was_away_and_is_anothers_is_shown_to_nobody(string about, string whose)
    {
        var (mine, _) = service.Neighbours.Let("havering");
        var (other, _) = service.Neighbours.Let(whose);
        var id = about is "repairs" ? service.Neighbours.Repair(other, Noon.AddDays(3)) : service.Neighbours.Account(other, 100_00);
        service.Neighbours.Away = true;
        var complaint = await Receive(Said(mine), about, id);
        service.Reset();

        // Once Tenancy has said who lives there.
        await Eventually.Holds(async () =>
        {
            var linked = await service.As("officer@havering").GetLinkedCaseAsync(new() { ComplaintId = complaint.ComplaintId });
            Assert.Equal(($"The service {about} has no case with that id.", null, null), (linked.WhyNot, linked.Repair, linked.Account));
        });
    }

    [Fact]
    public async Task Of_other_services_and_for_a_complaint_about_no_case_there_is_nothing_to_show()
    {
        var (home, _) = service.Neighbours.Let("havering");
        var about = await Receive(Said(home), "estates", Guid.CreateVersion7());
        var none = (await service.As("officer@havering").ReceiveComplaintAsync(Said(home))).Complaint;

        Assert.Equal("The service estates tells nothing of a single case yet.", (await service.As("officer@havering").GetLinkedCaseAsync(new() { ComplaintId = about.ComplaintId })).WhyNot);
        Assert.Equal("The complaint is about no case.", (await service.As("officer@havering").GetLinkedCaseAsync(new() { ComplaintId = none.ComplaintId })).WhyNot);
    }

    [Fact]
    public async Task A_share_of_the_rent_is_a_share_of_what_Income_says_the_rent_is()
    {
        var (home, _) = service.Neighbours.Let("havering");
        service.Neighbours.Account(home, weeklyRent: 120_00);
        var id = await Looked(home);

        await Refused(StatusCode.InvalidArgument, "Income knows the rent, 12000 pence a week", Propose(id, new Wire.RentShare { WeeklyRentPence = 130_00, Weeks = 6, Percent = 25 }));
        service.Neighbours.Away = true;
        await Refused(StatusCode.Unavailable, "Income cannot be asked", Propose(id, new Wire.RentShare { Weeks = 6, Percent = 25 }));
        service.Reset();
        var remedy = await Propose(id, new Wire.RentShare { Weeks = 6, Percent = 25 });

        Assert.Equal((180_00, "25 % of a rent of £120.00 a week for 6 weeks"), (remedy.Pence, remedy.WorkedOut));
    }

    [Fact]
    public async Task Where_Income_knows_no_rent_whoever_proposes_it_says_so()
    {
        var (home, _) = service.Neighbours.Let("havering");
        var id = await Looked(home);

        await Refused(StatusCode.InvalidArgument, "Income knows no rent", Propose(id, new Wire.RentShare { Weeks = 6, Percent = 25 }));
        Assert.Equal(180_00, (await Propose(id, new Wire.RentShare { WeeklyRentPence = 120_00, Weeks = 6, Percent = 25 })).Pence);
    }

    private async Task<Wire.Complaint> Receive(ReceiveComplaintRequest request, string about, Guid caseId)
    {
        (request.AboutService, request.AboutCaseId, request.Insist) = (about, caseId.ToString(), true);
        return (await service.As("officer@havering").ReceiveComplaintAsync(request)).Complaint;
    }

    // A complaint with a handler and one piece of evidence.
    private async Task<string> Looked(Guid home)
    {
        var id = (await service.As("officer@havering").ReceiveComplaintAsync(Said(home))).Complaint.ComplaintId;
        await service.Assign(id, "havering");
        await service.Acknowledge(id, "havering");
        await service.Looking("officer@havering").AddEvidenceAsync(new() { RequestId = NewId(), ComplaintId = id, What = "A photograph of the wet wall", Reference = "photo 7" });
        return id;
    }

    private async Task<Wire.Remedy> Propose(string id, Wire.RentShare share) => (await service.Looking("officer@havering").ProposeRemedyAsync(new()
    {
        RequestId = NewId(), ComplaintId = id, Kind = Wire.RemedyKind.Compensation, Words = "For the bedroom that you could not use.", Category = "loss-of-amenity", RentShare = share, Evidence = { 1 },
    })).Remedy;

    private static async Task Refused<T>(StatusCode status, string saying, Task<T> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => call);
        Assert.Equal(status, refused.StatusCode);
        Assert.Contains(saying, refused.Status.Detail, StringComparison.Ordinal);
    }
}
