using Housing.Standards;

namespace Housing.Repairs;

public abstract partial record RepairMilestone
{
    /// <summary>Somebody was promised this work by a day (ENG-CMP-14).</summary>
    public sealed record Promised(PromisedWork Work, DateTimeOffset At) : RepairMilestone("repair.promised", At)
    {
        /// <summary>The last instant of the day: work that is done on it is done in time.</summary>
        public override Facts Facts => Facts.Of(("promised-by", London.EndOf(Work.DueOn).AddTicks(-TimeSpan.TicksPerMicrosecond)));
    }
}
