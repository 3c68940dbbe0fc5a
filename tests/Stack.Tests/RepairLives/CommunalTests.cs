using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class CommunalTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task A_shared_fault_that_two_report_is_one_repair_of_which_both_are_told_and_which_their_block_sees()
    {
        var (block, other) = (NewId(), NewId());
        var (first, second, third, stranger) = (await Flat(block), await Flat(block), await Flat(block), await Flat(other));
        var (one, two, three) = (await Resident(first), await Resident(second), await Resident(third));

        var opened = await one.Repairs.ReportRepairAsync(Report(first, Now.AddHours(-5), "shared-hall", "door-entry"));
        var joined = await two.Repairs.ReportRepairAsync(Report(second, Now.AddHours(-2), "shared-hall", "door-entry"));
        Assert.Equal((false, true, opened.Repair.RepairId), (opened.Joined, joined.Joined, joined.Repair.RepairId));
        Assert.Equal((2, "ROS-REP-05 Open, ROS-REP-09 Open"), (joined.Repair.Report.Reporters, Promises(joined.Repair)));
        Assert.Equal(opened.Repair.Commitments, joined.Repair.Commitments);

        // The third did not say anything and sees it all the same, without who did; another block does not.
        var seen = await three.Read(opened.Repair);
        Assert.Equal(("door-entry-phone", "", "", ""), (seen.Fault, seen.HomeId, seen.HouseholdId, seen.Description));
        Assert.Equal(seen.RepairId, Assert.Single((await three.Repairs.ListCommunalRepairsAsync(new() { Landlord = "rosebery", OpenOnly = true })).Repairs).RepairId);
        var elsewhere = await Resident(stranger);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => elsewhere.Read(opened.Repair));
        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
        Assert.Empty((await elsewhere.Repairs.ListCommunalRepairsAsync(new() { Landlord = "rosebery" })).Repairs);

        var contractor = await Contractor(opened.Repair);
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = seen.RepairId, Fixed = true });
        var done = await contractor.Complete(opened.Repair, tidy: true);

        Assert.Equal("reported joined visited completed", Timeline(done));
        Assert.Equal("ROS-REP-05 Met, ROS-REP-09 Met", Promises(done));
        await Told(observed, first, done.RepairId, "reported visited completed");
        await Told(observed, second, done.RepairId, "joined visited completed");
        Assert.Empty(observed.Post.To(third.HouseholdId, done.RepairId));
        Assert.Empty((await three.Repairs.ListCommunalRepairsAsync(new() { Landlord = "rosebery", OpenOnly = true })).Repairs);

        Task<Household> Flat(string name) => Stack.LetHome("rosebery", home: home => home.Block = new() { Name = name, Estate = $"Estate of {name}" });
    }
}
