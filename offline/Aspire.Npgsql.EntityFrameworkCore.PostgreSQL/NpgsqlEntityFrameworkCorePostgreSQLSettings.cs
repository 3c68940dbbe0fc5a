namespace Aspire.Npgsql.EntityFrameworkCore.PostgreSQL;

/// <summary>How a database context connects and what is watched of it; read from "Aspire:Npgsql:EntityFrameworkCore:PostgreSQL".</summary>
public sealed class NpgsqlEntityFrameworkCorePostgreSQLSettings
{
    public string? ConnectionString { get; set; }

    /// <summary>Whether a failed command is given up at once, rather than tried again by EF Core.</summary>
    public bool DisableRetry { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    public bool DisableMetrics { get; set; }

    /// <summary>Seconds a command may take; null leaves Npgsql's own default.</summary>
    public int? CommandTimeout { get; set; }
}
