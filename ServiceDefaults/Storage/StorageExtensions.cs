using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

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
        var wakeUp = new OutboxWakeUp(signal);

        builder.AddNpgsqlDbContext<TDb>(
            connectionName,
            // EF's own retry forbids transactions opened by us (the inbox) and could repeat a commit whose answer was lost. Whoever asked tries again
            // instead: callers by request_id, messages by redelivery.
            settings => settings.DisableRetry = true,
            options => options.AddInterceptors(wakeUp));

        // Every statement is in the trace already, and a failure is logged by whoever answers for it.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Database", LogLevel.None);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore.Update", LogLevel.None);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddScoped<DbContext>(services => services.GetRequiredService<TDb>());
        builder.Services.AddHostedService<MigrateAtStart<TDb>>();
    }
}
