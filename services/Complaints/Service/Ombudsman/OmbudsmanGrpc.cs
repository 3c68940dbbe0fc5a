using Google.Protobuf;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What becomes of a complaint at the Ombudsman. Each rpc sits in its operation's file.</summary>
internal sealed partial class OmbudsmanGrpc(CaseDesk desk, ComplaintsDb db, NeighbourQuestions neighbours, StandardsBook standards, TimeProvider clock) : Wire.OmbudsmanCases.OmbudsmanCasesBase
{
    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, Func<Complaint, Circumstances, Decision<ComplaintMilestone>> decide,
        Func<Complaint, Func<OmbudsmanCase, Wire.OmbudsmanCase>, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        desk.Change(call, request, requestId, complaintId, (file, c) => decide(file.Complaint, c), (file, c) => answer(file.Complaint, taken => taken.ToMessage(file, c)));

    /// <summary>About one case of the complaint at the Ombudsman; the answer is that case.</summary>
    private Task<TResponse> ChangeCase<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, string caseId, Func<Complaint, OmbudsmanCase, Circumstances, Task<Decision<ComplaintMilestone>>> decide,
        Func<Wire.OmbudsmanCase, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var id = Ids.Parse(caseId, "case_id");
        return desk.Change(
            call, request, requestId, complaintId,
            async (file, c) => file.Complaint.FindCase(id) is { } taken ? await decide(file.Complaint, taken, c) : ComplaintRefusals.OmbudsmanCaseUnknown,
            (file, c) => answer(file.Complaint.FindCase(id)!.ToMessage(file, c)));
    }

    private Task<TResponse> ChangeCase<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, string caseId, Func<Complaint, OmbudsmanCase, Circumstances, Decision<ComplaintMilestone>> decide,
        Func<Wire.OmbudsmanCase, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        ChangeCase(call, request, requestId, complaintId, caseId, (complaint, taken, c) => Task.FromResult(decide(complaint, taken, c)), answer);

    /// <summary>About one order or recommendation; the answer is that one.</summary>
    private Task<TResponse> ChangeOrder<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, string orderId, Func<OmbudsmanOrder, Circumstances, Decision<ComplaintMilestone>> decide,
        Func<Wire.OmbudsmanOrder, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var id = Ids.Parse(orderId, "order_id");
        return desk.Change(
            call, request, requestId, complaintId,
            (file, c) => file.Complaint.FindOrder(id) is { } found ? decide(found.Order, c) : ComplaintRefusals.OrderUnknown,
            (file, c) => answer(file.Complaint.FindOrder(id)!.Value.Order.ToMessage(c.Now, staff: true)));
    }
}
