using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using static Housing.Repairs.Tests.Serving.RepairsService;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Somebody looks on while a repair is dealt with.</summary>
public sealed class WatchTests(RepairsService service) : IClassFixture<RepairsService>, IDisposable
{
    private readonly Wire.Repairs.RepairsClient _officer = service.As("officer@havering");

    public void Dispose() => service.Reset();

    [Fact]
    public async Task Whoever_watches_sees_the_repair_as_it_is_and_every_change_of_it()
    {
        var home = service.Neighbours.AddHome("havering");
        var household = service.Neighbours.MoveIn(home);
        var repair = await service.Report(home, fault: "no-water", at: Noon.AddHours(-1));
        using var call = service.As("resident@havering", household).WatchRepair(new() { RepairId = repair.RepairId });

        Assert.Equal(repair, await Next(call));
        var safe = (await _officer.MakeSafeAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, MadeSafeAt = Noon.ToTimestamp() })).Repair;
        Assert.Equal(safe, await Next(call));
        var done = (await _officer.CompleteRepairAsync(new() { RequestId = NewId(), RepairId = repair.RepairId, WorkDone = "New pump" })).Repair;
        Assert.Equal(done, await Next(call));
    }

    [Fact]
    public async Task A_promise_that_is_missed_while_somebody_watches_is_seen_to_be()
    {
        var repair = await service.Report(service.Neighbours.AddHome("havering"), fault: "no-water");
        using var call = _officer.WatchRepair(new() { RepairId = repair.RepairId });
        Assert.All((await Next(call)).Commitments, c => Assert.Equal(Outcome.Open, c.Outcome));

        service.Host.Clock.Now = Noon.AddHours(4);
        Wire.Repair seen;
        do
            seen = await Next(call);
        while (seen.Commitments.Count(c => c.Outcome == Outcome.Missed) < 2);
        Assert.Equal(["HAV-REP-06", "HAV-REP-07"], seen.Commitments.Where(c => c.Outcome == Outcome.Missed).Select(c => c.StandardId));
    }

    [Fact]
    public async Task Nobody_watches_what_is_not_theirs()
    {
        var home = service.Neighbours.AddHome("havering");
        service.Neighbours.MoveIn(home);
        var repair = await service.Report(home);
        foreach (var (who, household) in new[] { ("resident@havering", Guid.CreateVersion7()), ("officer@rosebery", (Guid?)null) })
        {
            using var call = service.As(who, household).WatchRepair(new() { RepairId = repair.RepairId });
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => Next(call))).StatusCode);
        }
    }

    private static async Task<Wire.Repair> Next(AsyncServerStreamingCall<WatchRepairResponse> call)
    {
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None), "The call ended.");
        return call.ResponseStream.Current.Repair;
    }
}
