using System.Globalization;

namespace Housing.Income;

/// <summary>Says what a due, or its return, is on the account. Each has a cause of its own, so that it is posted once, whoever runs when.</summary>
public static class ChargingDecision
{
    public static AccountMilestone.Posted Debit(Charge charge, ChargeDue due, DateTimeOffset now) =>
        new(due.Pence, PostingKind.RegularCharge, $"{Name(charge.On)}, {Days(due.On, due.Through)}", Causes.Of("charge", charge.Id.ToString(), Iso(due.On)), By: "income", now)
        {
            Entries = Bookkeeping.Plain(PostingKind.RegularCharge, charge.On, due.Pence),
            Evidence = $"charge {charge.Id}",
        };

    /// <summary>What was charged for days after the last one; null when nothing was.</summary>
    /// <param name="charge">The charge.</param>
    /// <param name="standing">What was charged and still stands; what the charge's present last day had given back is not given back again.</param>
    /// <param name="until">Its last day now.</param>
    /// <param name="now">The instant of the posting.</param>
    public static AccountMilestone.Posted? Return(Charge charge, IEnumerable<ChargeDebit> standing, DateOnly until, DateTimeOffset now)
    {
        var debits = standing.Where(debit => Back(debit) > 0).ToList();
        if (debits.Count == 0)
            return null;
        var pence = debits.Sum(Back);
        var narrative = $"{Name(charge.On)} given back, {Days(Later(until.AddDays(1), debits.Min(d => d.FirstDay)), debits.Max(d => d.LastDay))}";
        return new(-pence, PostingKind.ChargeReturned, narrative, Causes.Of("return", charge.Id.ToString(), Iso(until)), By: "income", now)
        {
            Entries = Bookkeeping.Plain(PostingKind.ChargeReturned, charge.On, -pence),
            Evidence = $"charge {charge.Id}",
        };

        long Back(ChargeDebit debit) => debit.After(until) - (charge.Until is { } before ? debit.After(before) : 0);
    }

    internal static string Name(SubAccount part) => part switch
    {
        SubAccount.Rent => "Rent",
        SubAccount.ServiceCharge => "Service charge",
        SubAccount.CourtCosts => "Court costs",
        SubAccount.Recharges => "Recharges",
        SubAccount.ReserveFund => "Reserve fund",
    };

    private static string Days(DateOnly first, DateOnly last) => first == last
        ? string.Create(CultureInfo.InvariantCulture, $"{first:d MMMM yyyy}")
        : string.Create(CultureInfo.InvariantCulture, $"{first:d MMMM yyyy} to {last:d MMMM yyyy}");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;
}
