using Grpc.Core;
using static Housing.Repairs.Tests.Serving.RepairsService;

namespace Housing.Repairs.Tests.Serving;

public sealed class LeafletServingTests(RepairsService service) : IClassFixture<RepairsService>
{
    [Fact]
    public async Task Anybody_of_the_landlord_can_have_a_copy_of_its_repairs_standard_OHO_REP_11()
    {
        foreach (var (who, household) in new[] { ("resident@one-housing", (Guid?)Guid.CreateVersion7()), ("officer@one-housing", null), ("auditor@one-housing", null) })
        {
            var html = (await service.As(who, household).GetRepairsLeafletAsync(new() { Landlord = "one-housing" })).Html;
            Assert.Contains("<h1>One Housing: our repairs standard</h1>", html, StringComparison.Ordinal);
            Assert.Contains("3 March 2026", html, StringComparison.Ordinal);
            Assert.Contains("OHO-REP-17", html, StringComparison.Ordinal);
        }

        Assert.Equal(StatusCode.PermissionDenied, (await Refusal(() => service.As("officer@rosebery").GetRepairsLeafletAsync(new() { Landlord = "one-housing" }))).Status);
        Assert.Equal(StatusCode.InvalidArgument, (await Refusal(() => service.As("officer@nobody").GetRepairsLeafletAsync(new() { Landlord = "nobody" }))).Status);
    }

    [Fact]
    public async Task What_is_not_urgent_is_offered_the_first_times_there_are_ROS_REP_06()
    {
        var home = service.Neighbours.AddHome("rosebery");
        service.Neighbours.MoveIn(home);
        var officer = service.As("officer@rosebery");
        var answer = await officer.ReportRepairAsync(Reported(home, "dripping-tap"));
        var free = (await officer.ListSlotsAsync(new() { RepairId = answer.Repair.RepairId })).Slots;

        // Nothing sooner is free than what is offered, and the first is on this Tuesday afternoon or the day after.
        Assert.NotEmpty(answer.Slots);
        Assert.Equal(free.Take(answer.Slots.Count).Select(s => s.SlotKey), answer.Slots.Select(s => s.SlotKey));
        Assert.InRange(answer.Slots[0].StartsAt.ToDateTimeOffset(), Noon, Noon.AddHours(24));
    }
}
