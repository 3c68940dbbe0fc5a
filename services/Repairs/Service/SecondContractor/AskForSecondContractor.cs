using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

internal sealed partial class RepairsGrpc
{
    public override Task<AskForSecondContractorResponse> AskForSecondContractor(AskForSecondContractorRequest request, ServerCallContext call) =>
        ChangeCase(call, request, request.RequestId, request.RepairId,
            (file, now) => Task.FromResult(SecondContractorDecision.Decide(policies.For(file.Repair.Landlord), file.Repair, file.Commitments, now)),
            repair => new AskForSecondContractorResponse { Repair = repair }, then: null);

    /// <summary>With the completion: what the law owes a tenant whose second contractor was late too.</summary>
    private void CompensateForLateness(CaseFile file, IReadOnlyList<RepairMilestone> made, Recorder by, DateTimeOffset now)
    {
        if (made.OfType<RepairMilestone.Completed>().Any() && SecondContractorDecision.Owed(policies.For(file.Repair.Landlord), file.Repair, file.Commitments) is { } owed)
            files.Record(file, [owed], by, now);
    }
}
