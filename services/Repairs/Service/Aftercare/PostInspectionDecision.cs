using System.Buffers.Binary;
using System.Security.Cryptography;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Somebody went and looked at finished work.</summary>
public sealed record RecordPostInspection(bool Passed, string Findings, DateTimeOffset? InspectedAt);

/// <summary>Which finished repairs somebody goes and looks at (OHO-PER-10), and what comes of it.</summary>
public static class PostInspectionDecision
{
    private const uint Parts = 10_000;

    /// <summary>Whether a repair is looked at once it is done: it is in the sample, or its work was found wanting while it went on (OHO-PER-11).</summary>
    public static bool IsDue(RepairPolicy policy, Repair repair) =>
        repair.Visits.Any(v => v.CheckPassed == false) || (policy.PostInspection is { } rule && IsChosen(repair.Id, rule.Percent));

    /// <summary>By its id alone, so that nobody can choose, and anybody can work it out again.</summary>
    public static bool IsChosen(Guid repairId, int percent)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(repairId.ToByteArray(bigEndian: true), hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash) % Parts < percent * (Parts / 100);
    }

    public static Decision<RepairMilestone> Decide(Repair repair, RecordPostInspection command, DateTimeOffset now, TimeSpan tolerance)
    {
        if (repair.PostInspectedAt is { } before)
        {
            return (repair.PostInspection == PostInspection.Passed, repair.PostInspectionFindings, command.InspectedAt ?? before) == (command.Passed, command.Findings, before)
                ? Decision<RepairMilestone>.Nothing
                : RepairRefusals.InspectedAlready;
        }

        if (repair.Stage != Stage.Completed)
            return RepairRefusals.NotFinished;
        if (Text.Fault(command.Findings) is { } fault)
            return RepairRefusals.Field("findings", fault);
        if (command.InspectedAt > now + tolerance)
            return RepairRefusals.InTheFuture("inspected_at", now);
        if (command.InspectedAt < repair.CompletedAt)
            return RepairRefusals.BeforeCompletion("inspected_at", repair);

        var at = command.InspectedAt ?? now;
        List<RepairMilestone> milestones = [new RepairMilestone.PostInspected(command.Passed, command.Findings, at)];
        if (!command.Passed && repair.RecalledBy is null)
            milestones.Add(new RepairMilestone.Recalled(Guid.CreateVersion7(now), now));
        return milestones;
    }
}
