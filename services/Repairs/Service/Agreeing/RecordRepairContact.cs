using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Somebody spoke or wrote to the household, or tried to.</summary>
public sealed record RecordRepairContact(ContactChannel? Channel, bool Reached, string Note, DateTimeOffset? At);

public static class RepairContactDecision
{
    public static Decision<RepairMilestone> Decide(Repair repair, RecordRepairContact command, DateTimeOffset now, TimeSpan tolerance)
    {
        var fields = new FieldReader();
        if (command.Channel is null)
            fields.Fault("channel", "must be set: how they were spoken or written to.");
        if (Text.Fault(command.Note) is { } note)
            fields.Fault("note", note);
        if (fields.FoundFaults)
            return fields.Refuse("CONTACT_INVALID");
        if (command.At > now + tolerance)
            return RepairRefusals.InTheFuture("at", now);
        if (command.At < repair.ReportedAt)
            return RepairRefusals.BeforeReport("at", repair);

        var contacted = new RepairMilestone.Contacted(command.Channel!.Value, command.Reached, command.Note, command.At ?? now);
        return repair.Timeline.Any(t => t.Name == contacted.Name && t.At == contacted.At && t.Note == contacted.OnTimeline) ? Decision<RepairMilestone>.Nothing : contacted;
    }
}

internal sealed partial class RepairsGrpc
{
    public override Task<RecordRepairContactResponse> RecordRepairContact(RecordRepairContactRequest request, ServerCallContext call)
    {
        var command = new RecordRepairContact(ReportMessages.Read(request.Channel), request.Reached, request.Note, Precise.Instant(request.At, "at"));
        return Change(
            call, request, request.RequestId, request.RepairId, (repair, now) => RepairContactDecision.Decide(repair, command, now, ClockTolerance),
            repair => new RecordRepairContactResponse { Repair = repair });
    }
}
