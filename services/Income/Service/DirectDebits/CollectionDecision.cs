namespace Housing.Income;

/// <summary>What a household agreed to pay on a day beside what falls due, such as an instalment on arrears.</summary>
public sealed record AgreedInstalment(DateOnly On, long Pence);

/// <summary>Says how much a collection takes: what falls due from its day until the day before the next, in advance as charges are, and what is agreed for those days.</summary>
public static class CollectionDecision
{
    /// <summary>What it takes.</summary>
    /// <param name="charges">The account's regular charges.</param>
    /// <param name="debited">What of them was charged already for those days.</param>
    /// <param name="terms">When the landlord's charges fall due.</param>
    /// <param name="from">The collection's day.</param>
    /// <param name="before">The next one's.</param>
    /// <param name="agreed">What is agreed beside them.</param>
    public static long Pence(IEnumerable<Charge> charges, IEnumerable<ChargeDebit> debited, ChargeYear terms, DateOnly from, DateOnly before, IEnumerable<AgreedInstalment> agreed) => Math.Min(
        ChargeDecision.Largest,
        charges.Sum(charge => charge.Dues(terms).TakeWhile(due => due.On < before).Where(due => due.On >= from).Sum(due => due.Pence))
        + debited.Where(debit => debit.FirstDay >= from && debit.FirstDay < before).Sum(debit => debit.Pence)
        + agreed.Where(instalment => instalment.On >= from && instalment.On < before).Sum(instalment => instalment.Pence));

    /// <summary>When a debit that was not paid is presented again; null when it is not.</summary>
    public static DateOnly? Again(Collection failed, string code, DebitPolicy policy, DateOnly today, Standards.Calendar calendar)
    {
        if (code != DebitReasons.ReferToPayer || failed.Attempt >= policy.Again.Times)
            return null;
        var on = calendar.WorkingDaysAfter(today, policy.Again.AfterWorkingDays);
        return on <= failed.NominalOn.AddDays(policy.Again.WithinDays) ? on : null;
    }
}

/// <summary>Bacs's codes for why a debit was not paid, or a mandate not taken or ended.</summary>
public static class DebitReasons
{
    public const string ReferToPayer = "0";
    public const string Transferred = "3";

    /// <summary>What a bank says of one that was not paid, and whether the mandate is over with it.</summary>
    public static (string Words, bool Ends) OfDebit(string code) => code switch
    {
        ReferToPayer => ("refer to payer", false),
        "1" => ("the payer cancelled it", true),
        "2" => ("the payer has died", true),
        Transferred => ("the account was transferred", true),
        "4" => ("the payer disputes the notice", false),
        "5" => ("there is no such account", true),
        "6" => ("the bank has no such instruction", true),
        "7" => ("the sum is another than was told", false),
        "8" => ("it was not due yet", false),
        "9" => ("it was presented too late", false),
        "A" => ("the collector is another", false),
        "B" => ("the account is closed", true),
        _ => ($"reason {code}", false),
    };

    /// <summary>What a bank says of a mandate, and whether it is over; null words for a code that changes nothing here.</summary>
    public static (string Words, bool Ends) OfMandate(string kind, string code) => (kind, code) switch
    {
        ("addacs", "0") => ("the bank cancelled it", true),
        (_, "1") => ("the payer cancelled it", true),
        (_, "2") => ("the payer has died", true),
        ("addacs", Transferred or "C") => ("the account was transferred", false),
        ("addacs", "D") => ("the payer disputes the notice", true),
        ("addacs", "E" or "R") => ("the bank amended it", false),
        (_, "B") => ("the account is closed", true),
        ("auddis", "5") => ("there is no such account", true),
        ("auddis", "F") => ("no direct debits are taken from such an account", true),
        ("auddis", "G") => ("the bank takes no direct debits", true),
        ("auddis", "I") => ("the payer's reference is not unique", true),
        ("auddis", "L") => ("the payer's details are not right", true),
        _ => ($"reason {code}", true),
    };
}
