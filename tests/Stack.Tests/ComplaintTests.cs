using Grpc.Core;
using Housing.Complaints.Contracts.V1;

namespace Housing.Stack.Tests;

/// <summary>A complaint about a repair asks the real Repairs, Tenancy and Estates, on the whole stack.</summary>
[Collection(nameof(OneStack))]
public sealed class ComplaintTests(ObservedStack fixture)
{
    private readonly HousingStack _stack = fixture.Stack;

    [Fact]
    public async Task What_is_in_time_is_a_request_until_the_resident_insists_and_whoever_took_part_does_not_handle_it()
    {
        var household = await _stack.LetHome("havering");
        var (officer, resident) = (await _stack.As("officer@havering"), await _stack.As("resident@havering", household.HouseholdId));
        var repair = (await _stack.Repairs.ReportRepairAsync(new() { RequestId = HousingStack.NewId(), HomeId = household.HomeId, Fault = "stuck-tap", Description = "It will not turn." }, officer)).Repair;

        var request = new ReceiveComplaintRequest
        {
            RequestId = HousingStack.NewId(), Channel = Channel.Portal, Words = "Nobody came yet.", Issues = { new NewIssue { Subject = "repairs" } }, AboutService = "repairs", AboutCaseId = repair.RepairId,
        };
        var recorded = await _stack.Complaints.ReceiveComplaintAsync(request, resident);
        Assert.Equal((Stage.ServiceRequest, household.HomeId), (recorded.Complaint.Stage, recorded.Complaint.HomeId));
        Assert.NotEmpty(recorded.Offer);

        var complaint = (await _stack.Complaints.InsistOnComplaintAsync(new() { RequestId = HousingStack.NewId(), ComplaintId = recorded.Complaint.ComplaintId }, resident)).Complaint;
        Assert.Equal(["ENG-CMP-01", "HAV-CMP-08", "HAV-CMP-09"], complaint.Commitments.Select(c => c.StandardId).Order(StringComparer.Ordinal));

        // The officer reported the repair, so the real Repairs names them.
        var assign = new AssignHandlerRequest
        {
            RequestId = HousingStack.NewId(), ComplaintId = complaint.ComplaintId, Handler = new() { Subject = "officer@havering", Name = "An officer", Rank = "officer" }, NoPartInEvents = true,
        };
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await _stack.Complaints.AssignHandlerAsync(assign, officer));
        Assert.Equal(StatusCode.FailedPrecondition, refused.StatusCode);
        (assign.RequestId, assign.Handler.Subject) = (HousingStack.NewId(), "manager@havering");
        Assert.Equal("manager@havering", (await _stack.Complaints.AssignHandlerAsync(assign, officer)).Complaint.Handler.Subject);
    }
}
