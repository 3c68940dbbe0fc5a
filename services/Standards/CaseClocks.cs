namespace Housing.Standards;

/// <summary>
/// All that one case's promises come to, worked out from its milestones. The same milestones give the same outcomes in whatever order they arrive,
/// and said again they change nothing. What has been promised already keeps its due date and what keeps it, whatever the standards files say by now.
/// </summary>
internal sealed partial class CaseClocks(
    Landlord landlord, string service, Guid caseId, IReadOnlyCollection<Milestone> milestones, IReadOnlyCollection<Commitment> known, DateTimeOffset now, string by)
{
    private const string Otherwise = "What was said at first turned out to be otherwise.";
    private const string Late = "It was recorded late.";
    private static readonly TimeSpan SmallestTime = TimeSpan.FromMicroseconds(1);

    private readonly List<Commitment> _opened = [];
    private readonly List<CommitmentChange> _changes = [];

    /// <summary>Takes in what a milestone, which is among the case's by now, opens, ends and puts right.</summary>
    /// <param name="milestone">What happened.</param>
    /// <param name="before">What was said of it before, when its facts turned out to be others.</param>
    /// <param name="reason">Why they did.</param>
    public void Take(Milestone milestone, Milestone? before, string? reason)
    {
        var starting = StartedBy(landlord, milestone);
        foreach (var commitment in known)
        {
            if (commitment.Occurrence is not null || commitment.Withdrawn)
                continue;
            if (before is not null && IsStart(milestone, commitment) && starting?.Exists(s => s.Id == commitment.StandardId) != true)
                Leave(commitment, reason);
            else if (Array.IndexOf(commitment.Until, milestone.Name) >= 0 || Array.IndexOf(commitment.Ends, milestone.Name) >= 0)
                Settle(commitment, reason);
        }

        foreach (var standard in starting ?? [])
        {
            if (Runs(standard))
                Start(standard, milestone, before, reason);
        }

        foreach (var versions in landlord.Rounds(milestone.Name))
            GoRound(versions, milestone, before);
        FinishRounds(milestone);
    }

    public Recorded Result(Milestone? milestone)
    {
        // What is recorded late may be due soon already: that is said now, with the opening, and no sweep has to come after it.
        foreach (var commitment in _opened)
        {
            if (commitment.Outcome == Outcome.Open && commitment.WarnAt <= now)
            {
                commitment.Warned();
                Note(commitment, Change.Warned);
            }
        }

        return new(milestone, _opened, _changes);
    }

    /// <summary>The promises that this milestone starts, without those that a more specific one stands instead of.</summary>
    public static List<Standard>? StartedBy(Landlord landlord, Milestone milestone)
    {
        List<Standard>? starting = null;
        foreach (var standard in landlord.StartedBy(milestone.Name))
        {
            if (standard.StartsWith(milestone))
                (starting ??= []).Add(standard);
        }

        // One that another stands instead of still stands instead of its own: of three, the most specific is left.
        return starting is { Count: > 1 } && starting.Exists(s => s.InsteadOf.Count > 0)
            ? starting.FindAll(general => !starting.Exists(specific => specific.InsteadOf.Contains(general.Id)))
            : starting;
    }

    private static bool IsStart(Milestone milestone, Commitment commitment) => commitment.StartedAt == milestone.At && commitment.StartedBy == milestone.Name;

    private bool Runs(Standard standard) => standard.Timing is not Timing.Every && standard.Service == service;

    private static DateTimeOffset Due(Standard standard, Milestone start)
    {
        var due = standard.Due(start);
        // Being there at the very instant agreed is being on time.
        return standard.Timing is Timing.Within { Limit.Unit: LimitUnit.OnTime } ? due + SmallestTime : due;
    }

    /// <summary>The first of the case's milestones that starts a promise; for one that every start runs by itself, the one at this instant.</summary>
    private (Milestone Start, Standard Standard)? FirstStart(string id, DateTimeOffset? at = null)
    {
        (Milestone Start, Standard Standard)? first = null;
        foreach (var milestone in milestones)
        {
            if ((at is not null && milestone.At != at) || (first is { } other && !Earlier(milestone, other.Start.At, other.Start.Name)))
                continue;
            if (StartedBy(landlord, milestone)?.Find(s => s.Id == id && Runs(s)) is { } standard)
                first = (milestone, standard);
        }

        return first;
    }

    // Two at one instant go by their names, so that the order they arrive in never matters.
    private static bool Earlier(Milestone milestone, DateTimeOffset at, string name) =>
        milestone.At < at || (milestone.At == at && string.CompareOrdinal(milestone.Name, name) < 0);

    private void Start(Standard standard, Milestone milestone, Milestone? before, string? reason)
    {
        var (start, version) = FirstStart(standard.Id, standard.Repeats ? milestone.At : null)!.Value;
        var due = Due(version, start);
        Commitment? running = null;
        Commitment? cancelled = null;
        foreach (var commitment in known)
        {
            if (commitment.StandardId != standard.Id || commitment.Occurrence is not null || (standard.Repeats && commitment.StartedAt != start.At))
                continue;
            if (commitment.Withdrawn)
                return;
            if (commitment.Outcome != Outcome.Cancelled)
                running = commitment;
            else if (IsStart(start, commitment))
                cancelled = commitment;
        }

        if (running is null && cancelled is null)
        {
            var commitment = Commitment.Open(version, landlord.Key, caseId, start, occurrence: null, due);
            _opened.Add(commitment);
            Note(commitment, Change.Opened);
            Settle(commitment, reason);
        }
        else if (running is null)
        {
            var moved = due != cancelled!.OriginalDueAt;
            cancelled.Restart(version, start, due);
            Settle(cancelled, reason);
            if (moved && cancelled.Outcome == Outcome.Cancelled)
                Note(cancelled, Change.Corrected, reason ?? Otherwise);
        }
        else if (Earlier(start, running.StartedAt, running.StartedBy))
        {
            Restart(running, version, start, due, reason ?? $"It began with {start.Name} already, which was recorded later.");
        }
        else if (before is not null && start == milestone && IsStart(start, running))
        {
            if (version.CountedFrom(before) != version.CountedFrom(start) && due != running.OriginalDueAt)
                Restart(running, version, start, due, reason ?? Otherwise);        // the date that it is counted from, or back from, is another
            else
                Settle(running, reason);
        }
    }

    // What it started does not apply any more (F3: what now applies starts at its original time). It goes on from the next milestone that starts it, if there is one.
    private void Leave(Commitment commitment, string? reason)
    {
        if (commitment.Outcome == Outcome.Cancelled)
        {
            if (!AnotherRuns(commitment) && FirstStart(commitment.StandardId, Repeats(commitment) ? commitment.StartedAt : null) is not null)
                Drop(commitment, reason ?? Otherwise);
            return;
        }

        var done = DoneAt(commitment);
        if (commitment.EndedBy(milestones, done) is null && now >= commitment.DueAt && !(done < commitment.DueAt))
        {
            if (commitment.Settle(done, now))
                Note(commitment, Change.Missed);       // its time was over before anybody knew; that stays
            return;
        }

        Drop(commitment, reason ?? Otherwise);
    }

    private void Drop(Commitment commitment, string reason)
    {
        if (FirstStart(commitment.StandardId, Repeats(commitment) ? commitment.StartedAt : null) is var (start, version))
            Restart(commitment, version, start, Due(version, start), reason);
        else
            Cancel(commitment, reason);
    }

    private void Restart(Commitment commitment, Standard version, Milestone start, DateTimeOffset due, string reason)
    {
        commitment.Restart(version, start, due);
        commitment.Reopen();
        var done = DoneAt(commitment);
        if (commitment.EndedBy(milestones, done) is { } end)
        {
            Cancel(commitment, $"It is not owed after {end.Name}.");
            return;
        }

        commitment.Settle(done, now);
        Note(commitment, Change.Corrected, reason);
    }

    private void Settle(Commitment commitment, string? reason)
    {
        var done = DoneAt(commitment);
        var end = commitment.EndedBy(milestones, done);
        if (commitment.Outcome == Outcome.Cancelled)
        {
            // A milestone that was not known then may make it owed after all.
            if (end is not null || !IsOwed(commitment))
                return;
            commitment.Reopen();
            commitment.Settle(done, now);
            Note(commitment, Change.Corrected, reason ?? Late);
        }
        else if ((end is not null || (commitment.Outcome == Outcome.Missed && done < commitment.DueAt)) && !IsOwed(commitment))
        {
            Drop(commitment, reason ?? Otherwise);       // it was not missed, and does not apply any more
        }
        else if (end is not null)
        {
            Cancel(commitment, reason ?? $"It is not owed after {end.Name}.");
        }
        else
        {
            Note(commitment, done, reason);
        }
    }

    // Whether its start is still the one that starts it. What is no promise any more, or began before milestones were kept, keeps what it had.
    private bool IsOwed(Commitment commitment)
    {
        if (landlord.Versions(commitment.StandardId).IsEmpty || !milestones.Any(m => IsStart(m, commitment)))
            return !AnotherRuns(commitment);
        return !AnotherRuns(commitment) && FirstStart(commitment.StandardId, Repeats(commitment) ? commitment.StartedAt : null) is var (start, _) && IsStart(start, commitment);
    }

    private bool AnotherRuns(Commitment commitment)
    {
        var repeats = Repeats(commitment);
        foreach (var other in known)
        {
            if (other != commitment && other.StandardId == commitment.StandardId && (other.Withdrawn || other.Outcome != Outcome.Cancelled) && (!repeats || other.StartedAt == commitment.StartedAt))
                return true;
        }

        return false;
    }

    private bool Repeats(Commitment commitment)
    {
        foreach (var version in landlord.Versions(commitment.StandardId))
        {
            if (version.Version == commitment.StandardVersion)
                return version.Repeats;
        }

        return false;
    }

    // Of what runs by itself from every start, what is said to be done for another date (another agreed visit) is not this one done.
    private DateTimeOffset? DoneAt(Commitment commitment)
    {
        foreach (var version in landlord.Versions(commitment.StandardId))
        {
            if (version is { Repeats: true, Of: { } of } && version.Version == commitment.StandardVersion
                && milestones.FirstOrDefault(m => IsStart(m, commitment))?.Facts.TryGet(of, out var date) == true)
            {
                return commitment.DoneBy(milestones, [.. milestones.Where(m => !m.Facts.TryGet(of, out var other) || other == date)]);
            }
        }

        return commitment.DoneBy(milestones);
    }

    private void Note(Commitment commitment, DateTimeOffset? done, string? reason)
    {
        var (before, doneBefore) = (commitment.Outcome, commitment.DoneAt);
        if (!commitment.Settle(done, now))
            return;
        // Missed is what the sweeper saw, or nobody yet; done at last it stays missed, by so much. Any other second outcome puts the first right.
        if (before == Outcome.Open || (before == Outcome.Missed && commitment.Outcome == Outcome.Missed && doneBefore is null))
            Note(commitment, commitment.Outcome == Outcome.Met ? Change.Met : Change.Missed);
        else
            Note(commitment, Change.Corrected, reason ?? Late);
    }

    private void Cancel(Commitment commitment, string reason)
    {
        commitment.Cancel(reason);
        Note(commitment, Change.Cancelled, reason);
    }

    private void Note(Commitment commitment, Change change, string? reason = null) => _changes.Add(new CommitmentChange(commitment, change, now, by, reason));
}
