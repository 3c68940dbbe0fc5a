using Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers EF Core contexts on PostgreSQL with health check, traces and metrics.</summary>
public static class AspireEFPostgreSqlExtensions
{
    private const string Section = "Aspire:Npgsql:EntityFrameworkCore:PostgreSQL";

    /// <summary>
    /// Registers a pooled <typeparamref name="TContext"/>. Settings come from the section, then its children named after the connection and the
    /// context; the connection string of that name wins over theirs, and <paramref name="configureSettings"/> has the last word.
    /// </summary>
    public static void AddNpgsqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<NpgsqlEntityFrameworkCorePostgreSQLSettings>? configureSettings = null,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = new NpgsqlEntityFrameworkCorePostgreSQLSettings();
        var section = builder.Configuration.GetSection(Section);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        section.GetSection(typeof(TContext).Name).Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddDbContextPool<TContext>(options =>
        {
            // Asked for late, so that the fault is logged by a host that already has a logger.
            if (string.IsNullOrEmpty(settings.ConnectionString))
                throw new InvalidOperationException(
                    $"ConnectionString is missing: set 'ConnectionStrings:{connectionName}', or 'ConnectionString' under '{Section}' or '{Section}:{typeof(TContext).Name}'.");

            options.UseNpgsql(settings.ConnectionString, npgsql =>
            {
                if (!settings.DisableRetry)
                    npgsql.EnableRetryOnFailure();
                if (settings.CommandTimeout is int seconds)
                    npgsql.CommandTimeout(seconds);
            });
            configureDbContextOptions?.Invoke(options);
        });

        if (!settings.DisableHealthChecks)
            builder.Services.AddHealthChecks().AddCheck<ConnectCheck<TContext>>(typeof(TContext).Name);
        if (!settings.DisableTracing)
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("Npgsql"));
        if (!settings.DisableMetrics)
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("Npgsql", "Microsoft.EntityFrameworkCore"));
    }

    private sealed class ConnectCheck<TContext>(TContext db) : IHealthCheck
        where TContext : DbContext
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : new HealthCheckResult(context.Registration.FailureStatus);
    }
}
