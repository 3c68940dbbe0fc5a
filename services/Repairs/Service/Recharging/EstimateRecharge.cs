using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

public sealed record EstimateRecharge(IReadOnlyList<RechargeLine> Lines);

/// <summary>Says what a resident would pay for what is theirs to mend, or what they damaged (HAV-REP-14, HAV-REP-44), with the administration charge (HAV-REP-46).</summary>
public static class EstimateDecision
{
    private const int MostLines = 50, LongestLine = 200;
    private const long LargestPence = 10_000_000;      // more than any repair costs, so a slip of the pen

    /// <summary>The estimate, waived at once where the landlord asks nothing of such a household.</summary>
    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Calendar calendar, Repair repair, EstimateRecharge command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        if (command.Lines.Count is 0 or > MostLines)
            fields.Fault("lines", $"must be 1 to {MostLines}; there are {command.Lines.Count}.");
        List<RechargeLine> lines = [.. command.Lines.Select((line, i) => Read(fields, line, i))];
        if (fields.FoundFaults)
            return fields.Refuse("ESTIMATE_INVALID");

        return (policy.Recharges, repair) switch
        {
            (null, _) => RepairRefusals.NotRecharged,
            (_, { Responsible: not Party.Resident, Circumstances.Cause: not Cause.Resident }) => RepairRefusals.NotTheResidents(repair),
            (_, { HouseholdId: null }) => RepairRefusals.ChargedToNobody,
            (_, { Recharge: { State: RechargeState.Estimated } last }) when last.HouseholdId == repair.HouseholdId && now < last.ExpiresAt && last.Lines.SequenceEqual(lines) =>
                Decision<RepairMilestone>.Nothing,
            (_, { Stage: Stage.Completed }) => RepairRefusals.Finished,
            (_, { Recharge: { State: RechargeState.Accepted or RechargeState.Disputed or RechargeState.Agreed or RechargeState.Waived } settled }) => RepairRefusals.RechargeSettled(settled),
            ({ } terms, { HouseholdId: { } household }) => Estimate(terms, calendar, repair, household, lines, now),
        };
    }

    private static List<RepairMilestone> Estimate(RechargeTerms terms, Calendar calendar, Repair repair, Guid household, List<RechargeLine> lines, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        List<RepairMilestone> milestones =
            [new RepairMilestone.RechargeEstimated(id, household, lines, terms.Administration.For(lines.Sum(line => line.Pence)), terms.Clause, terms.Expiry(now, calendar), now)];
        if (repair.HasVulnerableMember && terms.Waivers.FirstOrDefault(w => w.Vulnerable) is { } waiver)
            milestones.AddRange([new RepairMilestone.RechargeWaived(id, waiver.Key, "", now), .. RechargeAgreement.TakingOn(repair, terms, now)]);
        return milestones;
    }

    private static RechargeLine Read(FieldReader fields, RechargeLine line, int at)
    {
        var what = fields.Line($"lines[{at}].what", line.What, LongestLine);
        if (line.Pence is < 1 or > LargestPence)
            fields.Fault($"lines[{at}].pence", $"must be 1 to {LargestPence}; it is {line.Pence}.");
        return new RechargeLine(what, line.Pence);
    }
}

internal sealed partial class RechargesGrpc
{
    public override Task<EstimateRechargeResponse> EstimateRecharge(EstimateRechargeRequest request, ServerCallContext call)
    {
        var command = new EstimateRecharge([.. request.Lines.Select(line => new RechargeLine(line.What, line.Pence))]);
        return desk.Change(
            call, request, request.RequestId, () => desk.Load(request.RepairId, call.CancellationToken), file => file.Repair.Reader,
            (file, now) => EstimateDecision.Decide(policies.For(file.Repair.Landlord), standards.For(file.Repair.Landlord).Calendar, file.Repair, command, now),
            file => new EstimateRechargeResponse { Recharge = file.Repair.Recharge!.ToMessage() });
    }
}
