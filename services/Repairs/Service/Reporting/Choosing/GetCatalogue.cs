using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override Task<GetCatalogueResponse> GetCatalogue(GetCatalogueRequest request, ServerCallContext call)
    {
        var caller = call.Caller();
        caller.RequireRead(request.Landlord, caller.Household ?? Guid.Empty);      // it is for anybody of this landlord
        if (!standards.Knows(request.Landlord))
            throw RepairRefusals.LandlordUnknown(standards.Landlords).ToRpcException();

        var policy = policies.For(request.Landlord);
        return Task.FromResult(new GetCatalogueResponse { Catalogue = CatalogueMessage.Of(request.Landlord, policy, policy.Catalogue ?? Catalogue.None) });
    }
}

/// <summary>A catalogue as callers show it.</summary>
internal static class CatalogueMessage
{
    public static Wire.Catalogue Of(string landlord, RepairPolicy policy, Catalogue catalogue)
    {
        var message = new Wire.Catalogue { Landlord = landlord };
        message.Rooms.AddRange(catalogue.Rooms.Select(r => new Wire.Room { Key = r.Key, Name = r.Name, Place = r.Place.ToMessage(), Items = { r.Items } }));
        message.Items.AddRange(catalogue.Items.Select(i => new Wire.Item { Key = i.Key, Name = i.Name, Fault = i.Fault ?? "", Asks = i.Asks ?? "" }));
        message.Questions.AddRange(catalogue.Questions.Select(q => new Wire.Question
        {
            Key = q.Key,
            Asks = q.Asks,
            Answers = { q.Answers.Select(a => new PossibleAnswer { Key = a.Key, Says = a.Says, Fault = a.Fault ?? "", Then = a.Then ?? "" }) },
        }));
        message.Risks.AddRange(catalogue.Risks.Select(r => new Wire.RiskQuestion
        {
            Key = r.Key,
            Asks = r.Asks,
            Faults = { r.Faults },
            Answers = { r.Answers.Select(a => new Wire.RiskAnswer { Key = a.Key, Says = a.Says, RaisesTo = a.Raises?.Priority ?? "", Clause = a.Raises?.Clause ?? "" }) },
        }));
        message.Faults.AddRange(policy.Faults.Select(f => new Wire.Fault
        {
            Key = f.Key,
            Name = f.Name,
            Priority = f.Priority,
            Clause = f.Clause,
            Place = f.Place?.ToMessage() ?? Wire.Place.Unspecified,
            Advice = f.Advice ?? "",
        }));
        return message;
    }
}
