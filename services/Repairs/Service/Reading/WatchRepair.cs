using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override async Task WatchRepair(WatchRepairRequest request, IServerStreamWriter<WatchRepairResponse> answers, ServerCallContext call)
    {
        var caller = call.Caller();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
        var file = await Load(request.RepairId, call.CancellationToken);
        caller.RequireRead(file.Repair);
        log.LogInformation("{Role} {Subject} watches repair {RepairId}", caller.RoleName, caller.Subject, file.Repair.Id);
        using var watch = changes.Of(file.Repair.Id);
        using var longest = clock.CreateTimer(_ => end.Cancel(), null, settings.Value.WatchLongest, Timeout.InfiniteTimeSpan);

        var sent = new WatchRepairResponse { Repair = Message(file, clock.Now()) };
        await answers.WriteAsync(sent, call.CancellationToken);
        while (await Changed(watch, end.Token))
        {
            db.ChangeTracker.Clear();
            file = await Load(request.RepairId, call.CancellationToken);
            caller.RequireRead(file.Repair);       // the home may have passed to somebody else
            var response = new WatchRepairResponse { Repair = Message(file, clock.Now()) };
            if (response.Equals(sent))
                continue;
            await answers.WriteAsync(response, call.CancellationToken);
            sent = response;
        }
    }

    /// <summary>False when the time is up or the caller has gone: then the call ends, which is no fault.</summary>
    private static async Task<bool> Changed(RepairChanges.Watch watch, CancellationToken end)
    {
        await watch.Changed(end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !end.IsCancellationRequested;
    }
}
