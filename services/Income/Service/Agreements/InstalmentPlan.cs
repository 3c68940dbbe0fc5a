namespace Housing.Income;

public sealed record PlannedInstalment(int Number, DateOnly DueOn, long Pence);

/// <summary>Cuts a debt into instalments that add up to it: all alike, and the last what is left.</summary>
public static class InstalmentPlan
{
    public static int Count(long debtPence, long instalmentPence) => (int)Math.Min(int.MaxValue, (debtPence + instalmentPence - 1) / instalmentPence);

    public static IEnumerable<PlannedInstalment> Of(long debtPence, long instalmentPence, PayCycle every, DateOnly firstOn)
    {
        var count = Count(debtPence, instalmentPence);
        for (var at = 0; at < count; at++)
            yield return new(at + 1, every.Day(firstOn, at), Math.Min(instalmentPence, debtPence - at * instalmentPence));
    }
}
