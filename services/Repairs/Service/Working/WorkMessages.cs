using Google.Protobuf.WellKnownTypes;
using Housing.Standards;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>Visits, estimates and what follows finished work, as callers see them.</summary>
internal static class WorkMessages
{
    public static void AddWork(this Repair repair, Wire.Repair message, RepairPolicy policy, IReadOnlyCollection<Commitment> commitments, DateTimeOffset now)
    {
        message.Visits.AddRange(repair.Visits.OrderBy(v => v.StartsAt).ThenBy(v => v.Id).Select(ToMessage));
        message.Estimate = repair.Estimate is { } estimate ? ToMessage(repair, estimate) : null;
        message.Completion = repair.CompletedAt is { } completedAt ? ToMessage(repair, completedAt) : null;
        if (repair.ConfirmedAt is { } confirmedAt)
            message.Confirmation = new() { Satisfied = repair.Satisfied == true, Note = repair.SatisfiedNote ?? "", ConfirmedAt = confirmedAt.ToTimestamp() };
        if (repair.PostInspection is { } inspection)
            message.PostInspection = new() { State = ToMessage(inspection), Findings = repair.PostInspectionFindings ?? "", InspectedAt = repair.PostInspectedAt?.ToTimestamp() };
        message.RecallOf = repair.RecallOf?.ToString() ?? "";
        message.RecalledBy = repair.RecalledBy?.ToString() ?? "";
        if (policy.RightToRepair is { } right && SecondContractorDecision.Clock(right, commitments) is { } clock)
            message.RightToRepair = ToMessage(repair, right, clock, SecondContractorDecision.Second(right, commitments), now);
    }

    private static Wire.Visit ToMessage(Visit visit)
    {
        var message = new Wire.Visit
        {
            VisitId = visit.Id.ToString(),
            AppointmentId = visit.AppointmentId?.ToString() ?? "",
            StartedAt = visit.StartsAt.ToTimestamp(),
            EndedAt = visit.EndsAt.ToTimestamp(),
            Note = visit.Note ?? "",
            NoFollowUpBecause = visit.NoFollowUpBecause ?? "",
        };
        if (visit.Fixed is { } mended)
            message.Fixed = mended;
        if (visit.LabourPence is { } labour)
            message.LabourPence = labour;
        if (visit.CheckedAt is { } checkedAt)
            message.Check = new() { Passed = visit.CheckPassed == true, Findings = visit.CheckFindings ?? "", ByPhoto = visit.CheckedByPhoto == true, CheckedAt = checkedAt.ToTimestamp() };
        message.Materials.AddRange(visit.Materials.Select(m => new Wire.Material { What = m.What, Quantity = m.Quantity, Pence = m.Pence }));
        message.PhotosBefore.AddRange(visit.PhotosBefore);
        message.PhotosAfter.AddRange(visit.PhotosAfter);
        return message;
    }

    private static Wire.Estimate ToMessage(Repair repair, Estimate estimate)
    {
        var message = new Wire.Estimate { Why = repair.EstimateWhy ?? "", EstimatedAt = repair.EstimatedAt?.ToTimestamp(), BandBefore = repair.BandBefore ?? "" };
        if (estimate.Minutes is { } minutes)
            message.Minutes = minutes;
        if (estimate.Pence is { } pence)
            message.Pence = pence;
        return message;
    }

    private static Wire.Completion ToMessage(Repair repair, DateTimeOffset completedAt)
    {
        var message = new Wire.Completion
        {
            WorkDone = repair.WorkDone ?? "",
            CompletedAt = completedAt.ToTimestamp(),
            FirstVisit = repair.FirstVisit == true,
            Visits = repair.Comings,
        };
        if (repair.TotalPence is { } cost)
            message.CostPence = cost;
        if (repair.LeftTidy is { } tidy)
            message.LeftCleanAndTidy = tidy;
        message.Photos.AddRange(repair.CompletionPhotos);
        return message;
    }

    private static Wire.PostInspectionState ToMessage(PostInspection inspection) => inspection switch
    {
        PostInspection.Waiting => Wire.PostInspectionState.Waiting,
        PostInspection.Passed => Wire.PostInspectionState.Passed,
        PostInspection.Failed => Wire.PostInspectionState.Failed,
    };

    private static Wire.RightToRepair ToMessage(Repair repair, RightToRepairRule right, Commitment clock, Commitment? second, DateTimeOffset now) => new()
    {
        Clause = right.Clause,
        DueAt = clock.DueAt.ToTimestamp(),
        MayAsk = repair is { SecondContractorAskedAt: null, CompletedAt: null } && clock.OutcomeAt(now) == Outcome.Missed,
        AskedAt = repair.SecondContractorAskedAt?.ToTimestamp(),
        SecondDueAt = second?.DueAt.ToTimestamp(),
        CompensationPence = repair.CompensationPence ?? 0,
    };
}
