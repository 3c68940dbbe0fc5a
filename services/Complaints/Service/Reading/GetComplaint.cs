using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Complaints;

internal sealed partial class ComplaintsGrpc
{
    public override async Task<GetComplaintResponse> GetComplaint(GetComplaintRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        var file = request.ComplaintId is "" && request.Reference is not ""
            ? await desk.LoadByReference(request.Reference, call.CancellationToken)
            : await desk.Load(request.ComplaintId, call.CancellationToken);
        caller.RequireRead(file.Complaint.Landlord, file.Complaint.HouseholdId);
        log.LogInformation("{Role} {Subject} read complaint {ComplaintId}", caller.RoleName, caller.Subject, file.Complaint.Id);
        return new() { Complaint = file.ToMessage(desk.Of(file.Complaint.Landlord, caller)) };
    }
}
