namespace Housing.Standards;

/// <summary>
/// All that one case's promises come to, worked out from its milestones. The same milestones give the same outcomes in whatever order they arrive,
/// and said again they change nothing. What has been promised already keeps its due date and what keeps it, whatever the standards files say by now.
/// </summary>
internal sealed class CaseClocks(
    Landlord landlord, string service, Guid caseId, IReadOnlyCollection<Milestone> milestones, IReadOnlyCollection<Commitment> known, DateTimeOffset now, string by)
{
    private static readonly TimeSpan SmallestTime = TimeSpan.FromMicroseconds(1);

    private readonly List<Commitment> _opened = [];
    private readonly List<CommitmentChange> _changes = [];

    /// <summary>Takes in what a milestone, which is among the case's by now, opens, ends and puts right.</summary>
    /// <param name="milestone">What happened.</param>
    /// <param name="before">What was said of it before, when its facts turned out to be others.</param>
    /// <param name="reason">Why they did.</param>
    public void Take(Milestone milestone, Milestone? before, string? reason)
    {
        if (before is not null)
            End(milestone, reason);
        Open(milestone, reason);
        foreach (var commitment in known)
        {
            if (commitment.Occurrence is null && Array.IndexOf(commitment.Until, milestone.Name) >= 0)
                Settle(commitment, reason);
        }

        foreach (var standard in landlord.Rounds(milestone.Name))
        {
            if (standard.Service == service)
                GoRound(standard);
        }

        foreach (var commitment in known)
        {
            // What was still owed then and is not done is owed no more; what was missed before stays missed.
            if (commitment.Outcome == Outcome.Open && commitment.StartedAt <= milestone.At && Array.IndexOf(commitment.Ends, milestone.Name) >= 0)
                Cancel(commitment, reason ?? $"It is not owed after {milestone.Name}.");
        }
    }

    /// <summary>Opens the next occurrence of every cadence whose last one is past.</summary>
    public void CatchUp()
    {
        foreach (var standard in landlord.AllRounds)
        {
            foreach (var commitment in known)
            {
                if (commitment.StandardId == standard.Id)
                {
                    GoRound(standard);
                    break;
                }
            }
        }
    }

    public Recorded Result(Milestone? milestone) => new(milestone, _opened, _changes);

    /// <summary>The promises that this milestone starts, without those that a more specific one stands instead of.</summary>
    public static List<Standard>? StartedBy(Landlord landlord, Milestone milestone)
    {
        List<Standard>? starting = null;
        foreach (var standard in landlord.StartedBy(milestone.Name))
        {
            if (standard.StartsWith(milestone))
                (starting ??= []).Add(standard);
        }

        if (starting is { Count: > 1 } && starting.Exists(s => s.InsteadOf.Count > 0))
            starting.RemoveAll(general => starting.Exists(specific => specific.InsteadOf.Contains(general.Id)));
        return starting;
    }

    // The clocks it started that do not apply any more end with the reason (F3: those that now apply start at its original time).
    private void End(Milestone milestone, string? reason)
    {
        var applying = StartedBy(landlord, milestone);
        foreach (var commitment in known)
        {
            if (commitment.Occurrence is null && commitment.StartedBy == milestone.Name && commitment.StartedAt == milestone.At
                && commitment.Outcome == Outcome.Open && applying?.Exists(s => s.Id == commitment.StandardId) != true)
            {
                if (commitment.Settle(null, now))
                    Note(commitment, Change.Missed);       // its time was over before anybody knew
                else
                    Cancel(commitment, reason ?? "What was said at first turned out to be otherwise.");
            }
        }
    }

    private void Open(Milestone milestone, string? reason)
    {
        if (StartedBy(landlord, milestone) is not { } starting)
            return;
        foreach (var standard in starting)
        {
            if (standard.Timing is Timing.Every || standard.Service != service)
                continue;
            var due = standard.Due(milestone);
            // Being there at the very instant agreed is being on time.
            if (standard.Timing is Timing.Within { Limit.Unit: LimitUnit.OnTime })
                due += SmallestTime;
            if (Running(standard, milestone) is not { } running)
            {
                var commitment = Commitment.Open(standard, landlord.Key, caseId, milestone, occurrence: null, due);
                _opened.Add(commitment);
                Note(commitment, Change.Opened);
                Settle(commitment, reason);
            }
            else if (running.StartedAt > milestone.At)
            {
                running.Restart(milestone, due);
                running.Settle(running.Earliest(milestones), now);
                Note(running, Change.Corrected, reason ?? $"It began with {milestone.Name} already, which was recorded later.");
            }
        }
    }

    private Commitment? Running(Standard standard, Milestone milestone)
    {
        foreach (var commitment in known)
        {
            if (commitment.StandardId == standard.Id && commitment.Outcome != Outcome.Cancelled && (!standard.Repeats || commitment.StartedAt == milestone.At))
                return commitment;
        }

        return null;
    }

    private void Settle(Commitment commitment, string? reason)
    {
        if (commitment.Outcome == Outcome.Cancelled)
            return;
        var before = commitment.Outcome;
        var done = commitment.DoneAt;
        if (!commitment.Settle(commitment.Earliest(milestones), now))
            return;
        // Missed is what the sweeper saw, or nobody yet; done at last it stays missed, by so much. Any other second outcome puts the first right.
        if (before == Outcome.Open || (before == Outcome.Missed && commitment.Outcome == Outcome.Missed && done is null))
            Note(commitment, commitment.Outcome == Outcome.Met ? Change.Met : Change.Missed);
        else
            Note(commitment, Change.Corrected, reason ?? "It was recorded late.");
    }

    private void GoRound(Standard standard)
    {
        var cadence = ((Timing.Every)standard.Timing).Cadence;
        var done = milestones.Where(standard.Goes).OrderBy(m => m.At).ToList();
        var ended = milestones.Where(m => standard.Ends.Contains(m.Name)).Select(m => (DateTimeOffset?)m.At).Min();
        var wanted = new HashSet<(DateTimeOffset, int)>();
        DateTimeOffset? kept = null;
        for (var i = 0; i < done.Count; i++)
        {
            var start = done[i];
            DateTimeOffset? next = i + 1 < done.Count ? done[i + 1].At.ToUniversalTime() : null;
            var from = cadence is Cadence.FromLast last ? last.CountedFrom(start.At, kept, standard.Calendar) : start.At;
            var inPeriod = cadence is Cadence.FromLast or Cadence.ByDate or Cadence.MonthsApart ? 1 : done.Take(i + 1).Count(m => cadence.SamePeriod(m.At, start.At) && standard.Until.Contains(m.Name));
            for (var missed = 0; ; missed++)
            {
                var commitment = known.FirstOrDefault(c => c.StandardId == standard.Id && c.StartedAt == start.At && c.Occurrence == missed);
                if (commitment is { Outcome: Outcome.Cancelled })
                    break;
                if (commitment is null)
                {
                    var due = cadence.Due(from, missed, standard.Calendar, inPeriod);
                    if (due > ended)
                        break;
                    commitment = Commitment.Open(standard, landlord.Key, caseId, start, missed, due);
                    _opened.Add(commitment);
                    Note(commitment, Change.Opened);
                }

                wanted.Add((commitment.StartedAt, missed));
                var (before, doneBefore) = (commitment.Outcome, commitment.DoneAt);
                if (commitment.Settle(next, now))
                    Note(commitment, before == Outcome.Open ? (commitment.Outcome == Outcome.Met ? Change.Met : Change.Missed) : doneBefore is null && before == commitment.Outcome ? Change.Missed : Change.Corrected, before == Outcome.Open ? null : "It was recorded late.");
                if (commitment.Outcome != Outcome.Missed || (next is null && now < commitment.DueAt))
                {
                    kept = commitment.DueAt;
                    break;
                }

                if (next is { } at && at < commitment.DueAt)
                    break;
            }
        }

        foreach (var commitment in known)
        {
            if (commitment.StandardId == standard.Id && commitment.Outcome != Outcome.Cancelled && !wanted.Contains((commitment.StartedAt, commitment.Occurrence ?? -1)))
                Cancel(commitment, "It was done in the meantime, as was recorded later.");
        }
    }

    private void Cancel(Commitment commitment, string reason)
    {
        commitment.Cancel(reason);
        Note(commitment, Change.Cancelled, reason);
    }

    private void Note(Commitment commitment, Change change, string? reason = null) => _changes.Add(new CommitmentChange(commitment, change, now, by, reason));
}
