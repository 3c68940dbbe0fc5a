using Housing.Standards;

namespace Housing.Income;

/// <summary>Every refusal about benefit schedules, besides what is wrong within one.</summary>
public static class BenefitRefusals
{
    public static Refusal ScheduleUnknown { get; } = Refusal.NotFound("SCHEDULE_UNKNOWN", "There is no such schedule. ListBenefitSchedules gives the ids.");

    public static Refusal ScheduleDiffers(string reference, DateTimeOffset importedAt) => Refusal.Precondition(
        "SCHEDULE_DIFFERS", $"Schedule {reference} was imported on {London.DayOf(importedAt):yyyy-MM-dd} and said something else then. Nothing was imported; ask its payer which of the two is right.");
}
