using Google.Protobuf;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>What is found out about a complaint, and what is to put it right. Each rpc sits in its operation's file.</summary>
internal sealed partial class InvestigationsGrpc(CaseDesk desk, ComplaintsDb db, NeighbourQuestions neighbours) : Wire.Investigations.InvestigationsBase
{
    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, Func<Complaint, Circumstances, Decision<ComplaintMilestone>> decide, Func<Complaint, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() =>
        desk.Change(call, request, requestId, complaintId, (file, c) => decide(file.Complaint, c), (file, _) => answer(file.Complaint));

    /// <summary>The same about one remedy of the complaint.</summary>
    private Task<TResponse> ChangeRemedy<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, string remedyId, Func<Complaint, Remedy, Circumstances, Decision<ComplaintMilestone>> decide,
        Func<Wire.Remedy, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var id = Ids.Parse(remedyId, "remedy_id");
        return Change(
            call, request, requestId, complaintId,
            (complaint, c) => complaint.Find(id) is { } remedy ? decide(complaint, remedy, c) : ComplaintRefusals.RemedyUnknown,
            complaint => answer(complaint.Find(id)!.ToMessage()));
    }
}
