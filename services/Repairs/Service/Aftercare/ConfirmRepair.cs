using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>The household says whether it is content, by itself or through an officer.</summary>
/// <param name="Reopen">It is to be done again.</param>
public sealed record ConfirmRepair(bool Satisfied, string Note, bool Reopen);

/// <summary>Takes in whether the household is content. Work it is not content with is looked at, whatever the sample, and may be done again.</summary>
public static class ConfirmationDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, ConfirmRepair command, DateTimeOffset now)
    {
        if (repair.ConfirmedAt is not null)
        {
            return (repair.Satisfied, repair.SatisfiedNote ?? "", !command.Reopen || repair.RecalledBy is not null) == (command.Satisfied, command.Note, true)
                ? Decision<RepairMilestone>.Nothing
                : RepairRefusals.ConfirmedAlready;
        }

        if (repair.Stage != Stage.Completed)
            return RepairRefusals.NotFinished;
        if (Check(command) is { } invalid)
            return invalid;

        List<RepairMilestone> milestones = [new RepairMilestone.Confirmed(command.Satisfied, command.Note, now)];
        if (command.Reopen && repair.RecalledBy is null)
            milestones.Add(new RepairMilestone.Recalled(Guid.CreateVersion7(now), now));
        return milestones;
    }

    private static Refusal? Check(ConfirmRepair command)
    {
        var fields = new FieldReader();
        fields.Words("note", command.Note);
        if (!command.Satisfied && command.Note is "")
            fields.Fault("note", "must say what is wrong, since you are not satisfied.");
        if (command.Satisfied && command.Reopen)
            fields.Fault("reopen", "must be unset when you are satisfied.");
        return fields.FoundFaults ? fields.Refuse("CONFIRMATION_INVALID") : null;
    }
}

internal sealed partial class RepairsGrpc
{
    public override Task<ConfirmRepairResponse> ConfirmRepair(ConfirmRepairRequest request, ServerCallContext call)
    {
        var command = new ConfirmRepair(request.Satisfied, request.Note, request.Reopen);
        return Change(call, request, request.RequestId, request.RepairId, (repair, now) => ConfirmationDecision.Decide(repair, command, now),
            repair => new ConfirmRepairResponse { Repair = repair }, then: (file, made, by, now) => OpenRecall(file, made, command.Note, by, now));
    }
}
