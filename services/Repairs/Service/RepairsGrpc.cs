using Google.Protobuf;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.Extensions.Options;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>The edge. Each rpc sits in its operation's file; here is the one way in which a repair is changed.</summary>
internal sealed partial class RepairsGrpc(
    RepairsDb db, CaseDesk desk, CaseFiles files, StandardsBook standards, Policies<RepairPolicy> policies, HomeQuestion homes, HouseholdQuestion households, ResidenceQuestion residences,
    DiaryReader diary, DiaryTurns turns,
    RepairChanges changes, IOptions<RepairSettings> settings, TimeProvider clock, ILogger<RepairsGrpc> log) : Wire.Repairs.RepairsBase
{
    private TimeSpan ClockTolerance => settings.Value.ClockTolerance;

    /// <summary>Loads, checks the caller, decides, and records what was decided; saved once, with the answer to this request_id.</summary>
    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string repairId,
        Func<Repair, DateTimeOffset, Decision<RepairMilestone>> decide, Func<Wire.Repair, TResponse> answer,
        Action<CaseFile, IReadOnlyList<RepairMilestone>, Recorder, DateTimeOffset>? then = null)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        ChangeCase(call, request, requestId, repairId, (file, now) => Task.FromResult(decide(file.Repair, now)), answer, then);

    /// <summary>The same, where what is decided depends on something that has to be looked up.</summary>
    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string repairId,
        Func<Repair, DateTimeOffset, Task<Decision<RepairMilestone>>> decide, Func<Wire.Repair, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() => ChangeCase(call, request, requestId, repairId, (file, now) => decide(file.Repair, now), answer, then: null);

    /// <summary>The same for a decision that asks what is promised; <paramref name="then"/> adds what follows from what was decided, in the same transaction.</summary>
    private Task<TResponse> ChangeCase<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string repairId,
        Func<CaseFile, DateTimeOffset, Task<Decision<RepairMilestone>>> decide, Func<Wire.Repair, TResponse> answer,
        Action<CaseFile, IReadOnlyList<RepairMilestone>, Recorder, DateTimeOffset>? then)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        desk.Change(
            call, request, requestId, () => desk.Load(repairId, call.CancellationToken), (caller, file) => caller.RequireAct(file.Repair), decide,
            (file, caller, now) => answer(Message(file, caller, now)), then);

    /// <summary>As whoever may read it sees it: a household that came later without what was said of the one before.</summary>
    private Wire.Repair Message(CaseFile file, Caller caller, DateTimeOffset now) => Message(file, now).SeenBy(caller, file.Repair.ReporterHousehold, file.Repair.PassedOnAt);

    private Wire.Repair Message(CaseFile file, DateTimeOffset now) => file.Repair.ToMessage(policies.For(file.Repair.Landlord), file.Commitments, c => CaseFiles.IsLaw(standards, c), now);
}
