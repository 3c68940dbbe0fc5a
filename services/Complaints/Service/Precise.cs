using Google.Protobuf.WellKnownTypes;
using Housing.ServiceDefaults;
using Housing.Standards;
using Wire = Housing.Complaints.Contracts.V1;

namespace Housing.Complaints;

/// <summary>Instants and days as requests carry them and the database keeps them.</summary>
internal static class Precise
{
    /// <summary>To the microsecond that PostgreSQL keeps, so that what was said before compares equal to what is said again; null when unset.</summary>
    public static DateTimeOffset? Instant(Timestamp? value, string field) =>
        Instants.Parse(value, field) is { } instant ? instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond)) : null;

    public static GivenDay? Day(Wire.Date? day) => day is null ? null : new GivenDay(day.Year, day.Month, day.Day);

    public static Wire.Date ToMessage(this DateOnly day) => new() { Year = day.Year, Month = day.Month, Day = day.Day };
}
