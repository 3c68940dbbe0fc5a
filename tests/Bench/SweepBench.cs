using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Housing.Bench;

/// <summary>
/// Two replicas' sweepers over a million open commitments of which ten thousand, each of a case of its own, fall due at one instant: durable misses a second,
/// with their history and events, from that instant until none is left.
/// </summary>
public static class SweepBench
{
    private const int Open = 1_000_000;
    private const int Due = 10_000;

    public static async Task Run(Table table)
    {
        var application = DistributedApplicationTestingBuilder.Create();
        application.AddPostgres("postgres");
        await using var server = await application.BuildAsync();
        await server.StartAsync();
        await server.ResourceNotifications.WaitForResourceHealthyAsync("postgres");
        var connection = new NpgsqlConnectionStringBuilder(await server.GetConnectionStringAsync("postgres")) { Database = "sweep", CommandTimeout = 600 }.ConnectionString;
        await using (var admin = NpgsqlDataSource.Create((await server.GetConnectionStringAsync("postgres"))!))
            await admin.CreateCommand("create database sweep").ExecuteNonQueryAsync();
        await using var database = NpgsqlDataSource.Create(connection);
        await Migrator.MigrateAsync(connection, typeof(SweepBench).Assembly, CancellationToken.None);
        await Fill(database);

        using var one = await Replica(connection);
        using var two = await Replica(connection);
        await Wave(database, 1);        // compiles what a service compiled weeks ago
        var aSecond = await Wave(database, 2);
        table.Add($"promises missed at one instant a second, of {Open:N0} open, 2 replicas", aSecond, "/s", aim: 5_000);
        table.Add("of them missed twice, told twice or left", await Wrong(database), "", aim: 0, Better.Lower);
        await one.StopAsync();
        await two.StopAsync();
    }

    /// <summary>Half a million cases with two promises each, due over the coming year, with warnings on the way.</summary>
    private static async Task Fill(NpgsqlDataSource database)
    {
        await Execute(database, $"""
            insert into commitment (id, case_id, landlord, standard_id, standard_version, summary, source, started_by, started_at, due_at, original_due_at, warn_at, outcome, until)
            select gen_random_uuid(), md5((n / 2)::text)::uuid, 'havering', 'HAV-REP-0' || (8 + n % 2), 1,
                   'A repair that is no emergency is done within five working days.', '002 Repairs, How long will my repair take? (lines 49-50)', 'repair.reported',
                   now(), due, due, due - interval '1 day', 'Open', array['repair.completed']
            from generate_series(1, {Open}) n, lateral (select now() + interval '7 days' + (hashint4(n)::bigint + 2147483648) * interval '7 milliseconds' as due) d
            """);
        await Execute(database, "vacuum analyze commitment");
    }

    /// <summary>Lets every hundredth promise fall due at once, and tells how many a second are swept from then on.</summary>
    private static async Task<double> Wave(NpgsqlDataSource database, int number)
    {
        var before = await Count(database, "select count(*) from commitment where outcome = 'Missed'");
        var due = TimeProvider.System.GetUtcNow().AddSeconds(15);      // until the wave is written
        await Execute(database, $"""
            update commitment set due_at = '{due:O}', original_due_at = '{due:O}', warn_at = null
            where id in (select distinct on (case_id) id from commitment where outcome = 'Open' and hashtext(case_id::text) % {Open / Due / 4} = 0 limit {Due})
            """);
        if (await Count(database, $"select count(*) from commitment where outcome = 'Open' and due_at = '{due:O}'") is var waiting && waiting != Due)
            throw new InvalidOperationException($"{waiting} promises were waiting for their instant, not {Due}; the figure would not be of a full wave.");

        // The sweepers sleep until then.
        if (due - TimeProvider.System.GetUtcNow() is { Ticks: > 0 } left)
            await Task.Delay(left);
        while (await Count(database, $"select count(*) from (select from commitment where outcome = 'Open' and due_at = '{due:O}' limit 1) left_over") > 0)
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        var taken = TimeProvider.System.GetUtcNow() - due;
        if (await Count(database, "select count(*) from commitment where outcome = 'Missed'") - before is var missed && missed != Due)
            throw new InvalidOperationException($"{missed} promises were missed in wave {number}, not {Due}.");
        return Due / taken.TotalSeconds;
    }

    private static Task<long> Wrong(NpgsqlDataSource database) => Count(database, """
        with missed as (select id from commitment where outcome = 'Missed'),
             noted as (select commitment_id as id, count(*) as times from commitment_change where what = 'Missed' group by 1),
             told as (select (change ->> 'commitmentId')::uuid as id, count(*) as times from outbox, json_array_elements(body::json -> 'changes') change group by 1)
        select count(*) from missed full join noted using (id) full join told using (id) where noted.times is distinct from 1 or told.times is distinct from 1
        """);

    private static async Task<IHost> Replica(string connection)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:sweep-db", connection)]);
        builder.AddStorage<SweepDb>("sweep-db");
        builder.AddStandards();
        builder.AddPromises("repairs");
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Count(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private sealed class SweepDb(DbContextOptions<SweepDb> options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            modelBuilder.AddPromises();
            modelBuilder.AddSharedTables();
        }
    }
}
