using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;

namespace Housing.Stack.Tests;

/// <summary>A reported repair reaches another service, on the whole stack.</summary>
[Collection(nameof(OneStack))]
public sealed class SliceTests(ObservedStack fixture)
{
    private readonly HousingStack _stack = fixture.Stack;

    [Theory]
    [InlineData("one-housing", "leaking-roof", "OHO-REP-18")]
    [InlineData("havering", "part-electricity", "HAV-REP-08")]
    [InlineData("housing-plus", "dripping-tap", "HPG-REP-05")]
    [InlineData("rosebery", "uncontrollable-leak", "ROS-REP-07")]
    public async Task A_report_answers_with_the_promises_that_now_run(string landlord, string fault, string standard)
    {
        var household = await _stack.LetHome(landlord);
        var officer = await _stack.As($"officer@{landlord}");

        var reported = await _stack.Repairs.ReportRepairAsync(
            new() { RequestId = HousingStack.NewId(), HomeId = household.HomeId, Fault = fault, Description = "It broke." }, officer);
        var read = await _stack.Repairs.GetRepairAsync(new() { RepairId = reported.Repair.RepairId }, officer);

        Assert.Equal(reported.Repair.Commitments, read.Repair.Commitments);
        // At once as a rule; after the report when Tenancy was too slow to be waited for.
        await Eventually.Equal(
            household.HouseholdId, async () => (await _stack.Repairs.GetRepairAsync(new() { RepairId = reported.Repair.RepairId }, officer)).Repair.HouseholdId);
        var promise = Assert.Single(read.Repair.Commitments, c => c.StandardId == standard);
        Assert.Equal(Outcome.Open, promise.Outcome);
        Assert.True(promise.DueAt > promise.StartedAt);
        Assert.NotEmpty(promise.Source);
    }

    [Fact]
    public async Task OHO_REP_14_a_missed_appointment_is_credited_to_the_residents_account_once()
    {
        var household = await _stack.LetHome("one-housing");
        var repair = await _stack.ReportWithAppointment(household);
        var officer = await _stack.As("officer@one-housing");
        var missed = new RecordMissedAppointmentRequest
        {
            RequestId = HousingStack.NewId(),
            RepairId = repair.RepairId,
            AppointmentId = repair.Appointment.AppointmentId,
        };

        var first = await _stack.Repairs.RecordMissedAppointmentAsync(missed, officer);
        var again = await _stack.Repairs.RecordMissedAppointmentAsync(missed, officer);
        Assert.Equal(first, again);

        Account account = null!;
        await Eventually.Holds(async () =>
        {
            account = (await _stack.Accounts.GetAccountAsync(new() { HouseholdId = household.HouseholdId }, officer)).Account;
            Assert.NotEqual(0, account.BalancePence);
        });
        var postings = await _stack.Accounts.ListPostingsAsync(new() { AccountId = account.AccountId }, officer);
        var credit = Assert.Single(postings.Postings);
        Assert.Equal("compensation", credit.Kind);
        Assert.Equal(repair.Appointment.AppointmentId, credit.Cause);
        Assert.Equal(credit.AmountPence, account.BalancePence);
        Assert.True(credit.AmountPence < 0, "a credit is in the resident's favour");
    }

    [Fact]
    public async Task Nobody_without_a_token_of_this_stack_is_answered()
    {
        var household = await _stack.LetHome("rosebery");
        var request = new GetRepairRequest { RepairId = HousingStack.NewId() };

        var none = await Assert.ThrowsAsync<RpcException>(async () => await _stack.Repairs.GetRepairAsync(request));
        Assert.Equal(StatusCode.Unauthenticated, none.StatusCode);

        var report = new ReportRepairRequest
        {
            RequestId = HousingStack.NewId(),
            HomeId = household.HomeId,
            Fault = "other",
            Description = "It broke.",
            ReportedAt = TimeProvider.System.GetUtcNow().ToTimestamp(),
        };
        var foreign = await Assert.ThrowsAsync<RpcException>(async () => await _stack.Repairs.ReportRepairAsync(report, await _stack.As("officer@havering")));
        Assert.Equal(StatusCode.PermissionDenied, foreign.StatusCode);
    }
}
