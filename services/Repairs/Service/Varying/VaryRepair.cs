using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>How big the work is, as whoever looked at it says. What is left out stays as it was said before.</summary>
public sealed record VaryRepair(int? Minutes, long? Pence, string Why, DateTimeOffset? EstimatedAt);

/// <summary>Takes in an estimate, and moves the job to the band that its size belongs in.</summary>
public static class VariationDecision
{
    private const int MostMinutes = 100_000;

    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Repair repair, VaryRepair command, DateTimeOffset now, TimeSpan tolerance)
    {
        var estimate = new Estimate(command.Minutes ?? repair.EstimateMinutes, command.Pence ?? repair.EstimatePence);
        if (estimate == repair.Estimate && command.Why == repair.EstimateWhy && (command.EstimatedAt ?? repair.EstimatedAt) == repair.EstimatedAt)
            return Decision<RepairMilestone>.Nothing;
        if (repair.Stage == Stage.Completed)
            return RepairRefusals.Finished;
        if (repair.LandlordPart == LandlordPart.None)
            return RepairRefusals.NotOurs(repair);
        if (Check(command) is { } invalid)
            return invalid;
        if (command.EstimatedAt > now + tolerance)
            return RepairRefusals.InTheFuture("estimated_at", now);
        if (command.EstimatedAt < repair.ReportedAt)
            return RepairRefusals.BeforeReport("estimated_at", repair);

        var at = command.EstimatedAt ?? now;
        var band = RebandingDecision.Decide(policy, repair.BandBefore ?? repair.Priority, estimate);
        var varied = new RepairMilestone.Varied(estimate, command.Why, at);
        return band == repair.Priority ? varied : new List<RepairMilestone> { varied, new RepairMilestone.Rebanded(band, RebandingDecision.Why(policy, band), at) { Clause = band == policy.Rebanding?.To ? policy.Rebanding.Clause : null } };
    }

    private static Refusal? Check(VaryRepair command)
    {
        var fields = new FieldReader();
        if (command is { Minutes: null, Pence: null })
            fields.Fault("estimated_minutes", "must be set, or estimated_pence, or both.");
        if (command.Minutes is < 1 or > MostMinutes)
            fields.Fault("estimated_minutes", $"must be 1 to {MostMinutes:N0}.");
        fields.Pence("estimated_pence", command.Pence);
        if (Text.Fault(command.Why) is { } fault)
            fields.Fault("why", fault);
        return fields.FoundFaults ? fields.Refuse("VARIATION_INVALID") : null;
    }
}

internal sealed partial class RepairsGrpc
{
    public override Task<VaryRepairResponse> VaryRepair(VaryRepairRequest request, ServerCallContext call)
    {
        var command = new VaryRepair(
            request.HasEstimatedMinutes ? request.EstimatedMinutes : null, request.HasEstimatedPence ? request.EstimatedPence : null, request.Why, Precise.Instant(request.EstimatedAt, "estimated_at"));
        return Change(call, request, request.RequestId, request.RepairId,
            (repair, now) => VariationDecision.Decide(policies.For(repair.Landlord), repair, command, now, ClockTolerance), repair => new VaryRepairResponse { Repair = repair });
    }
}
