namespace Housing.Income;

/// <summary>Says whose a row is, how it is put on the account, and when the next is to be expected.</summary>
public static class BenefitRowDecision
{
    /// <summary>The account, and by what it was told; null with why not. Money never goes to a closed account by itself; what is taken back does, since it was paid there.</summary>
    public static (Guid? AccountId, string Why) Decide(BenefitLine line, IReadOnlyDictionary<long, Payee> byNumber, Payee? byClaim)
    {
        var named = PaymentReference.NumbersIn(line.Reference).Where(byNumber.ContainsKey).ToList();
        var (payee, by) = named switch
        {
            [var one] => (byNumber[one], $"payment reference {PaymentReference.Of(one)}"),
            [] when byClaim is not null => (byClaim, "the claim is known"),
            [] => (null, "It names no account's payment reference, and its claim is not known."),
            _ => (null, "It names several accounts."),
        };
        return payee is null ? (null, by) : payee.Closed && line.Pence > 0 ? (null, $"The account is closed ({by}).") : (payee.AccountId, by);
    }

    /// <summary>What a row is on the account: a payment, or for an overpayment what the payer has taken back.</summary>
    public static AccountMilestone.Posted Post(Account account, GivenSchedule schedule, BenefitLine line, AllocationOrder order, string by, DateTimeOffset now)
    {
        var (name, days) = (Name(schedule.Kind), $"{line.From:d MMMM yyyy} to {line.To:d MMMM yyyy}");
        var evidence = $"{schedule.Payer.Name}, schedule {schedule.Reference}, line {line.Line}";
        return line.Pence > 0
            ? MoneyInDecision.Decide(account, new MoneyIn(line.Pence, $"{name}, {days}", schedule.IdOf(line), evidence, by, now), order)
            : new AccountMilestone.Posted(-line.Pence, PostingKind.Refund, $"{name} taken back, {days}", schedule.IdOf(line), by, now) { Evidence = evidence };
    }

    /// <summary>How often it comes, by the days that it is for.</summary>
    public static PayCycle Every(BenefitLine line) => (line.To.DayNumber - line.From.DayNumber + 1) switch
    {
        <= 7 => PayCycle.Weekly,
        <= 14 => PayCycle.Fortnightly,
        28 => PayCycle.FourWeekly,
        _ => PayCycle.Monthly,
    };

    private static string Name(BenefitKind kind) => kind switch
    {
        BenefitKind.HousingBenefit => "Housing benefit",
        BenefitKind.UniversalCredit => "Universal Credit",
    };
}
