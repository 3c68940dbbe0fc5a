using Google.Protobuf;
using Grpc.Core;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.Extensions.Options;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>The edge. Each rpc sits in its operation's file.</summary>
internal sealed partial class ComplaintsGrpc(
    ComplaintsDb db, CaseDesk desk, CaseFiles files, NeighbourQuestions neighbours, HandlerQuestions handlers, StandardsBook standards, IOptions<ComplaintSettings> settings, TimeProvider clock, ILogger<ComplaintsGrpc> log)
    : Wire.Complaints.ComplaintsBase
{
    /// <summary>A change whose answer is the complaint.</summary>
    private Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, string complaintId, Func<CaseFile, Circumstances, Decision<ComplaintMilestone>> decide, Func<Wire.Complaint, TResponse> answer)
        where TRequest : IMessage
        where TResponse : class, IMessage, new() => desk.Change(call, request, requestId, complaintId, decide, (file, c) => answer(file.ToMessage(c)));
}
