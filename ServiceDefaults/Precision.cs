namespace Housing.ServiceDefaults;

public static class Precision
{
    /// <summary>Now, to the microsecond that PostgreSQL keeps, so that what is answered is what is read back later.</summary>
    public static DateTimeOffset Now(this TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
