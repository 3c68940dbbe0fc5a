using Google.Protobuf;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>The one way in which a case is changed, for the services that work on a repair.</summary>
internal sealed class CaseDesk(RepairsDb db, CaseFiles files, TimeProvider clock)
{
    /// <summary>Loads, checks the caller, decides, and records what was decided; saved once, with the answer to this request_id.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="requestId">Its request_id.</param>
    /// <param name="load">Finds the case, or refuses.</param>
    /// <param name="require">PERMISSION_DENIED unless this caller may do this.</param>
    /// <param name="decide">The decision, from the case and the instant.</param>
    /// <param name="answer">The answer, from the case as it is then, for this caller.</param>
    /// <param name="then">Adds what follows from what was decided, in the same transaction.</param>
    public Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, Func<Task<CaseFile>> load, Action<Caller, CaseFile> require,
        Func<CaseFile, DateTimeOffset, Task<Decision<RepairMilestone>>> decide, Func<CaseFile, Caller, DateTimeOffset, TResponse> answer,
        Action<CaseFile, IReadOnlyList<RepairMilestone>, Recorder, DateTimeOffset>? then = null)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        Once.Answer(db, call, requestId, request, async () =>
        {
            var caller = call.Caller();
            var file = await load();
            require(caller, file);

            var now = clock.Now();
            var decision = UnlessClosed(file.Repair, await decide(file, now));
            if (decision is Decision<RepairMilestone>.Refused refused)
                throw refused.Why.ToRpcException();

            files.Record(file, decision.Milestones, By(caller), now);
            then?.Invoke(file, decision.Milestones, By(caller), now);
            return answer(file, caller, now);
        });

    /// <summary>The same, for the residents of one household and a decision that looks nothing up.</summary>
    public Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, Func<Task<CaseFile>> load, Func<CaseFile, Guid?> household,
        Func<CaseFile, DateTimeOffset, Decision<RepairMilestone>> decide, Func<CaseFile, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        Change(
            call, request, requestId, load, (caller, file) => caller.RequireAct(file.Repair.Landlord, household(file)), (file, now) => Task.FromResult(decide(file, now)),
            (file, _, _) => answer(file));

    public async Task<CaseFile> Load(string repairId, CancellationToken cancellationToken) => await Load(Ids.Parse(repairId, "repair_id"), cancellationToken);

    public async Task<CaseFile> Load(Guid repairId, CancellationToken cancellationToken)
    {
        CaseTrace.Case(repairId);
        return await files.Find(repairId, cancellationToken) ?? throw RepairRefusals.RepairUnknown.ToRpcException();
    }

    /// <summary>A closed case takes nothing more; what was said before it closed, or closed it, is answered as it was when it is said again.</summary>
    internal static Decision<RepairMilestone> UnlessClosed(Repair repair, Decision<RepairMilestone> decision) =>
        repair.Closed is { } closed && decision is not Decision<RepairMilestone>.NothingToDo ? closed : decision;

    public static Recorder By(Caller caller) => new(caller.RoleName, caller.Subject);
}
