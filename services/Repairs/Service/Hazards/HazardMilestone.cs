using System.Text.Json;
using Housing.Standards;

namespace Housing.Repairs;

public enum HazardStepKind
{
    Noticed,
    Investigated,
    SummarySent,
    MadeSafe,
    WorkBegun,
    WorkFinished,
    AccommodationOffered,
    Attempted,
}

/// <summary>What kind of investigation it was (ENG-HAZ-14).</summary>
public enum Investigation
{
    Standard,
    Emergency,
    Renewed,
    Further,
}

public abstract partial record RepairMilestone
{
    /// <summary>Something was done about a hazard. The law's clocks ask for it by its name, and for what it was noticed or found to be.</summary>
    /// <param name="Hazard">What was noticed, or found; null when nothing was found, and for the other steps what is on record.</param>
    public sealed record HazardStep(HazardStepKind Step, Hazard? Hazard, string Text, Investigation? Investigation, DateTimeOffset At) : RepairMilestone(NameOf(Step), At)
    {
        public override Facts Facts => Hazard is { } hazard
            ? Facts.Of(("hazard", JsonNamingPolicy.KebabCaseLower.ConvertName(hazard.Level.ToString())), ("hazard-kind", hazard.Kind))
            : Facts.None;

        private static string NameOf(HazardStepKind step) => step switch
        {
            HazardStepKind.Noticed => "hazard.noticed",
            HazardStepKind.Investigated => "hazard.investigated",
            HazardStepKind.SummarySent => "hazard.summary-sent",
            HazardStepKind.MadeSafe => "hazard.made-safe",
            HazardStepKind.WorkBegun => "hazard.work-begun",
            HazardStepKind.WorkFinished => "hazard.work-finished",
            HazardStepKind.AccommodationOffered => "hazard.accommodation-offered",
            HazardStepKind.Attempted => "hazard.attempted",
        };
    }
}
