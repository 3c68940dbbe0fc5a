namespace Housing.Income;

/// <summary>One regular charge and what it is made of.</summary>
/// <param name="From">The first day it is for.</param>
/// <param name="Lines">How the sum came about; they add up to it.</param>
/// <param name="WorkedOut">How the sum becomes what falls due, in words.</param>
public sealed record ScheduledCharge(SubAccount Part, long AmountPence, ChargePer Per, ChargeCycle Cycle, DateOnly From, IReadOnlyList<ChargePart> Lines, string WorkedOut);

/// <summary>What a household's regular charges are made of, as they are on a day; one that is set and has not begun yet is among them (ROS-INC-06).</summary>
public sealed record ChargeSchedule(DateOnly On, IReadOnlyList<ScheduledCharge> Charges)
{
    public static ChargeSchedule Of(DateOnly on, IEnumerable<Charge> charges, ChargeYear? terms) => new(on, [
        .. charges.Where(charge => charge.Until is not { } until || (until >= on && until >= charge.From))
            .OrderBy(charge => charge.On).ThenBy(charge => charge.From)
            .Select(charge => new ScheduledCharge(charge.On, charge.AmountPence, charge.Per, charge.Cycle, charge.From, charge.Parts, terms is null ? "" : ChargeSum.Explain(charge, terms))),
    ]);
}
