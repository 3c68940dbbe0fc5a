namespace Housing.Standards;

/// <summary>
/// What a rule decided: milestones to apply, nothing to do (the same thing said twice), or a refusal.
/// Milestones and refusals convert to it, so a decision reads as a switch over values.
/// </summary>
public abstract record Decision<TMilestone>
    where TMilestone : class
{
    private Decision()
    {
    }

    /// <summary>It was done already: answer as before and change nothing.</summary>
    public static Decision<TMilestone> Nothing { get; } = new NothingToDo();

    /// <summary>The milestones this decision accepted, in order; empty unless it is <see cref="Accepted"/>.</summary>
    public IReadOnlyList<TMilestone> Milestones => this is Accepted accepted ? accepted.All : [];

    public static implicit operator Decision<TMilestone>(TMilestone milestone) => new Accepted([milestone]);

    public static implicit operator Decision<TMilestone>(TMilestone[] milestones) => FromList(milestones);

    public static implicit operator Decision<TMilestone>(List<TMilestone> milestones) => FromList(milestones);

    public static implicit operator Decision<TMilestone>(Refusal refusal) => new Refused(refusal);

    private static Decision<TMilestone> FromList(IReadOnlyList<TMilestone> milestones) =>
        milestones.Count == 0 ? Nothing : new Accepted([.. milestones]);

    /// <summary>It happened: apply these, in order.</summary>
    public sealed record Accepted(IReadOnlyList<TMilestone> All) : Decision<TMilestone>
    {
        public bool Equals(Accepted? other) => other is not null && All.SequenceEqual(other.All);

        public override int GetHashCode() => All.Count == 0 ? 0 : HashCode.Combine(All.Count, All[0]);
    }

    /// <summary>A rule said no.</summary>
    public sealed record Refused(Refusal Why) : Decision<TMilestone>;

    /// <summary>The type of <see cref="Nothing"/>, to match on.</summary>
    public sealed record NothingToDo : Decision<TMilestone>;
}
