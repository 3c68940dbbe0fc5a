using Housing.Standards;

namespace Housing.Repairs;

/// <summary>A step as somebody records it.</summary>
/// <param name="Found">How grave an investigation found it to be; null for no hazard.</param>
public sealed record RecordHazardStep(HazardStepKind Step, string Text, Investigation? Investigation, HazardLevel? Found, DateTimeOffset? At);

/// <summary>What may be recorded about a hazard, and when.</summary>
public static class HazardDecision
{
    /// <summary>The hazard that a report itself speaks of, noticed with it; null when it speaks of none.</summary>
    public static RepairMilestone.HazardStep? OfReport(RepairMilestone.Reported reported) =>
        reported.Details.Hazard is { } hazard ? new(HazardStepKind.Noticed, hazard, "", null, reported.At) : null;

    private const int LongestKind = 60;

    /// <summary>The law's clocks begin when the landlord knows of it (ENG-HAZ-01, ENG-HAZ-07).</summary>
    public static Decision<RepairMilestone> Notice(Repair repair, Hazard hazard, DateTimeOffset? at, DateTimeOffset now, TimeSpan tolerance)
    {
        var fields = new FieldReader();
        var known = hazard with { Kind = fields.Line("kind", hazard.Kind, LongestKind) };
        if (fields.FoundFaults)
            return fields.Refuse("HAZARD_INVALID");
        return repair switch
        {
            { HazardNoticedAt: { } before } when repair.Hazard == known && before == (at ?? before) => Decision<RepairMilestone>.Nothing,
            { HazardNoticedAt: { } before } => HazardRefusals.Known(repair.Hazard!, before),
            { HomeId: null } or { Shared: true } => HazardRefusals.NotInAHome,
            { CompletedAt: { } done } when (at ?? now) > done => RepairRefusals.Finished,
            _ when at > now + tolerance => RepairRefusals.InTheFuture("noticed_at", now),
            _ when at < repair.ReportedAt => RepairRefusals.BeforeReport("noticed_at", repair),
            _ => new RepairMilestone.HazardStep(HazardStepKind.Noticed, known, "", null, at ?? now),
        };
    }

    /// <summary>The step, or what has to come before it.</summary>
    public static Decision<RepairMilestone> Decide(Repair repair, RecordHazardStep command, DateTimeOffset now, TimeSpan tolerance)
    {
        if (repair.HazardNoticedAt is not { } noticed)
            return HazardRefusals.NoHazard;
        if (Check(command) is { } refusal)
            return refusal;

        var at = command.At ?? now;
        var same = repair.HazardSteps.Where(s => s.Step == command.Step).ToList();
        if (same.Exists(s => s.At == (command.At ?? s.At) && s.Text == command.Text && s.Investigation == command.Investigation && (command.Step != HazardStepKind.Investigated || s.Level == command.Found)))
            return Decision<RepairMilestone>.Nothing;
        if (command.At > now + tolerance)
            return RepairRefusals.InTheFuture("at", now);
        if (at < noticed)
            return HazardRefusals.BeforeNoticed(noticed);
        if (OutOfTurn(repair, command, same.Count > 0, at) is { } early)
            return early;
        return new RepairMilestone.HazardStep(
            command.Step,
            command.Step != HazardStepKind.Investigated ? repair.Hazard : command.Found is { } found ? new Hazard(repair.HazardKind!, found) : null,
            command.Text, command.Investigation, at);
    }

    private static Refusal? Check(RecordHazardStep command) => command.Step switch
    {
        HazardStepKind.Noticed => RepairRefusals.Field("step", "must be something that was done; NoticeHazard says that there is one."),
        HazardStepKind.Investigated when command.Investigation is null =>
            RepairRefusals.Field("investigation", "must be INVESTIGATION_STANDARD, INVESTIGATION_EMERGENCY, INVESTIGATION_RENEWED or INVESTIGATION_FURTHER."),
        not HazardStepKind.Investigated when command.Investigation is not null || command.Found is not null => RepairRefusals.Field("investigation", "must be unset, and found too: they are for an investigation."),
        HazardStepKind.Investigated or HazardStepKind.AccommodationOffered or HazardStepKind.Attempted when Housing.Repairs.Text.Fault(command.Text) is { } fault => RepairRefusals.Field("text", fault),
        HazardStepKind.SummarySent or HazardStepKind.MadeSafe or HazardStepKind.WorkBegun or HazardStepKind.WorkFinished when command.Text is not "" => RepairRefusals.Field("text", "must be empty for this step."),
        _ => null,
    };

    private static Refusal? OutOfTurn(Repair repair, RecordHazardStep command, bool before, DateTimeOffset at)
    {
        var investigated = repair.HazardSteps.FirstOrDefault(s => s.Step == HazardStepKind.Investigated);
        var begun = repair.HazardSteps.FirstOrDefault(s => s.Step == HazardStepKind.WorkBegun);
        return command.Step switch
        {
            HazardStepKind.Investigated when investigated is null && command.Investigation is Investigation.Renewed or Investigation.Further => HazardRefusals.FirstInvestigation,
            HazardStepKind.Investigated when investigated is not null && command.Investigation is Investigation.Standard or Investigation.Emergency => HazardRefusals.InvestigatedBefore,
            HazardStepKind.SummarySent when investigated is null || at < investigated.At => HazardRefusals.NotInvestigated,
            HazardStepKind.WorkFinished when begun is not null && at < begun.At => HazardRefusals.BeforeBegun(begun.At),
            HazardStepKind.AccommodationOffered when repair.HazardSteps.Any(s => s.Step == HazardStepKind.MadeSafe && s.At <= at) => HazardRefusals.SafeAlready,
            HazardStepKind.SummarySent or HazardStepKind.MadeSafe or HazardStepKind.WorkBegun or HazardStepKind.WorkFinished when before => HazardRefusals.DoneBefore,
            _ => null,
        };
    }
}
