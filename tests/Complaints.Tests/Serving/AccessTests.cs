using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Testing;
using static Housing.Complaints.Tests.Serving.ComplaintsService;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints.Tests.Serving;

public sealed class AccessTests(ComplaintsService service) : IClassFixture<ComplaintsService>
{
    [Fact]
    public async Task A_complaint_is_seen_by_its_household_and_its_landlord_and_by_nobody_else()
    {
        service.Reset();
        var (complaint, _, household) = await service.Receive();
        await service.As("resident@havering", household).GetComplaintAsync(new() { ComplaintId = complaint.ComplaintId });
        await service.As("auditor@havering").GetComplaintAsync(new() { ComplaintId = complaint.ComplaintId });
        foreach (var stranger in (Wire.Complaints.ComplaintsClient[])[
            service.As("resident@havering", Guid.CreateVersion7()), service.As("officer@rosebery"), service.As("contractor-smiths@havering"), service.As("income@havering")])
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => stranger.GetComplaintAsync(new() { ComplaintId = complaint.ComplaintId }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("resident@havering", Guid.CreateVersion7()).EscalateComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("auditor@havering").CloseComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId }))).Status);
    }

    [Fact]
    public async Task Excluding_and_refusing_stage_two_are_a_managers()
    {
        service.Reset();
        var (complaint, _, _) = await service.Receive();
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@havering").ExcludeComplaintAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId }))).Status);
        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@havering").RefuseEscalationAsync(new() { RequestId = NewId(), ComplaintId = complaint.ComplaintId }))).Status);
    }

    [Fact]
    public async Task A_resident_reads_what_was_found_with_the_answer_and_not_before()
    {
        service.Reset();
        var (complaint, _, household) = await service.Receive();
        var id = complaint.ComplaintId;
        await service.Assign(id, "havering");
        await service.Looking("officer@havering").PlanInvestigationAsync(new() { RequestId = NewId(), ComplaintId = id, Plan = "Ask the plumber." });
        await service.Looking("officer@havering").AddEvidenceAsync(new() { RequestId = NewId(), ComplaintId = id, What = "The record", Reference = "r/1" });
        await service.Looking("officer@havering").RecordFindingAsync(new() { RequestId = NewId(), ComplaintId = id, Issue = 1, Outcome = Wire.FindingOutcome.Upheld, Reasons = "Late.", RootCause = "late" });
        await service.Looking("officer@havering").ProposeRemedyAsync(new() { RequestId = NewId(), ComplaintId = id, Kind = Wire.RemedyKind.Apology, Words = "We are sorry." });
        var seen = (await service.As("resident@havering", household).GetComplaintAsync(new() { ComplaintId = id })).Complaint;
        Assert.Equal(("", 0, 0), (seen.Plan, seen.Evidence.Count, seen.Remedies.Count));
        Assert.Equal(("", "J. Ames", ""), (seen.Handler.Subject, seen.Handler.Name, seen.Handler.Rank));
        Assert.Equal("", Assert.Single((await service.As("resident@havering", household).ListComplaintsAsync(new() { Landlord = "havering" })).Complaints).Handler.Subject);
        Assert.Empty(seen.Issues[0].Findings);
        Assert.Equal(["complaint.received"], seen.Timeline.Select(t => t.Name));
        Assert.Equal("Ask the plumber.", (await service.Get(id, "officer@havering")).Plan);

        await service.As("officer@havering").AnswerComplaintAsync(new() { RequestId = NewId(), ComplaintId = id, Text = "This is what we found." });
        seen = (await service.As("resident@havering", household).GetComplaintAsync(new() { ComplaintId = id })).Complaint;
        Assert.Equal("Late.", Assert.Single(seen.Issues[0].Findings).Reasons);
        Assert.Equal("We are sorry.", Assert.Single(seen.Remedies).Words);
    }

    [Fact]
    public async Task Praise_is_passed_on_and_what_is_said_is_listed_for_those_it_concerns()
    {
        service.Reset();
        var heard = await service.Host.ListenAsync<ComplimentReceived>();
        var (_, household) = service.Neighbours.Let("housing-plus");
        var said = await service.Feedback("resident@housing-plus", household).RecordFeedbackAsync(new()
        {
            RequestId = NewId(), Kind = Wire.FeedbackKind.Compliment, Channel = Wire.Channel.Portal, Words = "The plumber was patient.", Subject = "repairs", ForPerson = "plumber-7",
        });
        await Eventually.Holds(() => Assert.Equal("plumber-7", Assert.Single(heard.Events, e => e.FeedbackId.ToString() == said.Feedback.FeedbackId).ForPerson));
        await service.Feedback("officer@housing-plus").RecordFeedbackAsync(new()
        {
            RequestId = NewId(), Kind = Wire.FeedbackKind.Enquiry, Channel = Wire.Channel.Letter, Words = "What is being done?", Subject = "safety", Enquirer = "A. Member",
        });
        Assert.Single((await service.Feedback("resident@housing-plus", household).ListFeedbackAsync(new() { Landlord = "housing-plus" })).Feedback);
        Assert.Equal("A. Member", Assert.Single((await service.Feedback("auditor@housing-plus").ListFeedbackAsync(new() { Landlord = "housing-plus", Kind = Wire.FeedbackKind.Enquiry })).Feedback).Enquirer);
        Assert.Equal(["words", "subject"], (await Refusal(() => service.Feedback("officer@housing-plus").RecordFeedbackAsync(new()
        {
            RequestId = NewId(), Kind = Wire.FeedbackKind.Comment, Channel = Wire.Channel.Email,
        }))).Fields);
    }

    [Fact]
    public async Task Nobody_says_anything_for_another_landlord_or_in_the_name_of_its_households()
    {
        service.Reset();
        var (_, household) = service.Neighbours.Let("housing-plus");
        Wire.RecordFeedbackRequest Say(string landlord, string of) => new()
        {
            RequestId = NewId(), Kind = Wire.FeedbackKind.Comment, Channel = Wire.Channel.Email, Words = "It is cold.", Subject = "repairs", Landlord = landlord, HouseholdId = of,
        };

        foreach (var request in (Wire.RecordFeedbackRequest[])[Say("housing-plus", ""), Say("", household.ToString()), Say("rosebery", household.ToString())])
            Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.Feedback("officer@rosebery").RecordFeedbackAsync(request))).Status);
        Assert.Equal(household.ToString(), (await service.Feedback("officer@housing-plus").RecordFeedbackAsync(Say("", household.ToString()))).Feedback.HouseholdId);
    }
}
