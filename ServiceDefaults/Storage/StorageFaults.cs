using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Housing.ServiceDefaults;

/// <summary>What a fault of the database means for whoever asked, however deep inside it is: EF wraps what Npgsql calls transient.</summary>
internal static class StorageFaults
{
    /// <summary>Whether this is the database being away or too busy: whoever asked may ask again.</summary>
    public static bool IsAway(Exception fault) => Any(fault, inner =>
        inner is NpgsqlException { IsTransient: true }
            or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow }
        && !IsGivenUp(inner));

    /// <summary>Whether another writer was first: nothing was done, and doing it again may succeed.</summary>
    public static bool IsLostRace(Exception fault) =>
        Any(fault, inner => inner is DbUpdateConcurrencyException or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation }) || IsGivenUpRace(fault);

    /// <summary>
    /// The same without what two rows cannot both be, which may as well be a mistake of ours: PostgreSQL gave this transaction up for another one's sake, though Npgsql counts that as transient.
    /// </summary>
    public static bool IsGivenUpRace(Exception fault) => Any(fault, inner => inner is DbUpdateConcurrencyException || IsGivenUp(inner));

    private static bool IsGivenUp(Exception fault) => fault is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };

    private static bool Any(Exception? fault, Func<Exception, bool> holds)
    {
        for (; fault is not null; fault = fault.InnerException)
            if (holds(fault))
                return true;
        return false;
    }
}
