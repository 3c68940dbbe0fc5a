using System.Globalization;
using Housing.Standards;

namespace Housing.Repairs;

/// <summary>Every refusal about hazards.</summary>
public static class HazardRefusals
{
    public static Refusal NoHazard { get; } = Refusal.NotFound("NO_HAZARD", "No hazard is on record for this repair. NoticeHazard says that there is one.");

    public static Refusal NotInAHome { get; } = Refusal.Precondition("NOT_IN_A_HOME", "The hazard times are for homes; what is wrong in a shared place is a repair with its own times.");

    public static Refusal FirstInvestigation { get; } =
        Refusal.Precondition("FIRST_INVESTIGATION", "Nobody has investigated it yet, so that the first investigation is a standard or an emergency one.", "ENG-HAZ-14");

    public static Refusal InvestigatedBefore { get; } =
        Refusal.Precondition("INVESTIGATED_BEFORE", "It was investigated before, so that another investigation is a renewed or a further one.", "ENG-HAZ-14");

    public static Refusal NotInvestigated { get; } =
        Refusal.Precondition("NOT_INVESTIGATED", "The summary is of an investigation's findings. Record the investigation first, and the summary with a time after it.", "ENG-HAZ-02");

    public static Refusal SafeAlready { get; } =
        Refusal.Precondition("HAZARD_SAFE", "The home was safe by then. Somewhere else to stay is offered while it is not.", "ENG-HAZ-12");

    public static Refusal DoneBefore { get; } = Refusal.Precondition("STEP_DONE", "That step is on record with another time. GetHazard has it.");

    public static Refusal Known(Hazard hazard, DateTimeOffset noticed) =>
        Refusal.Precondition("HAZARD_KNOWN", $"It is on record as {hazard.Kind}, noticed at {Text(noticed)}. What it is found to be is said with the investigation.");

    public static Refusal BeforeNoticed(DateTimeOffset noticed) => RepairRefusals.Field("at", $"must not be before it was noticed, which was at {Text(noticed)}.");

    public static Refusal BeforeBegun(DateTimeOffset begun) => RepairRefusals.Field("at", $"must not be before the work began, which was at {Text(begun)}.");

    private static string Text(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
