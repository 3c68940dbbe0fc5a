namespace Housing.Income;

/// <summary>What a check of an account comes to.</summary>
public enum CheckOutcome
{
    /// <summary>It owes nothing that asks for anything.</summary>
    Nothing,

    /// <summary>It owes enough for a case, and had none.</summary>
    Opens,

    /// <summary>It has a case, and reaches a higher step than at the last look.</summary>
    Rises,

    /// <summary>It has a case, which stays as it is but for its figures.</summary>
    Stays,

    /// <summary>It has a case, and owes nothing any more.</summary>
    Closes,
}

/// <summary>Says what a look at an account comes to (OHC-INC-02, OHC-INC-03, ROS-INC-07).</summary>
public static class CheckDecision
{
    /// <summary>What one look comes to.</summary>
    /// <param name="ladder">The landlord's, for what the account is now.</param>
    /// <param name="standing">What stands now.</param>
    /// <param name="open">Its open case; null when it has none.</param>
    public static CheckOutcome Decide(IReadOnlyList<LadderStep> ladder, Standing standing, ArrearsCase? open) => (LadderDecision.LevelOf(ladder, standing), open) switch
    {
        (0, null) => CheckOutcome.Nothing,
        (_, null) => CheckOutcome.Opens,
        (_, not null) when standing.OwedPence <= 0 => CheckOutcome.Closes,
        var (level, file) => level > file.Level ? CheckOutcome.Rises : CheckOutcome.Stays,
    };

    /// <summary>The day of the round that an instant is in: the last one of the landlord's weekday whose hour has come.</summary>
    public static DateOnly RoundOf(WeeklyCheck check, DateOnly today, TimeOnly clock)
    {
        var back = ((int)today.DayOfWeek - (int)check.Weekday + 7) % 7;
        return today.AddDays(back == 0 && clock < check.After ? -7 : -back);
    }
}
