using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

public sealed class ReceivingTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task A_resident_complains_for_the_own_household_and_their_home_is_found_by_itself()
    {
        service.Reset();
        var heard = await service.Host.ListenAsync<ComplaintReceived>();
        var told = await service.Host.ListenAsync<MilestoneRecorded>();
        var (home, household) = service.Neighbours.Let("havering");
        var complaint = (await service.As("resident@havering", household).ReceiveComplaintAsync(Said())).Complaint;
        Assert.Equal((home.ToString(), household.ToString(), false), (complaint.HomeId, complaint.HouseholdId, complaint.FactsPending));
        Assert.Equal(complaint, (await service.As("resident@havering", household).GetComplaintAsync(new() { Reference = complaint.Reference.ToLowerInvariant() })).Complaint);
        await Eventually.Holds(() => Assert.Equal(complaint.Reference, Assert.Single(heard.Events, e => e.ComplaintId.ToString() == complaint.ComplaintId).Reference));
        await Eventually.Holds(() => Assert.Contains(
            told.Events, e => e.CaseId.ToString() == complaint.ComplaintId && e.Name == "complaint.received" && e.Facts.GetProperty("estate").GetString() == "Harold Hill"));

        var (another, _) = service.Neighbours.Let("havering");
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("resident@havering", household).ReceiveComplaintAsync(Said(another)))).Status);
    }

    [Fact]
    public async Task A_complaint_about_a_home_of_another_landlord_is_refused()
    {
        service.Reset();
        var (home, household) = service.Neighbours.Let("rosebery");
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(Said(home)))).Status);
        var byHousehold = Said();
        byHousehold.HouseholdId = household.ToString();
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(byHousehold))).Status);
        Assert.Equal("HOME_UNKNOWN", (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(Said(Guid.CreateVersion7())))).Reason);
        Assert.Equal(0, await service.Host.Database.Scalar<long>($"select count(*) from complaint where home_id = '{home}'"));
    }

    [Fact]
    public async Task What_a_repair_is_still_in_time_for_is_a_request_with_the_offer_to_complain_anyway()
    {
        service.Reset();
        var (home, household) = service.Neighbours.Let("havering");
        var repair = service.Neighbours.Repair(home, Noon.AddDays(3), "jones");
        var request = Said();
        (request.AboutService, request.AboutCaseId) = ("repairs", repair.ToString());
        var answer = await service.As("officer@havering").ReceiveComplaintAsync(request);
        Assert.Equal((Wire.Stage.ServiceRequest, home.ToString(), household.ToString()), (answer.Complaint.Stage, answer.Complaint.HomeId, answer.Complaint.HouseholdId));
        Assert.Contains("complain", answer.Offer, StringComparison.Ordinal);
        Assert.Empty(answer.Complaint.Commitments);

        var insisted = await service.As("resident@havering", household).InsistOnComplaintAsync(new() { RequestId = NewId(), ComplaintId = answer.Complaint.ComplaintId });
        Assert.Equal(Wire.Stage.One, insisted.Complaint.Stage);
        Assert.NotEmpty(insisted.Complaint.Commitments);

        // Who mended it does not look into it, whether they were on the record then or are by now.
        service.Neighbours.TookPart(repair, "brown");
        foreach (var who in (string[])["jones", "brown"])
            Assert.Equal("HANDLER_CONFLICT", (await Refusal(() => service.As("officer@havering").AssignHandlerAsync(Assigning(insisted.Complaint.ComplaintId, who)))).Reason);
        await service.As("officer@havering").AssignHandlerAsync(Assigning(insisted.Complaint.ComplaintId, "ames"));
    }

    [Fact]
    public async Task A_repair_that_Repairs_does_not_have_or_that_is_another_landlords_is_none()
    {
        service.Reset();
        var (home, _) = service.Neighbours.Let("havering");
        var (elsewhere, _) = service.Neighbours.Let("rosebery");
        foreach (var repair in (Guid[])[Guid.CreateVersion7(), service.Neighbours.Repair(elsewhere, Noon.AddDays(1))])
        {
            var request = Said(home);
            (request.AboutService, request.AboutCaseId) = ("repairs", repair.ToString());
            Assert.Equal("REPAIR_UNKNOWN", (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(request))).Reason);
        }
    }

    [Fact]
    public async Task It_is_taken_while_the_others_are_away_and_they_are_asked_again()
    {
        service.Reset();
        var (home, household) = service.Neighbours.Let("havering");
        service.Neighbours.Away = true;
        var request = Said(home);
        (request.AboutService, request.AboutCaseId) = ("repairs", NewId());
        var complaint = (await service.As("officer@havering").ReceiveComplaintAsync(request)).Complaint;
        Assert.Equal((Wire.Stage.One, true, ""), (complaint.Stage, complaint.FactsPending, complaint.HouseholdId));
        service.Neighbours.Away = false;
        await Eventually.Holds(async () => Assert.Equal(household.ToString(), (await service.Get(complaint.ComplaintId, "officer@havering")).HouseholdId));
    }

    [Fact]
    public async Task A_home_that_turns_out_to_be_anothers_ends_it_with_the_reason()
    {
        service.Reset();
        var (home, _) = service.Neighbours.Let("rosebery");
        service.Neighbours.Away = true;
        var complaint = (await service.As("officer@havering").ReceiveComplaintAsync(Said(home))).Complaint;
        service.Neighbours.Away = false;
        await Eventually.Holds(async () => Assert.Equal(
            (Wire.Stage.Closed, "The home is another landlord's."), await Ended(complaint.ComplaintId)));
        Assert.All((await service.Get(complaint.ComplaintId, "officer@havering")).Commitments, c => Assert.Equal(Wire.Outcome.Cancelled, c.Outcome));

        async Task<(Wire.Stage, string)> Ended(string id) => await service.Get(id, "officer@havering") is var c ? (c.Stage, c.EndedReason) : default;
    }

    [Fact]
    public async Task The_estate_of_the_home_is_known_however_the_complaint_came_also_when_Estates_says_it_later()
    {
        service.Reset();
        var (home, household) = service.Neighbours.Let("havering", "Orchard Village");
        var byHousehold = Said();
        byHousehold.HouseholdId = household.ToString();
        var (nowhere, _) = service.Neighbours.Let("havering", "");
        Assert.Equal("Orchard Village", await Estate(await service.As("officer@havering").ReceiveComplaintAsync(Said(home))));
        Assert.Equal("Orchard Village", await Estate(await service.As("officer@havering").ReceiveComplaintAsync(byHousehold)));
        Assert.Equal("Orchard Village", await Estate(await service.As("resident@havering", household).ReceiveComplaintAsync(Said())));
        Assert.Equal("none", await Estate(await service.As("officer@havering").ReceiveComplaintAsync(Said(nowhere))));

        service.Neighbours.Away = true;
        var early = await service.As("resident@havering", household).ReceiveComplaintAsync(Said());
        Assert.Equal((true, "none"), (early.Complaint.FactsPending, await Estate(early)));
        service.Neighbours.Away = false;
        await Eventually.Holds(async () => Assert.Equal("Orchard Village", await Estate(early)));

        async Task<string?> Estate(ReceiveComplaintResponse received) => await service.Host.Database.Scalar<string>($"select coalesce(estate, 'none') from complaint where id = '{received.Complaint.ComplaintId}'");
    }

    [Fact]
    public async Task The_same_said_again_goes_to_the_first_complaint_and_anothers_is_joint()
    {
        service.Reset();
        var (complaint, home, _) = await service.Receive();
        var again = Said(home);
        again.DuplicateOf = complaint.ComplaintId;
        var joined = await service.As("officer@havering").ReceiveComplaintAsync(again);
        Assert.True(joined.Joined);
        Assert.Equal(complaint.ComplaintId, joined.Complaint.ComplaintId);
        Assert.Equal("complaint.repeated", joined.Complaint.Timeline[^1].Name);

        var (neighbour, _) = service.Neighbours.Let("havering");
        var joint = Said(neighbour);
        joint.JointWith = complaint.ComplaintId;
        Assert.Equal(complaint.ComplaintId, (await service.As("officer@havering").ReceiveComplaintAsync(joint)).Complaint.JointWith);
        var wrong = Said(neighbour);
        wrong.DuplicateOf = complaint.ComplaintId;
        Assert.Equal(["duplicate_of"], (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(wrong))).Fields);
        wrong = Said(home);
        wrong.JointWith = complaint.ComplaintId;
        Assert.Equal(["joint_with"], (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(wrong))).Fields);
    }

    [Fact]
    public async Task Every_field_that_is_wrong_is_named_and_a_mistyped_reference_is_told_from_an_unknown_one()
    {
        service.Reset();
        Assert.Equal(["channel", "words", "issues"], (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(new() { RequestId = NewId() }))).Fields);
        Assert.Equal(["home_id"], (await Refusal(() => service.As("officer@havering").ReceiveComplaintAsync(new() { RequestId = NewId(), HomeId = "12 High Street" }))).Fields);
        Assert.Equal(["landlord"], (await Refusal(() => service.As("service@contact").ReceiveComplaintAsync(Said()))).Fields);
        Assert.Equal(["reference"], (await Refusal(() => service.As("officer@havering").GetComplaintAsync(new() { Reference = "AAAA-AAAB" }))).Fields);
        Assert.Equal("COMPLAINT_UNKNOWN", (await Refusal(() => service.As("officer@havering").GetComplaintAsync(new() { Reference = Reference.Of(Guid.CreateVersion7()) }))).Reason);
    }

    private static AssignHandlerRequest Assigning(string id, string who) => new()
    {
        RequestId = NewId(), ComplaintId = id, Handler = new() { Subject = who, Name = "A. Name", Rank = "officer" }, NoPartInEvents = true,
    };
}
