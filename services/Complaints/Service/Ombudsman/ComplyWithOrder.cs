using Grpc.Core;
using Housing.Complaints.Contracts.V1;
using Housing.Standards;

namespace Housing.Complaints;

/// <summary>It is done, and there is the evidence.</summary>
public sealed record RecordCompliance(string Proof, DateTimeOffset? DoneAt);

/// <summary>A manager has seen that; and where what the Ombudsman was sent is kept.</summary>
public sealed record ConfirmCompliance(string Reference, DateTimeOffset? SentAt);

/// <summary>The Ombudsman agreed to a later day.</summary>
public sealed record MoveOrder(GivenDay? NewDay, string Reason);

/// <summary>An order is complied with once it is done, a manager has confirmed that, and the Ombudsman was sent the evidence, by its day (ENG-CMP-15).</summary>
internal static class ComplianceDecision
{
    public static Decision<ComplaintMilestone> Record(OmbudsmanOrder order, RecordCompliance command, Circumstances c)
    {
        if (order.DoneAt is not null && order.Proof == command.Proof && (command.DoneAt is null || command.DoneAt == order.DoneAt))
            return Decision<ComplaintMilestone>.Nothing;
        if (Over(order) is { } over)
            return over;
        if (order.DoneAt is not null)
            return ComplaintRefusals.DoneAlready;
        var fields = new FieldReader();
        if (Text.Fault(command.Proof) is { } fault)
            fields.Fault("proof", fault);
        var at = fields.Past("done_at", command.DoneAt, order.OrderedAt, "it was ordered", c);
        return fields.FoundFaults ? fields.Refuse("COMPLIANCE_INVALID") : new ComplaintMilestone.OrderDone(order.CaseId, order.Id, command.Proof, at);
    }

    public static Decision<ComplaintMilestone> Confirm(OmbudsmanOrder order, ConfirmCompliance command, Circumstances c)
    {
        if (order.CompliedAt is not null && order.CompliedReference == command.Reference.Trim())
            return Decision<ComplaintMilestone>.Nothing;
        if (Over(order) is { } over)
            return over;
        if (order.DoneAt is not { } doneAt)
            return ComplaintRefusals.EvidenceMissing;
        var fields = new FieldReader();
        var reference = fields.Line("reference", command.Reference, OmbudsmanFields.LongestLine);
        var at = fields.Past("sent_at", command.SentAt, doneAt, "it was done", c);
        return fields.FoundFaults ? fields.Refuse("COMPLIANCE_INVALID") : new ComplaintMilestone.Complied(order.CaseId, order.Id, reference, at);
    }

    public static Decision<ComplaintMilestone> Move(OmbudsmanOrder order, MoveOrder command, Circumstances c)
    {
        if (Over(order) is { } over)
            return over;
        if (order.DueOn is not { } due)
            return ComplaintRefusals.NoDay;
        var fields = new FieldReader();
        if (Text.Fault(command.Reason) is { } fault)
            fields.Fault("reason", fault);
        DateOnly? day = null;
        if (command.NewDay is not { } given)
            fields.Fault("new_day", "must be set: the day that the Ombudsman agreed to.");
        else if (given == new GivenDay(due.Year, due.Month, due.Day) && order.MovedReason == command.Reason)
            return Decision<ComplaintMilestone>.Nothing;
        else
            day = fields.Day("new_day", given, due.AddDays(1), London.LastDay);
        return fields.FoundFaults ? fields.Refuse("ORDER_DAY_INVALID") : new ComplaintMilestone.OrderMoved(order.CaseId, order.Id, day!.Value, command.Reason, c.Now);
    }

    private static Refusal? Over(OmbudsmanOrder order) => order switch
    {
        { WithdrawnReason: { } why } => ComplaintRefusals.OrderWithdrawn(why),
        { CompliedAt: not null } => ComplaintRefusals.CompliedAlready,
        _ => null,
    };
}

internal sealed partial class OmbudsmanGrpc
{
    public override Task<RecordComplianceResponse> RecordCompliance(RecordComplianceRequest request, ServerCallContext call)
    {
        var command = new RecordCompliance(request.Proof, Precise.Instant(request.DoneAt, "done_at"));
        return ChangeOrder(call, request, request.RequestId, request.ComplaintId, request.OrderId, (order, c) => ComplianceDecision.Record(order, command, c), order => new RecordComplianceResponse { Order = order });
    }

    public override Task<ConfirmComplianceResponse> ConfirmCompliance(ConfirmComplianceRequest request, ServerCallContext call)
    {
        var command = new ConfirmCompliance(request.Reference, Precise.Instant(request.SentAt, "sent_at"));
        return ChangeOrder(call, request, request.RequestId, request.ComplaintId, request.OrderId, (order, c) => ComplianceDecision.Confirm(order, command, c), order => new ConfirmComplianceResponse { Order = order });
    }

    public override Task<MoveOrderResponse> MoveOrder(MoveOrderRequest request, ServerCallContext call)
    {
        var command = new MoveOrder(Precise.Day(request.NewDay), request.Reason);
        return ChangeOrder(call, request, request.RequestId, request.ComplaintId, request.OrderId, (order, c) => ComplianceDecision.Move(order, command, c), order => new MoveOrderResponse { Order = order });
    }
}
