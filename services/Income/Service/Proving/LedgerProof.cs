namespace Housing.Income;

/// <summary>The proof of one London day: how far it has come and what it found.</summary>
public sealed class LedgerProof
{
    private LedgerProof() { }

    public DateOnly Day { get; private set; }
    public DateTimeOffset StartedAt { get; private set; }

    /// <summary>Null while it runs.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>The last account that was worked out anew; a proof that was interrupted goes on after it.</summary>
    public Guid? AfterId { get; private set; }

    public long Accounts { get; private set; }
    public long Differences { get; private set; }

    internal void Proved(IReadOnlyList<Guid> accounts, int differences)
    {
        AfterId = accounts[^1];
        Accounts += accounts.Count;
        Differences += differences;
    }

    internal void Finish(DateTimeOffset now) => FinishedAt = now;
}

/// <summary>Something that is recorded otherwise than the postings come to.</summary>
public sealed class LedgerDifference
{
    private LedgerDifference() { }

    public Guid Id { get; private set; }
    public DateOnly Day { get; private set; }
    public Guid AccountId { get; private set; }
    public string Landlord { get; private set; } = "";

    /// <summary>"balance", "postings", "entries" or a part of the account.</summary>
    public string What { get; private set; } = "";

    public long RecordedPence { get; private set; }
    public long RecomputedPence { get; private set; }
    public DateTimeOffset FoundAt { get; private set; }

    internal static LedgerDifference Found(DateOnly day, Recomputed row, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        Day = day,
        AccountId = row.AccountId,
        Landlord = row.Landlord,
        What = Enum.TryParse<SubAccount>(row.What, out var part) ? IncomeMessages.Word(part) : row.What,
        RecordedPence = row.RecordedPence,
        RecomputedPence = row.RecomputedPence,
        FoundAt = now,
    };
}

/// <summary>What is recorded of an account beside what its postings come to.</summary>
internal sealed record Recomputed(Guid AccountId, string Landlord, string What, long RecordedPence, long RecomputedPence);
