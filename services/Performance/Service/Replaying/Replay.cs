using Grpc.Core;
using Housing.ServiceDefaults;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance;

internal sealed partial class PerformanceGrpc
{
    /// <summary>How long one call takes in what is handed out: less than callers wait.</summary>
    private static readonly TimeSpan ReplayFor = TimeSpan.FromSeconds(3);

    public override async Task<Wire.ReplayResponse> Replay(Wire.ReplayRequest request, ServerCallContext call)
    {
        var landlord = Asked(request.Landlord, call).Key;
        var services = await histories.TakeIn(landlord, ReplayFor, call.CancellationToken);
        foreach (var service in services.Where(s => s.Commitments + s.Milestones > 0))
            log.LogInformation("{Service} handed out {Commitments} promises and {Milestones} milestones of {Landlord}", service.Service, service.Commitments, service.Milestones, landlord);
        return new()
        {
            Services =
            {
                services.Select(s => new Wire.ReplayedService { Service = s.Service, Commitments = s.Commitments, Milestones = s.Milestones, Finished = s.Finished, Unreachable = s.Unreachable }),
            },
            Finished = services.All(s => s.Finished),
        };
    }
}
