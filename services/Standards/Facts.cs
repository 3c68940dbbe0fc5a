using System.Globalization;

namespace Housing.Standards;

/// <summary>What a case says about itself: a word, a number, yes/no or a time. Money is pence; a London day is its first instant.</summary>
public readonly record struct Fact
{
    private Fact(string? text, decimal? number, bool? yes, DateTimeOffset? instant = null)
    {
        Text = text;
        Number = number;
        Yes = yes;
        Instant = instant;
    }

    public string? Text { get; }

    public decimal? Number { get; }

    public bool? Yes { get; }

    public DateTimeOffset? Instant { get; }

    public static implicit operator Fact(DateTimeOffset instant) => new(null, null, null, instant.ToUniversalTime());

    public static implicit operator Fact(DateOnly day) => London.StartOf(day);

    public static implicit operator Fact(string text) => new(text, null, null);

    public static implicit operator Fact(decimal number) => new(null, number, null);

    public static implicit operator Fact(long number) => new(null, number, null);

    public static implicit operator Fact(int number) => new(null, number, null);

    public static implicit operator Fact(bool yes) => new(null, null, yes);

    public override string ToString() => Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? Instant?.ToString("O", CultureInfo.InvariantCulture) ?? (Yes == true ? "true" : "false");
}

/// <summary>The facts that go with a milestone; promises ask for them by name. Nothing personal belongs here.</summary>
/// <example><c>Facts.Of(("priority", "emergency"), ("fault", "gas-leak"))</c></example>
public sealed class Facts
{
    public static readonly Facts None = new([]);

    private readonly (string Name, Fact Value)[] _all;   // a handful: a walk beats a hash

    private Facts((string Name, Fact Value)[] all) => _all = all;

    public IReadOnlyList<(string Name, Fact Value)> All => _all;

    /// <summary>Facts by name; a name said twice is a mistake.</summary>
    public static Facts Of(params (string Name, Fact Value)[] facts)
    {
        for (var i = 1; i < facts.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (facts[i].Name == facts[j].Name)
                    throw new ArgumentException($"The fact “{facts[i].Name}” is given twice.", nameof(facts));
            }
        }

        return facts.Length == 0 ? None : new([.. facts]);
    }

    /// <summary>Whether both say the same, in whatever order.</summary>
    public bool SameAs(Facts others) => _all.Length == others._all.Length && Array.TrueForAll(_all, fact => others.TryGet(fact.Name, out var value) && value == fact.Value);

    /// <summary>These and the others; where both say something, these win.</summary>
    public Facts With(Facts others)
    {
        if (_all.Length == 0 || others._all.Length == 0)
            return _all.Length == 0 ? others : this;
        var all = new List<(string, Fact)>(_all.Length + others._all.Length);
        all.AddRange(_all);
        foreach (var other in others._all)
        {
            if (!TryGet(other.Name, out _))
                all.Add(other);
        }

        return new([.. all]);
    }

    public bool TryGet(string name, out Fact value)
    {
        foreach (var fact in _all)
        {
            if (fact.Name == name)
            {
                value = fact.Value;
                return true;
            }
        }

        value = default;
        return false;
    }
}

/// <summary>A fact about a case, with its time: "repair.reported". It knows no deadline.</summary>
public sealed record Milestone(string Name, DateTimeOffset At, Facts Facts);
