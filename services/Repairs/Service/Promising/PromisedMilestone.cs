using Housing.Standards;

namespace Housing.Repairs;

public abstract partial record RepairMilestone
{
    public const string PromisedName = "repair.promised";

    /// <summary>Somebody was promised this work by a day (ENG-CMP-14).</summary>
    public sealed record Promised(PromisedWork Work, DateTimeOffset At) : RepairMilestone(PromisedName, At)
    {
        /// <summary>The last instant of the day: work that is done on it is done in time.</summary>
        public override Facts Facts => Facts.Of(("promised-by", London.EndOf(Work.DueOn).AddTicks(-TimeSpan.TicksPerMicrosecond)));
    }

    /// <summary>What was promised is not wanted any more.</summary>
    /// <param name="GoesOn">Why it is done all the same; null where it is not, or is done already.</param>
    public sealed record PromiseDropped(Guid CauseId, string Reason, string? GoesOn, DateTimeOffset At) : RepairMilestone("repair.promise-dropped", At)
    {
        public override string OnTimeline => GoesOn is null ? Reason : $"{Reason} {GoesOn}";
    }
}
