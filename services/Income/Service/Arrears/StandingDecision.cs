namespace Housing.Income;

/// <summary>A charge of an account that counts as arrears, as far as a standing needs it.</summary>
public sealed record CountedCharge(long AmountPence, ChargePer Per, ChargeCycle Cycle, DateOnly From, DateOnly? Until, DateOnly ChargedBefore)
{
    public bool IsInForceOn(DateOnly day) => From <= day && !(Until < day);
}

/// <summary>What fell due lately, the last day it is for, and how often that comes.</summary>
public sealed record RecentDue(DateOnly On, DateOnly Through, ChargeCycle Cycle, long Pence);

/// <summary>What is known of an account on the day of a look.</summary>
/// <param name="OwedPence">What the parts that count stand at.</param>
/// <param name="Charges">The charges on them.</param>
/// <param name="Dues">What fell due on them in the last four weeks.</param>
/// <param name="Benefits">What is expected.</param>
/// <param name="Others">What else is surely on its way: a direct debit in collection, instalments not due yet.</param>
public sealed record AccountPicture(
    long OwedPence, IReadOnlyCollection<CountedCharge> Charges, IReadOnlyCollection<RecentDue> Dues, IReadOnlyCollection<ExpectedBenefit> Benefits, IReadOnlyCollection<OnItsWay> Others)
{
    /// <summary>The same without what fell due after a day.</summary>
    public AccountPicture AsOf(DateOnly day)
    {
        var dues = Dues.Where(due => due.On <= day).ToList();
        if (dues.Count == Dues.Count || dues.Count == 0)
            return this with { OwedPence = OwedPence - Dues.Where(due => due.On > day).Sum(due => due.Pence), Dues = dues };
        var chargedBefore = dues.Max(due => due.Through).AddDays(1);
        return this with
        {
            OwedPence = OwedPence - Dues.Where(due => due.On > day).Sum(due => due.Pence),
            Dues = dues,
            Charges = [.. Charges.Select(charge => charge.ChargedBefore > chargedBefore ? charge with { ChargedBefore = chargedBefore } : charge)],
        };
    }
}

/// <summary>Tells technical arrears from real ones: what is owed and surely on its way from what nobody is bringing.</summary>
public static class StandingDecision
{
    public static Standing Decide(ArrearsPolicy policy, AccountPicture picture, DateOnly today)
    {
        var inForce = picture.Charges.Where(charge => charge.IsInForceOn(today)).ToList();
        var year = inForce.Sum(charge => ChargeSum.Usually(charge.AmountPence, charge.Per));
        var yearPence = year > 0 ? year : (long?)null;
        if (picture.OwedPence <= 0)
            return new Standing(picture.OwedPence, yearPence, []);

        List<OnItsWay> coming = [.. picture.Others];
        if (inForce.Count > 0)
        {
            var chargedThrough = inForce.Max(charge => charge.ChargedBefore).AddDays(-1);
            coming.AddRange(picture.Benefits.Select(benefit => benefit.Coming(chargedThrough, today, policy.BenefitLateDays)).OfType<OnItsWay>());
        }

        // What is on its way pays for the latest charges first; those are not late on top of it.
        var notLate = picture.Dues.Where(due => due.On <= today && due.On.AddDays(policy.GraceDays.Of(due.Cycle)) > today).ToList();
        var left = notLate.Sum(due => due.Pence) - coming.Where(sum => sum.Reason is OnItsWayReason.Benefit or OnItsWayReason.DirectDebit).Sum(sum => sum.Pence);
        if (left > 0)
            coming.Add(new(OnItsWayReason.NotLate, left, notLate.Max(due => due.On.AddDays(policy.GraceDays.Of(due.Cycle)))));
        return new Standing(picture.OwedPence, yearPence, coming);
    }
}
