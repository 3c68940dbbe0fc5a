using System.Data;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override async Task WatchRepair(WatchRepairRequest request, IServerStreamWriter<WatchRepairResponse> answers, ServerCallContext call)
    {
        var caller = call.Caller();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(call.CancellationToken);
        var file = await LoadAtOnce(request.RepairId, call.CancellationToken);
        var sent = new WatchRepairResponse { Repair = await Seen(caller, file, call.CancellationToken) };
        log.LogInformation("{Role} {Subject} watches repair {RepairId}", caller.RoleName, caller.Subject, file.Repair.Id);
        using var watch = changes.Of(file.Repair.Id);
        using var longest = clock.CreateTimer(_ => end.Cancel(), null, settings.Value.WatchLongest, Timeout.InfiniteTimeSpan);

        await answers.WriteAsync(sent, call.CancellationToken);
        while (await Changed(watch, end.Token))
        {
            db.ChangeTracker.Clear();
            file = await LoadAtOnce(request.RepairId, call.CancellationToken);
            var response = new WatchRepairResponse { Repair = await Seen(caller, file, call.CancellationToken) };       // the home may have passed to somebody else
            if (response.Equals(sent))
                continue;
            await answers.WriteAsync(response, call.CancellationToken);
            sent = response;
        }
    }

    /// <summary>As it was at one instant: what changes while it is read is in the next answer, not half in this one.</summary>
    private async Task<CaseFile> LoadAtOnce(string repairId, CancellationToken cancellationToken)
    {
        await using var snapshot = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
        return await desk.Load(repairId, cancellationToken);
    }

    /// <summary>False when the time is up or the caller has gone: then the call ends, which is no fault.</summary>
    private static async Task<bool> Changed(RepairChanges.Watch watch, CancellationToken end)
    {
        await watch.Changed(end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !end.IsCancellationRequested;
    }
}
