namespace Housing.Income;

/// <summary>The settings under <c>Income</c>. None of them is a promise: those are in seeds/standards.</summary>
public sealed class IncomeSettings
{
    /// <summary>How often to look whether something is due to be charged or proved.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How many accounts are charged in one transaction.</summary>
    public int ChargeBatch { get; set; } = 100;

    /// <summary>When the night's proof begins, by London's clock.</summary>
    public TimeOnly ProofAfter { get; set; } = new(2, 0);

    /// <summary>How many accounts are worked out anew in one transaction.</summary>
    public int ProofBatch { get; set; } = 1_000;

    /// <summary>How many accounts are looked at for arrears in one transaction.</summary>
    public int ArrearsBatch { get; set; } = 1_000;

    /// <summary>When statements are issued on the day after their period, by London's clock: what fell due at midnight is charged by then, and the ledger proved.</summary>
    public TimeOnly StatementsAfter { get; set; } = new(3, 0);

    /// <summary>For how many accounts statements are issued in one transaction.</summary>
    public int StatementBatch { get; set; } = 50;
}
