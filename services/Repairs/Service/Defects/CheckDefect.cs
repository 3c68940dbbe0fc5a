using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>What whoever lives there says of the developer's work.</summary>
/// <param name="Satisfied">It is as it should be.</param>
/// <param name="Note">What they say; needed when they are not satisfied.</param>
/// <param name="AgreedFor">When they are not: the new day agreed with the developer.</param>
/// <param name="ContactBy">Null: as the landlord's terms say.</param>
public sealed record CheckDefect(bool Satisfied, string Note, GivenDay? AgreedFor, GivenDay? ContactBy);

/// <summary>The landlord checks with the resident that the developer's work is as it should be (OHO-LSE-13). If it is, the repair is done; if not, it goes back.</summary>
public static class DefectCheckDecision
{
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Calendar calendar, Repair repair, CheckDefect command, DateTimeOffset now)
    {
        switch (repair.Defect)
        {
            case null:
                return RepairRefusals.DefectUnknown;
            case { State: DefectState.Checked } when command.Satisfied:
            case { State: DefectState.Sent, Round: > 1 } back when !command.Satisfied && back.Note == command.Note && Is(back.AgreedFor, command.AgreedFor):
                return Decision<RepairMilestone>.Nothing;
            case { State: DefectState.Checked }:
                return RepairRefusals.Finished;
            case { State: not DefectState.Fixed }:
                return RepairRefusals.DefectNotFixed;
        }

        var fields = new FieldReader();
        if ((command.Note is not "" || !command.Satisfied) && Text.Fault(command.Note) is { } fault)
            fields.Fault("note", fault);
        if (command.Satisfied && (command.AgreedFor ?? command.ContactBy) is not null)
            fields.Fault("agreed_for", "must be unset, and contact_by too, when the work is as it should be.");
        var agreed = command.Satisfied ? null : DefectDays.Read(fields, policy.Defects, calendar, command.AgreedFor, command.ContactBy, now);
        if (fields.FoundFaults)
            return fields.Refuse("CHECK_INVALID");

        var said = new RepairMilestone.DefectChecked(command.Satisfied, command.Note, now);
        if (!command.Satisfied)
            return (RepairMilestone[])[said, agreed!];
        if (repair.Booked is not null)
            return RepairRefusals.VisitNotRecorded;
        // What is done is done from when the developer was there; the check only says so.
        return repair.Stage == Stage.Completed ? said : (RepairMilestone[])[said, new RepairMilestone.Completed($"Put right by {repair.Defect!.Developer}.", repair.Defect.FixedAt!.Value)];
    }

    private static bool Is(DateOnly day, GivenDay? given) => given is not null && (day.Year, day.Month, day.Day) == (given.Year, given.Month, given.Day);
}

internal sealed partial class DefectsGrpc
{
    public override Task<CheckDefectResponse> CheckDefect(CheckDefectRequest request, ServerCallContext call)
    {
        var command = new CheckDefect(request.Satisfied, request.Note, Precise.Day(request.AgreedFor), Precise.Day(request.ContactBy));
        return Change(
            call, request, request.RequestId, request.RepairId,
            (repair, now) => DefectCheckDecision.Decide(policies.For(repair.Landlord), standards.For(repair.Landlord).Calendar, repair, command, now),
            defect => new CheckDefectResponse { Defect = defect });
    }
}
