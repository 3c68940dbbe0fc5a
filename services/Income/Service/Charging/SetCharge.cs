using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>What is to be charged on one part of an account from a day on.</summary>
public sealed record SetCharge(SubAccount On, long AmountPence, ChargePer Per, ChargeCycle Cycle, DateOnly From, IReadOnlyList<ChargePart> Parts);

/// <summary>
/// Says whether a charge can be set. The first of a part begins with the tenancy; every later one is a change, and takes effect only after the notice that the
/// landlord promises (OHO-INC-09, OHO-LSE-21) and the law asks for (ENG-INC-05, ENG-INC-06); an assured tenant's rent goes up no oftener than the law lets it (ENG-INC-07).
/// </summary>
public static class SetChargeDecision
{
    private const int MostParts = 40;

    /// <summary>How far ahead a day that gives enough notice is looked for.</summary>
    private const int DaysAhead = 800;

    private const string OncePerYear = "ENG-INC-07";

    /// <summary>The terms the law tells tenants apart by: where it is not known which apply, the longest notice of them all is given.</summary>
    private static readonly string[] Tenures = ["secure", "assured", "leasehold"];

    /// <summary>Nothing when it can be set, or why not.</summary>
    /// <param name="account">The account.</param>
    /// <param name="command">What is to be charged.</param>
    /// <param name="earlier">The charges of this part set before.</param>
    /// <param name="terms">When the landlord's charges fall due; null when that is not set.</param>
    /// <param name="standards">What is promised and what the law asks for.</param>
    /// <param name="now">The instant at which notice is given.</param>
    public static Refusal? Refuse(Account account, SetCharge command, IReadOnlyList<Charge> earlier, ChargeYear? terms, StandardsBook standards, DateTimeOffset now)
    {
        if (terms is null)
            return IncomeRefusals.ChargesNotSet;
        if (account.EndedOn is { } ended)
            return IncomeRefusals.AccountEnded(ended);

        var fields = new FieldReader();
        if (command.On is SubAccount.CourtCosts or SubAccount.Recharges)
            fields.Fault("sub_account", "must be rent, service charge or reserve fund; anything else is charged once, by PostCharge.");
        if (command.AmountPence is < 1 or > ChargeDecision.Largest)
            fields.Fault("amount_pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {command.AmountPence}.");
        if (!terms.Cycles.Contains(command.Cycle))
            fields.Fault("cycle", $"must be one that the landlord offers: {string.Join(", ", terms.Cycles.Select(IncomeMessages.Word))}.");
        CheckParts(command, fields);

        var today = London.DayOf(now);
        var begins = account.StartedOn ?? London.DayOf(account.OpenedAt);
        if (command.From < begins || command.From > today.AddYears(1))
            fields.Fault("from", string.Create(CultureInfo.InvariantCulture, $"must be from {begins:yyyy-MM-dd}, the account's first day, to {today.AddYears(1):yyyy-MM-dd}; it is {command.From:yyyy-MM-dd}."));
        if (fields.FoundFaults)
            return fields.Refuse("CHARGE_INVALID");
        return IsChange(earlier) ? TooLate(command, from => Broken(account, command, from, earlier, standards, now), today) : null;
    }

    /// <summary>Whether anything was charged, or set to be, before; one that was replaced before it began counts for nothing.</summary>
    public static bool IsChange(IReadOnlyList<Charge> earlier) => earlier.Any(charge => charge.Until is not { } until || until >= charge.From);

    /// <summary>What the promises about a change ask: what is charged, of whom, from when.</summary>
    public static Facts FactsOf(Account account, SubAccount on, DateOnly from, string? tenure)
    {
        var facts = Facts.Of(("charge", IncomeMessages.Word(on)), ("effective-on", from));
        return (tenure ?? account.Tenure) is { } known ? facts.With(Facts.Of(("tenure", known))) : facts;
    }

    private static Refusal? TooLate(SetCharge command, Func<DateOnly, List<string>> broken, DateOnly today)
    {
        // Nothing is changed for days that are over or have begun.
        var wanted = command.From > today ? command.From : today.AddDays(1);
        var clauses = broken(wanted);
        if (command.From > today && clauses.Count == 0)
            return null;
        var earliest = Enumerable.Range(1, DaysAhead).Select(today.AddDays).Where(day => broken(day).Count == 0).Select(day => (DateOnly?)day).FirstOrDefault();
        return IncomeRefusals.NoticeTooShort(earliest, clauses);
    }

    /// <summary>The promises and laws that a change from this day on would break.</summary>
    private static List<string> Broken(Account account, SetCharge command, DateOnly from, IReadOnlyList<Charge> earlier, StandardsBook standards, DateTimeOffset now)
    {
        string?[] tenures = account.Tenure is null && account.Kind != AccountKind.Garage ? [.. Tenures] : [account.Tenure];
        var notices = tenures.SelectMany(tenure => standards.Match(account.Landlord, new Milestone(ChargeMilestones.Planned, now, FactsOf(account, command.On, from, tenure))))
            .Where(match => match.Due <= now)
            .Select(match => match.Standard.Id);
        return [.. notices.Concat(tenures.Contains("assured") && TooSoon(command, from, earlier, standards) ? [OncePerYear] : []).Distinct().Order(StringComparer.Ordinal)];
    }

    // ENG-INC-07: counted from the last rise, and before there was one from the first rent.
    private static bool TooSoon(SetCharge command, DateOnly from, IReadOnlyList<Charge> earlier, StandardsBook standards)
    {
        if (command.On != SubAccount.Rent || standards.Law?.Account.Rules.FirstOrDefault(rule => rule.Id == OncePerYear)?.Limit is not { } limit)
            return false;
        var rents = earlier.Where(charge => charge.From < from && (charge.Until is not { } until || until >= charge.From)).OrderBy(charge => charge.From).ToList();
        if (rents.Count == 0 || ChargeSum.Usually(command.AmountPence, command.Per) <= ChargeSum.Usually(rents[^1].AmountPence, rents[^1].Per))
            return false;
        var rise = rents.Where((rent, at) => at == 0 || ChargeSum.Usually(rent.AmountPence, rent.Per) > ChargeSum.Usually(rents[at - 1].AmountPence, rents[at - 1].Per)).Last();
        return from < London.DayOf(limit.Due(London.StartOf(rise.From), standards.Law.Calendar).AddTicks(-1));
    }

    private static void CheckParts(SetCharge command, FieldReader fields)
    {
        if (command.Parts.Count is < 1 or > MostParts)
            fields.Fault("parts", $"must be 1 to {MostParts} lines that say how the sum came about; there are {command.Parts.Count}.");
        for (var at = 0; at < Math.Min(command.Parts.Count, MostParts); at++)
        {
            fields.Line($"parts[{at}].label", command.Parts[at].Label, 100);
            if (command.Parts[at].Pence is < -ChargeDecision.Largest or > ChargeDecision.Largest)
                fields.Fault($"parts[{at}].pence", $"must be at most {ChargeDecision.Largest} pence either way; it is {command.Parts[at].Pence}.");
        }

        if (!fields.FoundFaults && command.Parts.Sum(part => part.Pence) is var sum && sum != command.AmountPence)
            fields.Fault("parts", $"must add up to amount_pence, {command.AmountPence}; they add up to {sum}.");
    }
}

/// <summary>What is said of a charge to the promises about it.</summary>
public static class ChargeMilestones
{
    public const string Planned = "charge-change.planned";
    public const string Notified = "charge-change.notified";
}
