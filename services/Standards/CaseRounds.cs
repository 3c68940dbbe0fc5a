namespace Housing.Standards;

/// <summary>What is promised again and again: each doing keeps one time at most, and the next is counted from it.</summary>
internal sealed partial class CaseClocks
{
    /// <summary>From one doing to the next.</summary>
    /// <param name="Start">What began it, or the last doing.</param>
    /// <param name="Standard">The version in force then.</param>
    /// <param name="Next">When it was done next; null when it was not yet.</param>
    /// <param name="From">What the next time is counted from.</param>
    /// <param name="DoneInPeriod">How many of its month or year were done by then.</param>
    /// <param name="End">The milestone after which it is not owed any more.</param>
    private sealed record Round(Milestone Start, Standard Standard, DateTimeOffset? Next, DateTimeOffset From, int DoneInPeriod, Milestone? End)
    {
        public Cadence Cadence => ((Timing.Every)Standard.Timing).Cadence;

        public DateTimeOffset Due(int missed) => Cadence.Due(From, missed, Standard.Calendar, DoneInPeriod);

        /// <summary>Whether the next doing is the one that is due at this instant: what is promised so many times a month or year is kept within that month or year.</summary>
        public bool IsKeptBy(DateTimeOffset next, DateTimeOffset due) => Cadence.TimesInPeriod is null || Cadence.SamePeriod(next, due.AddTicks(-1));
    }

    /// <summary>Opens the next occurrence of every cadence whose last one is past.</summary>
    public void CatchUp()
    {
        foreach (var versions in landlord.AllRounds)
        {
            foreach (var commitment in known)
            {
                if (commitment.StandardId == versions[0].Id)
                {
                    GoRound(versions, taken: null, before: null);
                    break;
                }
            }
        }
    }

    private void GoRound(Standard[] versions, Milestone? taken, Milestone? before)
    {
        var plan = Plan(versions, milestones);
        // Without what is being taken in: only where that changes how a time is counted does a date already promised move.
        var planBefore = taken is null ? plan : Plan(versions, [.. milestones.Where(m => m != taken), .. before is null ? [] : new[] { before }]);
        var byKey = ByKey(versions[0].Id);
        var wanted = new HashSet<Commitment>();
        foreach (var round in plan)
            GoRound(round, planBefore.Find(r => r.Start.At == round.Start.At), byKey, wanted);

        foreach (var commitment in byKey.Values)
        {
            if (commitment.Outcome == Outcome.Cancelled || wanted.Contains(commitment))
                continue;
            var round = plan.Find(r => r.Start.At == commitment.StartedAt);
            if (round?.End is { } end && end.At < commitment.DueAt)
                Cancel(commitment, $"It is not owed after {end.Name}.");
            else if (round is not null || planBefore.Exists(r => r.Start.At == commitment.StartedAt))
                Cancel(commitment, taken is null ? "It is counted anew." : $"It is counted anew since {taken.Name}.");
        }
    }

    private void GoRound(Round round, Round? before, Dictionary<(DateTimeOffset, int), Commitment> byKey, HashSet<Commitment> wanted)
    {
        for (var missed = 0; ; missed++)
        {
            var due = round.Due(missed);
            var commitment = byKey.GetValueOrDefault((round.Start.At.ToUniversalTime(), missed));
            if (commitment is { Withdrawn: true })
                return;
            // What comes back, or is counted otherwise than it was, is due when it would have been.
            var moved = commitment is { Outcome: Outcome.Cancelled } || (commitment is not null && before is not null
                && (before.Start.Name != round.Start.Name || ((before.From, before.DoneInPeriod) != (round.From, round.DoneInPeriod) && due != commitment.OriginalDueAt)));
            var runsTo = commitment is null || (moved && commitment.DueAt == commitment.OriginalDueAt) ? due : commitment.DueAt;       // which may be another date agreed since
            var inTime = round.Next < runsTo;
            if (inTime ? round.Next > round.End?.At || missed > 0 && round.Cadence.TimesInPeriod is null || !round.IsKeptBy(round.Next!.Value, runsTo) : runsTo > round.End?.At)
                return;

            // Of what was missed in a month or year, the next one is no late doing when it is done in another.
            var done = round.Next is { } next && round.IsKeptBy(next, runsTo) ? round.Next : null;
            if (commitment is null)
            {
                commitment = Commitment.Open(round.Standard, landlord.Key, caseId, round.Start, missed, due);
                _opened.Add(commitment);
                Note(commitment, Change.Opened);
                Note(commitment, done, reason: null);
            }
            else if (moved)
            {
                commitment.Restart(round.Standard, round.Start, due);
                commitment.Reopen();
                commitment.Settle(done, now);
                Note(commitment, Change.Corrected, Late);
            }
            else
            {
                Note(commitment, done, reason: null);
            }

            wanted.Add(commitment);
            if (inTime || (round.Next is null && now < runsTo))
                return;
        }
    }

    // Those of cadences that no file knows any more, or not from that start, end as it was said when they were opened.
    private void FinishRounds(Milestone milestone)
    {
        foreach (var commitment in known)
        {
            if (commitment is { Occurrence: not null, Outcome: not Outcome.Cancelled } && milestone.At > commitment.StartedAt && Array.IndexOf(commitment.Until, milestone.Name) >= 0
                && !milestones.Any(m => m.At == commitment.StartedAt && GoesWith(commitment.StandardId, m) is not null))
            {
                var done = milestones.Where(m => m.At > commitment.StartedAt && commitment.Until.Contains(m.Name)).Min(m => m.At);
                Note(commitment, done.ToUniversalTime(), reason: null);
            }
        }
    }

    private Standard? GoesWith(string id, Milestone milestone)
    {
        foreach (var version in landlord.Versions(id))
        {
            if (version.Service == service && version.Timing is Timing.Every && landlord.Goes(version, milestone))
                return version;
        }

        return null;
    }

    private List<Round> Plan(Standard[] versions, IReadOnlyCollection<Milestone> all)
    {
        var doings = all.Select(m => (Milestone: m, Standard: GoesWith(versions[0].Id, m)!))
            .Where(d => d.Standard is not null)
            .OrderBy(d => d.Milestone.At).ThenByDescending(d => IsDoing(d.Standard, d.Milestone)).ThenBy(d => d.Milestone.Name, StringComparer.Ordinal)
            .DistinctBy(d => d.Milestone.At)
            .ToList();
        var ends = all.Where(m => Array.Exists(versions, v => v.Ends.Contains(m.Name))).OrderBy(m => m.At).ThenBy(m => m.Name, StringComparer.Ordinal).ToList();

        var plan = new List<Round>();
        var begun = DateTimeOffset.MinValue;
        foreach (var (milestone, standard) in doings)
        {
            var cadence = ((Timing.Every)standard.Timing).Cadence;
            var isDoing = IsDoing(standard, milestone);
            if (!isDoing)
                begun = milestone.At;
            var inPeriod = 0;
            if (cadence.TimesInPeriod is { } times)
            {
                inPeriod = plan.Count(r => cadence.SamePeriod(r.Start.At, milestone.At) && IsDoing(r.Standard, r.Start) && cadence.AsksFor(r.Start.At));
                var counts = isDoing && cadence.AsksFor(milestone.At) && inPeriod < times;
                if (counts)
                    inPeriod++;
                else if (plan.Count > 0)
                    continue;         // one more than was promised, or in a month that asks for none
            }

            var from = milestone.At;
            if (plan.Count > 0 && isDoing && cadence is Cadence.FromLast fromLast)
                from = fromLast.CountedFrom(milestone.At, plan[^1].Due(missed: 0), standard.Calendar);
            if (plan.Count > 0)
                plan[^1] = plan[^1] with { Next = milestone.At.ToUniversalTime() };
            // After an end, only what begins it anew makes it owed again.
            plan.Add(new Round(milestone, standard, Next: null, from, inPeriod, ends.Find(e => e.At >= begun)));
        }

        return plan;
    }

    private static bool IsDoing(Standard standard, Milestone milestone) => standard.Until.Contains(milestone.Name);

    private Dictionary<(DateTimeOffset, int), Commitment> ByKey(string id)
    {
        var byKey = new Dictionary<(DateTimeOffset, int), Commitment>();
        foreach (var commitment in known)
        {
            if (commitment.StandardId == id && commitment.Occurrence is { } occurrence
                && (!byKey.TryGetValue((commitment.StartedAt, occurrence), out var other) || other is { Outcome: Outcome.Cancelled, Withdrawn: false }))
            {
                byKey[(commitment.StartedAt, occurrence)] = commitment;
            }
        }

        return byKey;
    }
}
