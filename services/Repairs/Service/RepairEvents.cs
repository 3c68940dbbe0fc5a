using System.Text.Json;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs;

/// <summary>The event other services are told of a milestone by, if any.</summary>
internal static class RepairEvents
{
    public static object? Of(Repair repair, RepairMilestone milestone, DateTimeOffset now) => milestone switch
    {
        RepairMilestone.Reported reported => new Wire.RepairReported
        {
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            BlockId = repair.BlockId,
            Estate = repair.Estate,
            Fault = repair.Fault,
            Priority = repair.Priority,
            ReportedAt = reported.At,
            Responsible = repair.Responsible is { } party ? JsonNamingPolicy.KebabCaseLower.ConvertName(party.ToString()) : null,
            Contractor = repair.Contractor,
            OutOfHours = repair.OutOfHours,
        },
        RepairMilestone.Ordered ordered => new Wire.RepairOrdered
        {
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            Contractor = ordered.Order.Contractor,
            Trade = ordered.Order.Trade,
            OutOfHours = ordered.Order.OutOfHours,
            OrderedAt = ordered.At,
        },
        RepairMilestone.RunningLate late => new Wire.AppointmentRunningLate
        {
            AppointmentId = late.AppointmentId,
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            HouseholdId = repair.HouseholdId,
            ExpectedAt = late.ExpectedAt,
            Reason = late.Reason,
            RecordedAt = now,
        },
        RepairMilestone.AppointmentMissed missed => new Wire.AppointmentMissed
        {
            AppointmentId = missed.AppointmentId,
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            HouseholdId = repair.HouseholdId,
            EndedAt = missed.At,
            RecordedAt = now,
        },
        RepairMilestone.Completed completed => new Wire.RepairCompleted
        {
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            CompletedAt = completed.At,
            FirstVisit = repair.FirstVisit,
            Visits = repair.Comings,
            RecallOf = repair.RecallOf,
            Causes = repair.Causes,
            ReporterHouseholds = repair.Reporters.Count == 0 ? null : [.. repair.ReporterHouseholds],
        },
        RepairMilestone.Joined joined => new Wire.RepairReportJoined
        {
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            BlockId = repair.BlockId,
            Estate = repair.Estate,
            HouseholdId = joined.HouseholdId,
            Number = repair.Reporters.Count,
            JoinedAt = joined.At,
        },
        RepairMilestone.Closed closed => new Wire.RepairClosed
        {
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            Reason = closed.Reason,
            Causes = repair.Causes,
            ClosedAt = closed.At,
        },
        RepairMilestone.Promised promised => new Wire.WorksOrdered
        {
            CauseId = promised.Work.CauseId,
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            DueOn = promised.Work.DueOn,
            CompletedAt = repair.CompletedAt,
            OrderedAt = now,
        },
        RepairMilestone.PromiseDropped { GoesOn: { } why } dropped => new Wire.WorksGoOn
        {
            CauseId = dropped.CauseId,
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            Reason = why,
            RecordedAt = now,
        },
        RepairMilestone.Recalled recalled => new Wire.RepairRecalled
        {
            RepairId = repair.Id,
            RecallId = recalled.RecallId,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            RecalledAt = recalled.At,
        },
        RepairMilestone.CompensationOwed owed => new Wire.RepairCompensationOwed
        {
            RepairId = repair.Id,
            Landlord = repair.Landlord,
            HomeId = repair.HomeId ?? Guid.Empty,
            HouseholdId = repair.HouseholdId,
            AmountPence = owed.Pence,
            DueAt = owed.DueAt,
            CompletedAt = owed.At,
            Clause = owed.Clause,
            RecordedAt = now,
        },
        RepairMilestone.RechargeStep step => RechargeEvents.Of(repair, step),
        _ => null,
    };
}
