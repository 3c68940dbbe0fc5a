using Google.Protobuf.WellKnownTypes;

namespace Housing.ServiceDefaults;

/// <summary>Ids as requests carry them.</summary>
public static class Ids
{
    /// <summary>The UUID that a field holds; INVALID_ARGUMENT naming the field when it holds none.</summary>
    public static Guid Parse(string value, string field) =>
        Guid.TryParseExact(value, "D", out var id) && id != Guid.Empty
            ? id
            : throw Faults.InvalidField(field, "must be a UUID in its usual form, like 0198f3a1-7c2e-7b54-9d3a-5e6f708192a3.");
}

/// <summary>Instants as requests carry them.</summary>
public static class Instants
{
    /// <summary>The instant that a field holds, null when it is unset; INVALID_ARGUMENT naming the field when it is no instant at all.</summary>
    public static DateTimeOffset? Parse(Timestamp? value, string field)
    {
        // The published range of Timestamp: years 1 to 9999, nanoseconds within a second.
        if (value is not null && value is not { Seconds: >= -62135596800 and <= 253402300799, Nanos: >= 0 and < 1_000_000_000 })
        {
            throw Faults.InvalidField(field, "must be an instant of the years 1 to 9999 with 0 to 999,999,999 nanoseconds.");
        }

        return value?.ToDateTimeOffset();
    }
}
