using Microsoft.EntityFrameworkCore;
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

    /// <summary>Whether another writer was first: nothing was done, and doing it again may succeed.</summary>
    public static bool IsLostRace(Exception fault) =>
        fault is DbUpdateConcurrencyException || (fault as PostgresException ?? fault.InnerException as PostgresException) is
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure
        };
}
