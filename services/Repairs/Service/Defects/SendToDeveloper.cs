using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>A fault to be passed on to its developer.</summary>
/// <param name="Developer">Who built it.</param>
/// <param name="Reference">The developer's own; may be empty.</param>
/// <param name="AgreedFor">The day agreed for the job.</param>
/// <param name="ContactBy">Null: as the landlord's terms say.</param>
public sealed record SendToDeveloper(string Developer, string Reference, GivenDay? AgreedFor, GivenDay? ContactBy);

/// <summary>Passes on a fault that is the developer's (OHO-LSE-10) with the day agreed for it (OHO-LSE-11) and the day by which it gets in touch (OHO-LSE-12).</summary>
public static class DefectSendingDecision
{
    private const int LongestName = 200, LongestReference = 100;

    public static Decision<RepairMilestone> Decide(RepairPolicy policy, Calendar calendar, Repair repair, SendToDeveloper command, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var developer = fields.Line("developer", command.Developer, LongestName);
        var reference = command.Reference is "" ? "" : fields.Line("reference", command.Reference, LongestReference);
        var agreed = DefectDays.Read(fields, policy.Defects, calendar, command.AgreedFor, command.ContactBy, now);
        if (fields.FoundFaults)
            return fields.Refuse("DEFECT_INVALID");

        return repair switch
        {
            { Defect: { State: DefectState.Sent, Round: 1 } sent } when (sent.Developer, sent.Reference, sent.AgreedFor) == (developer, reference, agreed!.AgreedFor)
                && (command.ContactBy is null || sent.ContactBy == agreed.ContactBy) => Decision<RepairMilestone>.Nothing,
            { Stage: Stage.Completed } => RepairRefusals.Finished,
            { Responsible: not Party.Developer } => RepairRefusals.NotTheDevelopers(repair),
            { Defect: not null } => RepairRefusals.DefectSentAlready,
            _ => (RepairMilestone[])[new RepairMilestone.DefectSent(developer, reference, now), agreed!],
        };
    }
}

/// <summary>The two days of a defect's round.</summary>
internal static class DefectDays
{
    private const int Furthest = 2;      // years

    /// <summary>The round as agreed; null with a fault.</summary>
    public static RepairMilestone.DefectPeriodAgreed? Read(FieldReader fields, DefectTerms? terms, Calendar calendar, GivenDay? agreedFor, GivenDay? contactBy, DateTimeOffset now)
    {
        var today = London.DayOf(now);
        if (agreedFor is null)
            fields.Fault("agreed_for", "must be set: the day agreed for the job.");
        var agreed = agreedFor is null ? null : fields.Day("agreed_for", agreedFor, today, today.AddYears(Furthest));
        if (agreed is not { } day)
            return null;
        if (contactBy is not null)
            return fields.Day("contact_by", contactBy, today, day) is { } contact ? new RepairMilestone.DefectPeriodAgreed(day, contact, now) : null;
        return new RepairMilestone.DefectPeriodAgreed(day, terms?.ContactBy(now, day, calendar) ?? day, now);
    }
}

internal sealed partial class DefectsGrpc
{
    public override Task<SendToDeveloperResponse> SendToDeveloper(SendToDeveloperRequest request, ServerCallContext call)
    {
        var command = new SendToDeveloper(request.Developer, request.Reference, Precise.Day(request.AgreedFor), Precise.Day(request.ContactBy));
        return Change(
            call, request, request.RequestId, request.RepairId,
            (repair, now) => DefectSendingDecision.Decide(policies.For(repair.Landlord), standards.For(repair.Landlord).Calendar, repair, command, now),
            defect => new SendToDeveloperResponse { Defect = defect });
    }
}
