using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>A visit as it is recorded.</summary>
/// <param name="VisitedAt">When somebody came; null for now.</param>
/// <param name="EndedAt">When they left; null for the moment they came.</param>
/// <param name="Report">What came of it.</param>
/// <param name="FollowUp">The next visit, agreed before they left.</param>
/// <param name="FollowUpSlot">The slot of the next visit, where it is one of the diary's; empty otherwise.</param>
public sealed record RecordVisit(DateTimeOffset? VisitedAt, DateTimeOffset? EndedAt = null, VisitReport? Report = null, BookAppointment? FollowUp = null, string FollowUpSlot = "")
{
    public bool BringsTheNext => FollowUp is not null || FollowUpSlot is not "";
}

public static class VisitDecision
{
    /// <summary>The visit, and with it the next one where they agreed on its times; a slot's place in the diary is added by whoever looks it up.</summary>
    /// <param name="policy">The landlord's, which may ask for the next visit to be booked before anybody leaves.</param>
    /// <param name="repair">The repair.</param>
    /// <param name="command">The visit.</param>
    /// <param name="now">When it is recorded.</param>
    /// <param name="tolerance">How far another machine's clock may be ahead.</param>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Repair repair, RecordVisit command, DateTimeOffset now, TimeSpan tolerance)
    {
        if (command.VisitedAt is { } said && repair.Visits.Any(v => v.StartsAt == said))
            return Decision<RepairMilestone>.Nothing;
        if (repair.Stage == Stage.Completed)
            return RepairRefusals.Finished;
        if (RechargeGate.Bars(repair) is { } bar)
            return bar;
        if (repair.Booked is null && repair.LandlordPart == LandlordPart.None)
            return RepairRefusals.NotOurs(repair);
        if (command.VisitedAt > now + tolerance)
            return RepairRefusals.InTheFuture("visited_at", now);
        // Of somebody who said that they are there, the visit began then and ends now.
        var from = command.VisitedAt ?? repair.ArrivedAt ?? command.EndedAt ?? now;
        if (from < repair.ReportedAt)
            return RepairRefusals.BeforeReport(command.VisitedAt is null ? "ended_at" : "visited_at", repair);

        var to = command.EndedAt ?? (command.VisitedAt is null && now > from ? now : from);
        var report = command.Report ?? VisitReport.Bare;
        if (Check(repair, command, report, from, to, now, tolerance) is { } invalid)
            return invalid;
        // The next visit before anybody leaves (HAV-REP-11).
        if (report.Fixed == false && !command.BringsTheNext && report.NoFollowUpBecause is "" && policy.FollowUp is { } rule)
            return RepairRefusals.FollowUpMissing(rule);

        List<RepairMilestone> milestones = [new RepairMilestone.Visited(repair.Booked?.Id, to, from == to ? null : from, report)];
        if (from != to && repair.ArrivedAt != from)
            milestones.Insert(0, new RepairMilestone.Arrived(from));
        if (command.FollowUp is { } next)
            milestones.Add(new RepairMilestone.Appointed(Guid.CreateVersion7(now), next.StartsAt, next.EndsAt, now));
        return milestones;
    }

    private static Refusal? Check(Repair repair, RecordVisit command, VisitReport report, DateTimeOffset from, DateTimeOffset to, DateTimeOffset now, TimeSpan tolerance)
    {
        var fields = new FieldReader();
        if (to < from)
            fields.Fault("ended_at", "must not be before visited_at.");
        if (to > now + tolerance)
            fields.Fault("ended_at", "must not be in the future.");
        fields.Words("note", report.Note);
        fields.Materials("materials", report.Materials);
        fields.Pence("labour_pence", report.LabourPence);
        fields.Photos("photos_before", report.PhotosBefore);
        fields.Photos("photos_after", report.PhotosAfter);
        fields.Words("follow_up.none_because", report.NoFollowUpBecause);
        CheckFollowUp(fields, repair, command, report, to, now);
        return fields.FoundFaults ? fields.Refuse("VISIT_INVALID") : null;
    }

    private static void CheckFollowUp(FieldReader fields, Repair repair, RecordVisit command, VisitReport report, DateTimeOffset to, DateTimeOffset now)
    {
        if (report.Fixed == true && (command.BringsTheNext || report.NoFollowUpBecause is not ""))
            fields.Fault("follow_up", "must be unset when the visit mended the fault.");
        if (command.BringsTheNext && report.NoFollowUpBecause is not "")
            fields.Fault("follow_up.none_because", "must be unset when the next visit is given.");
        if (command.FollowUp is not null && command.FollowUpSlot is not "")
            fields.Fault("follow_up.slot_key", "must be unset when the times are given.");
        if (command.FollowUp is not { } next)
            return;
        if (next.StartsAt < to)
            fields.Fault("follow_up.starts_at", "must not be before the end of this visit.");
        else if (BookingDecision.Check(repair, next, now) is { } wrong)
            fields.Fault($"follow_up.{wrong.Fields[0].Field}", wrong.Fields[0].Fault);
    }
}

internal sealed partial class RepairsGrpc
{
    public override Task<RecordVisitResponse> RecordVisit(RecordVisitRequest request, ServerCallContext call)
    {
        var next = request.FollowUp;
        var command = new RecordVisit(
            Precise.Instant(request.VisitedAt, "visited_at"),
            Precise.Instant(request.EndedAt, "ended_at"),
            new VisitReport
            {
                Fixed = request.HasFixed ? request.Fixed : null,
                Note = request.Note,
                Materials = [.. request.Materials.Select(m => new Material(m.What, m.Quantity, m.Pence))],
                LabourPence = request.HasLabourPence ? request.LabourPence : null,
                PhotosBefore = request.PhotosBefore,
                PhotosAfter = request.PhotosAfter,
                NoFollowUpBecause = next?.NoneBecause ?? "",
            },
            next is null or { StartsAt: null, EndsAt: null } ? null : new BookAppointment(Precise.Required(next.StartsAt, "follow_up.starts_at"), Precise.Required(next.EndsAt, "follow_up.ends_at")),
            next?.SlotKey ?? "");
        return command.FollowUpSlot is ""
            ? Change(call, request, request.RequestId, request.RepairId, (repair, now) => Decide(repair, command, now), Answer)
            : turns.Take(db, () => Change(call, request, request.RequestId, request.RepairId, (repair, now) => WithSlot(repair, command, now, call.CancellationToken), Answer), call.CancellationToken);
    }

    private static RecordVisitResponse Answer(Contracts.V1.Repair repair) => new() { Repair = repair };

    private Decision<RepairMilestone> Decide(Repair repair, RecordVisit command, DateTimeOffset now) => VisitDecision.Decide(policies.For(repair.Landlord), repair, command, now, ClockTolerance);

    /// <summary>The visit and the slot of the next one, or neither.</summary>
    private async Task<Decision<RepairMilestone>> WithSlot(Repair repair, RecordVisit command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var visit = Decide(repair, command, now);
        if (visit is not Decision<RepairMilestone>.Accepted visited)
            return visit;
        return await diary.Choose(repair, command.FollowUpSlot, moving: null, now, cancellationToken) switch
        {
            { Chosen: { } chosen } => new List<RepairMilestone>([.. visited.All, .. chosen.Book(repair, now)]),
            var refused => refused.Why!,
        };
    }
}
