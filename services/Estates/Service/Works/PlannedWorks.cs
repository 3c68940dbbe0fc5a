namespace Housing.Estates;

public enum WorksState
{
    Planned,
    Done,

    /// <summary>They will not be done.</summary>
    Dropped,
}

/// <summary>Where works are: in a home, in a block or on an estate; one of the three is set.</summary>
public sealed record WorksPlace(Guid? HomeId, Guid? BlockId, string? Estate);

/// <summary>What can happen to planned works.</summary>
public abstract record WorksMilestone(string Name, DateTimeOffset At)
{
    public sealed record Planned(string Landlord, WorksPlace Place, string Element, string Programme, DateOnly From, DateOnly To, DateTimeOffset At) : WorksMilestone("works.planned", At);

    public sealed record Moved(DateOnly From, DateOnly To, string Reason, DateTimeOffset At) : WorksMilestone("works.moved", At);

    public sealed record Done(DateOnly On, DateTimeOffset At) : WorksMilestone("works.done", At);

    public sealed record Dropped(string Reason, DateTimeOffset At) : WorksMilestone("works.dropped", At);
}

/// <summary>The replacement of one element of a home, a block or an estate, as a programme has it. Its state changes only in <see cref="Apply"/>.</summary>
public sealed class PlannedWorks
{
    private readonly List<WorksStep> _history = [];

    private PlannedWorks() { }

    public Guid Id { get; private set; }
    public string Landlord { get; private set; } = "";
    public Guid? HomeId { get; private set; }
    public Guid? BlockId { get; private set; }
    public string? Estate { get; private set; }

    /// <summary>As the landlord's fault catalogue names it: "roof".</summary>
    public string Element { get; private set; } = "";

    /// <summary>As residents know it.</summary>
    public string Programme { get; private set; } = "";

    /// <summary>The first day and the last, both included.</summary>
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }

    public WorksState State { get; private set; }
    public DateOnly? DoneOn { get; private set; }

    /// <summary>Why they were dropped, or moved the last time.</summary>
    public string? Reason { get; private set; }

    /// <summary>PostgreSQL's xmin: of two writers at once the later one loses.</summary>
    public uint Version { get; private set; }

    public IReadOnlyList<WorksStep> History => _history;

    public static PlannedWorks Plan(WorksMilestone.Planned planned, string role, string subject)
    {
        var works = new PlannedWorks { Id = Guid.CreateVersion7(planned.At) };
        works.Apply(planned, role, subject);
        return works;
    }

    public void Apply(WorksMilestone milestone, string role, string subject)
    {
        switch (milestone)
        {
            case WorksMilestone.Planned planned:
                (Landlord, Element, Programme, From, To) = (planned.Landlord, planned.Element, planned.Programme, planned.From, planned.To);
                (HomeId, BlockId, Estate) = planned.Place;
                break;
            case WorksMilestone.Moved moved:
                (From, To, Reason) = (moved.From, moved.To, moved.Reason);
                break;
            case WorksMilestone.Done done:
                (State, DoneOn) = (WorksState.Done, done.On);
                break;
            case WorksMilestone.Dropped dropped:
                (State, Reason) = (WorksState.Dropped, dropped.Reason);
                break;
            default:
                throw new InvalidOperationException($"Planned works cannot take in {milestone.GetType().Name}.");
        }

        _history.Add(new WorksStep(Id, _history.Count + 1, milestone, From, To, role, subject));
    }
}

/// <summary>One line of what happened to planned works, with their days as they were then. Never changed.</summary>
public sealed class WorksStep
{
    private WorksStep() { }

    internal WorksStep(Guid worksId, int number, WorksMilestone milestone, DateOnly from, DateOnly to, string role, string subject) =>
        (WorksId, Number, Name, At, From, To, Reason, ByRole, BySubject) = (worksId, number, milestone.Name, milestone.At, from, to, ReasonOf(milestone), role, subject);

    public Guid WorksId { get; private set; }
    public int Number { get; private set; }
    public string Name { get; private set; } = "";
    public DateTimeOffset At { get; private set; }
    public DateOnly From { get; private set; }
    public DateOnly To { get; private set; }
    public string? Reason { get; private set; }
    public string ByRole { get; private set; } = "";
    public string BySubject { get; private set; } = "";

    private static string? ReasonOf(WorksMilestone milestone) => milestone switch
    {
        WorksMilestone.Moved moved => moved.Reason,
        WorksMilestone.Dropped dropped => dropped.Reason,
        _ => null,
    };
}
