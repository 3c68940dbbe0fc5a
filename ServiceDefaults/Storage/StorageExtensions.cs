using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Housing.ServiceDefaults;

public static class StorageExtensions
{
    /// <summary>
    /// The pooled <typeparamref name="TDb"/> on the connection string of that name, and its migrations: the service listens only once the database is
    /// what its SQL files say.
    /// </summary>
    public static void AddStorage<TDb>(this IHostApplicationBuilder builder, string connectionName)
        where TDb : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);

        // The context is pooled and its options are made once, so what they refer to cannot come from the container: it is made here and given to both.
        var signal = new OutboxSignal();
        builder.Services.AddSingleton(_ => signal);
        var (sweep, misses) = (new SweepSignal(), new MissCount());
        builder.Services.AddSingleton(sweep).AddSingleton(misses);

        builder.AddNpgsqlDbContext<TDb>(
            connectionName,
            settings =>
            {
                // EF's own retry forbids transactions opened by us (the inbox) and could repeat a commit whose answer was lost. Whoever asked tries again
                // instead: callers by request_id, messages by redelivery.
                settings.DisableRetry = true;
                settings.ConnectionString = Tuned(settings.ConnectionString);
            },
            options => options.AddInterceptors(new OutboxWakeUp(signal), new PromisesWatch(sweep, misses)));

        // Every statement is in the trace already, and a failure is logged by whoever answers for it.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddScoped<DbContext>(services => services.GetRequiredService<TDb>());
        builder.Services.AddHostedService<MigrateAtStart<TDb>>();
    }

    /// <summary>
    /// The few statements a service repeats are parsed and planned once a connection, and a connection needs no cleaning between uses since nothing here
    /// outlives its transaction. What the connection string says itself stays.
    /// </summary>
    private static string? Tuned(string? connectionString)
    {
        if (string.IsNullOrEmpty(connectionString))
            return connectionString;
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = given.ContainsKey("Max Auto Prepare") ? given.MaxAutoPrepare : 100,
            AutoPrepareMinUsages = given.ContainsKey("Auto Prepare Min Usages") ? given.AutoPrepareMinUsages : 3,
            NoResetOnClose = !given.ContainsKey("No Reset On Close") || given.NoResetOnClose,
        }.ConnectionString;
    }
}
