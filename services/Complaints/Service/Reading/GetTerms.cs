using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.ServiceDefaults;

namespace Housing.Complaints;

internal sealed partial class ComplaintsGrpc
{
    public override Task<GetTermsResponse> GetTerms(GetTermsRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household ?? Guid.Empty);      // it is for anybody of this landlord
        if (!standards.Knows(request.Landlord))
            throw ComplaintRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var policy = desk.Of(request.Landlord, caller).Policy;
        var response = new GetTermsResponse
        {
            StageTwoOffered = policy.StageTwo.Offered,
            StageTwoWithin = policy.StageTwo.Within ?? "",
            Ombudsman = new() { Name = policy.Ombudsman.Name, Form = policy.Ombudsman.Form, Phone = policy.Ombudsman.Phone, Email = policy.Ombudsman.Email, Post = policy.Ombudsman.Post },
        };
        response.Ombudsman.Outcomes.AddRange(policy.Determinations.Outcomes.Select(o => new Choice { Key = o.Key, Name = o.Name }));
        response.Subjects.AddRange(policy.Subjects.Select(s => new Choice { Key = s.Key, Name = s.Name }));
        response.Teams.AddRange(policy.Teams.Select(ToMessage));
        response.RootCauses.AddRange(policy.RootCauses.Select(ToMessage));
        response.Ranks.AddRange(policy.Ranks.Select(ToMessage));
        response.Compensation.AddRange(policy.Compensation.Categories.Select(c => new CompensationCategory
        {
            Category = c.Category, Name = c.Name, From = c.From, To = c.To, ShareOfRent = c.ShareOfRent, Says = c.Says,
        }));
        return Task.FromResult(response);
    }

    private static Choice ToMessage(Keyed keyed) => new() { Key = keyed.Key, Name = keyed.Name };
}
