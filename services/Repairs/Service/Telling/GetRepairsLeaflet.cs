using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override Task<GetRepairsLeafletResponse> GetRepairsLeaflet(GetRepairsLeafletRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household ?? Guid.Empty);      // it is for anybody of this landlord
        if (!standards.Knows(request.Landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var contents = RepairsLeaflet.Of(standards.For(request.Landlord), policies.For(request.Landlord), London.DayOf(clock.Now()));
        return Task.FromResult(new GetRepairsLeafletResponse { Html = RepairsLeaflet.Html(contents) });
    }
}
