namespace Housing.Complaints;

public enum LessonState
{
    Open,
    Done,
    Dropped,
}

/// <summary>What a review found of a lesson that was done (OHO-PER-08).</summary>
public enum LessonEffect
{
    Better,
    NoChange,
    TooEarly,
}

/// <summary>What complaints and comments taught, what is done about it, and what came of that (HPG-CMP-05, ROS-CMP-01). Its state changes only in <see cref="Apply"/>.</summary>
public sealed class Lesson
{
    private readonly List<LessonSource> _sources = [];
    private readonly List<LessonReview> _reviews = [];
    private readonly List<Improvement> _improvements = [];
    private readonly List<LessonEntry> _timeline = [];

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public string Learnt { get; private set; } = "";
    public string Action { get; private set; } = "";
    public string Owner { get; private set; } = "";
    public DateOnly DueOn { get; private set; }
    public LessonState State { get; private set; }

    /// <summary>Keys in the landlord's lists.</summary>
    public string Subject { get; private set; } = "";
    public string RootCause { get; private set; } = "";
    public string Team { get; private set; } = "";

    /// <summary>Null where it is about no estate in particular.</summary>
    public string? Estate { get; private set; }

    public DateTimeOffset DrawnAt { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Where it can be seen that it was done.</summary>
    public string? Proof { get; private set; }

    public string? DroppedBecause { get; private set; }

    /// <summary>What the last review found; null before the first.</summary>
    public LessonEffect? LastEffect { get; private set; }

    /// <summary>PostgreSQL's xmin: of two writers at once the later one loses.</summary>
    public uint Version { get; private set; }

    public IReadOnlyList<LessonSource> Sources => _sources;
    public IReadOnlyList<LessonReview> Reviews => _reviews;
    public IReadOnlyList<Improvement> Improvements => _improvements;
    public IReadOnlyList<LessonEntry> Timeline => _timeline;

    private Lesson() { }

    public static Lesson Draw(LessonMilestone.Drawn drawn, Recorder by)
    {
        var lesson = new Lesson { Id = drawn.LessonId };
        lesson.Apply(drawn, by);
        return lesson;
    }

    /// <summary>Whether its day has passed and it is not done.</summary>
    public bool OverdueOn(DateOnly today) => State == LessonState.Open && DueOn < today;

    /// <summary>Takes in what a decision returned and writes it on the timeline.</summary>
    public void Apply(LessonMilestone milestone, Recorder by)
    {
        switch (milestone)
        {
            case LessonMilestone.Drawn drawn:
                (Landlord, Learnt, Action, Owner, DueOn, State) = (drawn.Landlord, drawn.Lesson.Learnt, drawn.Lesson.Action, drawn.Lesson.Owner, drawn.Lesson.DueOn, LessonState.Open);
                (Subject, RootCause, Team, Estate, DrawnAt) = (drawn.Lesson.Subject, drawn.Lesson.RootCause, drawn.Lesson.Team, drawn.Lesson.Estate, drawn.At);
                Take(drawn.Sources, drawn.At);
                break;
            case LessonMilestone.SourcesAdded added:
                Take(added.Sources, added.At);
                break;
            case LessonMilestone.Changed changed:
                (Owner, DueOn) = (changed.Owner, changed.DueOn);
                break;
            case LessonMilestone.Done done:
                (State, DoneAt, Proof) = (LessonState.Done, done.At, done.Proof);
                break;
            case LessonMilestone.Dropped dropped:
                (State, DroppedBecause) = (LessonState.Dropped, dropped.Reason);
                break;
            case LessonMilestone.Reviewed reviewed:
                LastEffect = reviewed.Effect;
                _reviews.Add(new LessonReview(Id, _reviews.Count + 1, reviewed, by));
                break;
            case LessonMilestone.ImprovementWritten written:
                if (_improvements.Find(i => i.Id == written.ImprovementId) is { } before)
                    before.Write(written);
                else
                    _improvements.Add(new Improvement(this, _improvements.Count + 1, written));
                break;
            case LessonMilestone.ImprovementPublished published:
                Find(published.ImprovementId)!.Publish(published.At);
                break;
            case LessonMilestone.ImprovementWithdrawn withdrawn:
                Find(withdrawn.ImprovementId)!.Withdraw(withdrawn.Reason);
                break;
            default:
                throw new InvalidOperationException($"A lesson cannot take in {milestone.GetType().Name}.");
        }

        _timeline.Add(new LessonEntry(Id, _timeline.Count + 1, milestone, by));
    }

    public Improvement? Find(Guid improvementId) => _improvements.Find(i => i.Id == improvementId);

    /// <summary>Puts what was read into the order in which it was recorded.</summary>
    internal void InOrder()
    {
        _sources.Sort((a, b) => a.Number.CompareTo(b.Number));
        _reviews.Sort((a, b) => a.Number.CompareTo(b.Number));
        _improvements.Sort((a, b) => a.Number.CompareTo(b.Number));
        _timeline.Sort((a, b) => a.Number.CompareTo(b.Number));
    }

    private void Take(IReadOnlyList<NewSource> sources, DateTimeOffset at) => _sources.AddRange(sources.Select((source, i) => new LessonSource(Id, _sources.Count + i + 1, source, at)).ToList());
}

/// <summary>A complaint or a piece of feedback that a lesson came from.</summary>
public sealed class LessonSource
{
    public Guid LessonId { get; private set; }
    public int Number { get; private set; }
    public Guid? ComplaintId { get; private set; }
    public Guid? FeedbackId { get; private set; }
    public DateTimeOffset At { get; private set; }

    private LessonSource() { }

    internal LessonSource(Guid lessonId, int number, NewSource source, DateTimeOffset at) =>
        (LessonId, Number, ComplaintId, FeedbackId, At) = (lessonId, number, source.ComplaintId, source.FeedbackId, at);
}

/// <summary>Whether the service was better for it, as it was seen at one time.</summary>
public sealed class LessonReview
{
    public Guid LessonId { get; private set; }
    public int Number { get; private set; }
    public DateTimeOffset At { get; private set; }
    public LessonEffect Effect { get; private set; }
    public string Words { get; private set; } = "";

    /// <summary>Where that can be seen.</summary>
    public string Evidence { get; private set; } = "";
    public string BySubject { get; private set; } = "";

    private LessonReview() { }

    internal LessonReview(Guid lessonId, int number, LessonMilestone.Reviewed reviewed, Recorder by) =>
        (LessonId, Number, At, Effect, Words, Evidence, BySubject) = (lessonId, number, reviewed.At, reviewed.Effect, reviewed.Words, reviewed.Evidence, by.Subject);
}

public enum ImprovementState
{
    Written,
    Published,
    Withdrawn,
}

/// <summary>What residents may read of a lesson: what they said, and what was done. Its words do not change once it is published.</summary>
public sealed class Improvement
{
    public Guid Id { get; private set; }
    public Guid LessonId { get; private set; }
    public string Landlord { get; private set; } = "";
    public int Number { get; private set; }
    public string YouSaid { get; private set; } = "";
    public string WeDid { get; private set; } = "";
    public ImprovementState State { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public string? WithdrawnBecause { get; private set; }

    private Improvement() { }

    internal Improvement(Lesson lesson, int number, LessonMilestone.ImprovementWritten written)
    {
        (Id, LessonId, Landlord, Number, State) = (written.ImprovementId, lesson.Id, lesson.Landlord, number, ImprovementState.Written);
        Write(written);
    }

    internal void Write(LessonMilestone.ImprovementWritten written) => (YouSaid, WeDid) = (written.YouSaid, written.WeDid);

    internal void Publish(DateTimeOffset at) => (State, PublishedAt) = (ImprovementState.Published, at);

    internal void Withdraw(string reason) => (State, WithdrawnBecause) = (ImprovementState.Withdrawn, reason);
}

/// <summary>One line of a lesson's timeline. Never changed.</summary>
public sealed class LessonEntry
{
    public Guid LessonId { get; private set; }
    public int Number { get; private set; }
    public string Name { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public string ByRole { get; private set; } = "";
    public string BySubject { get; private set; } = "";
    public string? Note { get; private set; }

    private LessonEntry() { }

    internal LessonEntry(Guid lessonId, int number, LessonMilestone milestone, Recorder by) =>
        (LessonId, Number, Name, At, ByRole, BySubject, Note) = (lessonId, number, milestone.Name, milestone.At, by.Role, by.Subject, milestone.Note);
}
