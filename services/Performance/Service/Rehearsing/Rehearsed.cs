using Housing.Standards;

namespace Housing.Performance;

/// <summary>What would have become of promises, counted by promise and month as the figures are.</summary>
public sealed class Rehearsed(IEnumerable<string> standards)
{
    private readonly HashSet<string> _standards = new(standards, StringComparer.Ordinal);
    private readonly Dictionary<(string Standard, DateOnly Month), Tally> _tallies = [];
    private readonly HashSet<string> _started = new(StringComparer.Ordinal);

    public long Cases { get; private set; }

    public bool Started(string standard) => _started.Contains(standard);

    public Tally Of(string standard, DateOnly month) => _tallies.GetValueOrDefault((standard, month), Tally.None);

    /// <summary>Takes in one case's.</summary>
    public void Add(IReadOnlyList<Commitment> commitments, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(commitments);
        Cases++;
        foreach (var commitment in commitments.Where(c => _standards.Contains(c.StandardId)))
        {
            _started.Add(commitment.StandardId);
            // What is due by the end of a day is due on that day.
            var day = London.DayOf(commitment.DueAt.AddTicks(-1));
            var key = (commitment.StandardId, new DateOnly(day.Year, day.Month, 1));
            _tallies[key] = Of(key.StandardId, key.Item2) + commitment.OutcomeAt(now) switch
            {
                Outcome.Met => Tally.None with { Met = 1 },
                Outcome.Missed => Tally.None with { Missed = 1 },
                Outcome.Open => Tally.None with { Open = 1 },
                Outcome.Cancelled => Tally.None with { Excused = 1 },
            };
        }
    }
}
