namespace Housing.Income;

/// <summary>An account that money may be for.</summary>
public sealed record Payee(Guid AccountId, bool Closed);

/// <summary>Where an entry belongs.</summary>
public abstract record EntryMatch(string Why)
{
    public sealed record To(Guid AccountId, string Why) : EntryMatch(Why);

    /// <summary>It waits in suspense.</summary>
    public sealed record Nobody(string Why) : EntryMatch(Why);

    /// <summary>It takes an earlier payment back.</summary>
    public sealed record Back(string Why) : EntryMatch(Why);

    /// <summary>It is not for the ledger.</summary>
    public sealed record Left(string Why) : EntryMatch(Why);
}

/// <summary>Says whose money an entry is: by the payment reference it quotes, else by its payer where staff said once whom that one pays for; nobody's is guessed.</summary>
public static class MatchDecision
{
    /// <summary>Where it belongs, and why.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="byNumber">The landlord's accounts by the number that their payment reference holds.</param>
    /// <param name="byPayer">The accounts that payers are remembered for, by the payer's own account.</param>
    /// <param name="benefits">Who pays benefits for many at once, by schedule.</param>
    public static EntryMatch Decide(CamtEntry entry, IReadOnlyDictionary<long, Payee> byNumber, IReadOnlyDictionary<string, Payee> byPayer, IReadOnlyList<BenefitPayer> benefits)
    {
        if (entry.Source == BankSource.DirectDebit)
            return new EntryMatch.Left("Direct debits are posted payer by payer, on the day they are collected, and undone by the bank's own report of those unpaid.");
        if (entry.Pence < 0)
            return entry.TakesBack ? new EntryMatch.Back(entry.ReturnReason is { } reason ? $"returned, reason {reason}" : "reversed") : new EntryMatch.Left("Money that went out and takes no payment back.");
        if (entry.PayerAccount is { } from && benefits.FirstOrDefault(payer => payer.Accounts.Contains(from)) is { } scheduled)
            return new EntryMatch.Left($"Benefits of {scheduled.Name} are posted household by household, by its schedule.");
        if (entry.Pence > ChargeDecision.Largest)
            return new EntryMatch.Nobody("More than a million pounds: more than any account is paid at once.");

        var quoted = PaymentReference.NumbersIn(entry.Quoted).Where(byNumber.ContainsKey).ToList();
        if (quoted.Count > 1)
            return new EntryMatch.Nobody($"It quotes several accounts: {string.Join(", ", quoted.Select(PaymentReference.Of))}.");
        if (quoted.Count == 1)
            return Open(byNumber[quoted[0]], $"payment reference {PaymentReference.Of(quoted[0])}");
        return entry.PayerAccount is { } payer && byPayer.TryGetValue(payer, out var remembered)
            ? Open(remembered, "the payer is known")
            : new EntryMatch.Nobody("It quotes no account's payment reference, and its payer is not known.");
    }

    private static EntryMatch Open(Payee payee, string by) =>
        payee.Closed ? new EntryMatch.Nobody($"The account is closed ({by}).") : new EntryMatch.To(payee.AccountId, by);
}
