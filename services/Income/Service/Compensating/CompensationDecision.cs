using System.Globalization;
using Housing.Standards;

namespace Housing.Income;

/// <summary>An appointment nobody came to.</summary>
public sealed record MissedAppointment(Guid AppointmentId, string Landlord, Guid HomeId, DateTimeOffset EndedAt);

/// <summary>The household in the home, and since when as far as we had to ask.</summary>
public sealed record LetDown(Guid HouseholdId, DateOnly? Since);

/// <summary>Says what a missed appointment is worth to those who waited in for it (OHO-REP-14, and every landlord that sets a sum).</summary>
public static class CompensationDecision
{
    public const string Reason = "missed-appointment";

    /// <summary>A posting in the household's favour, nothing when none is due, or why it cannot be paid.</summary>
    /// <param name="sum">What the landlord pays; null when it pays nothing.</param>
    /// <param name="missed">The appointment.</param>
    /// <param name="letDown">Who waited in; null when nobody holds the home.</param>
    /// <param name="credited">Whether this appointment was made good before.</param>
    /// <param name="now">The instant of the credit.</param>
    public static Decision<AccountMilestone.Posted> Decide(Compensation? sum, MissedAppointment missed, LetDown? letDown, bool credited, DateTimeOffset now)
    {
        if (sum is null || credited)
            return Decision<AccountMilestone.Posted>.Nothing;

        var day = London.DayOf(missed.EndedAt);
        if (letDown is null || letDown.Since > day)
            return IncomeRefusals.NobodyLetDown;      // an empty home, or people who moved in later

        var narrative = string.Create(CultureInfo.InvariantCulture, $"Compensation for the missed appointment of {day:d MMMM yyyy}");
        return new AccountMilestone.Posted(-sum.Pence, PostingKind.Compensation, narrative, missed.AppointmentId, By: "income", now);
    }
}
