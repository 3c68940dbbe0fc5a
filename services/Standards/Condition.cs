namespace Housing.Standards;

/// <summary>
/// When a promise applies: a small tree over the facts of the milestone that starts it. A fact that is not known holds
/// for nothing. Read from a standards file's <c>when</c>.
/// </summary>
public abstract record Condition
{
    private Condition()
    {
    }

    public abstract bool Holds(Milestone milestone);

    public sealed record All(IReadOnlyList<Condition> Parts) : Condition
    {
        public override bool Holds(Milestone milestone)
        {
            for (var i = 0; i < Parts.Count; i++)      // no enumerator for each promise of each milestone
            {
                if (!Parts[i].Holds(milestone))
                    return false;
            }

            return true;
        }
    }

    public sealed record Any(IReadOnlyList<Condition> Parts) : Condition
    {
        public override bool Holds(Milestone milestone)
        {
            for (var i = 0; i < Parts.Count; i++)
            {
                if (Parts[i].Holds(milestone))
                    return true;
            }

            return false;
        }
    }

    public sealed record Not(Condition Part) : Condition
    {
        public override bool Holds(Milestone milestone) => !Part.Holds(milestone);
    }

    /// <summary>The fact is one of these.</summary>
    public sealed record Is(string Fact, IReadOnlyList<Fact> Values) : Condition
    {
        public override bool Holds(Milestone milestone)
        {
            if (!milestone.Facts.TryGet(Fact, out var value))
                return false;
            for (var i = 0; i < Values.Count; i++)
            {
                if (Values[i] == value)
                    return true;
            }

            return false;
        }
    }

    /// <summary>The fact is a number between bounds; a bound left out does not bind.</summary>
    public sealed record Number(string Fact, decimal? Over, decimal? AtLeast, decimal? Under, decimal? AtMost) : Condition
    {
        public override bool Holds(Milestone milestone) =>
            milestone.Facts.TryGet(Fact, out var fact) && fact.Number is { } number
            && !(number <= Over) && !(number < AtLeast) && !(number >= Under) && !(number > AtMost);
    }

    /// <summary>The milestone's London day is in this part of the year.</summary>
    public sealed record Season(DaysOfYear Days) : Condition
    {
        public override bool Holds(Milestone milestone) => Days.Contains(London.DayOf(milestone.At));
    }

    /// <summary>The milestone that starts it is one of these, for promises that several can start.</summary>
    public sealed record StartedBy(IReadOnlyList<string> Names) : Condition
    {
        public override bool Holds(Milestone milestone) => Names.Contains(milestone.Name);
    }
}
