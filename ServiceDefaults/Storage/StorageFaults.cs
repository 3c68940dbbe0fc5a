using Npgsql;

namespace Housing.ServiceDefaults;

internal static class StorageFaults
{
    /// <summary>Whether this is the database being away or too busy, however deep inside: whoever asked may ask again.</summary>
    public static bool IsAway(Exception fault)
    {
        for (var inner = fault; inner is not null; inner = inner.InnerException!)
            if (inner is NpgsqlException { IsTransient: true }
                or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow })
                return true;
        return false;
    }
}
