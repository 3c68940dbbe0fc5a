using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>An agreement as it is offered.</summary>
public sealed record OfferAgreement(long InstalmentPence, PayCycle Every, DateOnly FirstOn, Means Means);

/// <summary>
/// Says whether an agreement can be offered: one that the household can afford by its own figures (OHC-INC-04, ENG-INC-09, ROS-INC-02), for what is really owed.
/// </summary>
public static class AgreementOfferDecision
{
    private const int MostLines = 40;
    private const int FirstWithinDays = 62;

    /// <summary>The offer, or why it cannot be made.</summary>
    /// <param name="standing">What stands on the account.</param>
    /// <param name="running">The agreement in force; null when there is none. One that is only offered gives way.</param>
    /// <param name="command">The offer.</param>
    /// <param name="terms">The landlord's.</param>
    /// <param name="by">Who offers it.</param>
    /// <param name="now">When.</param>
    public static Decision<AgreementMilestone.Offered> Decide(Standing standing, Agreement? running, OfferAgreement command, AgreementTerms terms, string by, DateTimeOffset now)
    {
        var fields = new FieldReader();
        var today = London.DayOf(now);
        var debt = standing.RealPence;
        if (command.InstalmentPence is < 1 or > ChargeDecision.Largest)
            fields.Fault("instalment_pence", $"must be 1 to {ChargeDecision.Largest} pence; it is {command.InstalmentPence}.");
        else if (InstalmentPlan.Count(debt, command.InstalmentPence) > terms.MostInstalments)
            fields.Fault("instalment_pence", $"must be at least {(debt + terms.MostInstalments - 1) / terms.MostInstalments} pence, so that {debt} pence are paid back in {terms.MostInstalments} instalments; it is {command.InstalmentPence}.");
        if (command.FirstOn <= today || command.FirstOn > today.AddDays(FirstWithinDays))
            fields.Fault("first_on", string.Create(CultureInfo.InvariantCulture, $"must be from {today.AddDays(1):yyyy-MM-dd} to {today.AddDays(FirstWithinDays):yyyy-MM-dd}; it is {command.FirstOn:yyyy-MM-dd}."));
        Check("income", command.Means.Income, fields);
        Check("spending", command.Means.Spending, fields);
        if (fields.FoundFaults)
            return fields.Refuse("AGREEMENT_INVALID");
        if (running?.State == AgreementState.InForce)
            return AgreementRefusals.AnotherInForce;
        if (debt <= 0)
            return AgreementRefusals.NothingToAgree;
        // A year of each, so that nothing is rounded.
        var aYear = command.InstalmentPence * command.Every.TimesAYear();
        return aYear > command.Means.LeftPence * 12
            ? AgreementRefusals.NotAffordable(command, command.Means.LeftPence)
            : new AgreementMilestone.Offered(command, debt, today.AddDays(terms.OfferDays), by, now);
    }

    private static void Check(string field, IReadOnlyList<MeansLine> lines, FieldReader fields)
    {
        if (lines.Count is < 1 or > MostLines)
            fields.Fault(field, $"must be 1 to {MostLines} lines of a month's {field}; there are {lines.Count}.");
        for (var at = 0; at < Math.Min(lines.Count, MostLines); at++)
        {
            fields.Line($"{field}[{at}].label", lines[at].Label, 100);
            if (lines[at].Pence is < 1 or > ChargeDecision.Largest)
                fields.Fault($"{field}[{at}].pence", $"must be 1 to {ChargeDecision.Largest} pence a month; it is {lines[at].Pence}.");
        }
    }
}
