using Google.Protobuf;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Housing.Complaints;

/// <summary>The one way in which a complaint is changed.</summary>
internal sealed class CaseDesk(ComplaintsDb db, CaseFiles files, LetterDesk letters, Policies<ComplaintPolicy> policies, StandardsBook standards, IOptions<ComplaintSettings> settings, TimeProvider clock)
{
    /// <summary>Loads, checks the caller, decides, and records what was decided; saved once, with the answer to this request_id.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">What was asked.</param>
    /// <param name="requestId">Its request_id.</param>
    /// <param name="complaintId">The complaint's id.</param>
    /// <param name="decide">The decision, from the case and all that it may depend on.</param>
    /// <param name="answer">The answer, from the case as it is then, for this caller.</param>
    public Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, Func<CaseFile, Circumstances, Task<Decision<ComplaintMilestone>>> decide,
        Func<CaseFile, Circumstances, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        Once.Answer(db, call, requestId, request, async () =>
        {
            var caller = call.Caller();
            var file = await Load(complaintId, call.CancellationToken);
            caller.RequireAct(file.Complaint.Landlord, file.Complaint.HouseholdId);
            var circumstances = Of(file.Complaint.Landlord, caller);
            var decision = await decide(file, circumstances);
            if (decision is Decision<ComplaintMilestone>.Refused refused)
                throw refused.Why.ToRpcException();
            files.Record(file, decision.Milestones, By(caller), circumstances.Now, await letters.AddresseeOf(file.Complaint, decision.Milestones, call.CancellationToken));
            return answer(file, circumstances);
        });

    /// <summary>The same, for a decision that looks nothing up.</summary>
    public Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, Func<CaseFile, Circumstances, Decision<ComplaintMilestone>> decide,
        Func<CaseFile, Circumstances, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() => Change(call, request, requestId, complaintId, (file, c) => Task.FromResult(decide(file, c)), answer);

    public async Task<CaseFile> Load(string complaintId, CancellationToken cancellationToken) => await Load(Ids.Parse(complaintId, "complaint_id"), cancellationToken);

    public async Task<CaseFile> Load(Guid complaintId, CancellationToken cancellationToken)
    {
        CaseTrace.Case(complaintId);
        return await files.Find(complaintId, cancellationToken) ?? throw ComplaintRefusals.Unknown.ToRpcException();
    }

    public async Task<CaseFile> LoadByReference(string reference, CancellationToken cancellationToken)
    {
        var kept = Reference.Read(reference) ?? throw ComplaintRefusals.ReferenceMistyped.ToRpcException();
        var id = await db.Complaints.Where(c => c.Reference == kept).Select(c => (Guid?)c.Id).SingleOrDefaultAsync(cancellationToken);
        return id is null ? throw ComplaintRefusals.Unknown.ToRpcException() : await Load(id.Value, cancellationToken);
    }

    public Circumstances Of(string landlord, Caller caller) =>
        new(policies.For(landlord), standards.For(landlord), standards.Law, standards, caller, clock.Now(), settings.Value.ClockTolerance);

    public static Recorder By(Caller caller) => new(caller.RoleName, caller.Subject);
}

/// <summary>What a decision may depend on beside the case and the command.</summary>
/// <param name="Policy">The landlord's section.</param>
/// <param name="Landlord">Its promises, rules and calendar.</param>
/// <param name="Law">The law's.</param>
/// <param name="Standards">Every promise, to ask what a milestone would start.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Now">When.</param>
/// <param name="Tolerance">How far another clock may be ahead of ours.</param>
internal sealed record Circumstances(ComplaintPolicy Policy, Landlord Landlord, Landlord? Law, StandardsBook Standards, Caller Caller, DateTimeOffset Now, TimeSpan Tolerance)
{
    public DateOnly Today => London.DayOf(Now);

    /// <summary>The limit of a rule, of the landlord or of the law; null when it has none.</summary>
    public Limit? LimitOf(string? rule) =>
        Landlord.Account.Rules.FirstOrDefault(r => r.Id == rule)?.Limit ?? Law?.Account.Rules.FirstOrDefault(r => r.Id == rule)?.Limit;
}
