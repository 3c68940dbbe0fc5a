using System.Diagnostics;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Housing.Income;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Housing.Bench;

/// <summary>
/// Income's weekly check of a hundred thousand accounts, of which every tenth owes three weeks' rent: from the beginning of the round until every account was looked at,
/// each with its promise kept and begun again, by two replicas, against a minute.
/// </summary>
public static class ArrearsBench
{
    private const string Landlord = "one-housing";
    private const int Accounts = 100_000;
    private const double Limit = 60;

    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 6, 0, 0, TimeSpan.Zero);

    public static async Task Run(Table table)
    {
        var application = DistributedApplicationTestingBuilder.Create();
        application.AddPostgres("postgres");
        await using var server = await application.BuildAsync();
        await server.StartAsync();
        await server.ResourceNotifications.WaitForResourceHealthyAsync("postgres");
        var connection = new NpgsqlConnectionStringBuilder(await server.GetConnectionStringAsync("postgres")) { Database = "income", CommandTimeout = 600 }.ConnectionString;
        await using (var admin = NpgsqlDataSource.Create((await server.GetConnectionStringAsync("postgres"))!))
            await admin.CreateCommand("create database income").ExecuteNonQueryAsync();
        await using var database = NpgsqlDataSource.Create(connection);

        using var one = await Replica(connection);
        using var two = await Replica(connection);
        await Fill(database);
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Check(one), Check(two));
        var took = watch.Elapsed.TotalSeconds;
        var looked = await Count(database, "select accounts from arrears_round where finished_at is not null");
        var found = await Count(database, "select count(*) from arrears_case");
        if (looked != Accounts || found != Accounts / 10)
            throw new InvalidOperationException($"{looked} accounts were looked at and {found} cases opened, not {Accounts} and {Accounts / 10}; the figure would not be of a whole round.");
        table.Add($"the weekly check of {Accounts:N0} accounts, 2 replicas", took, "s");
        table.Add("the same ÷ 60 s", took / Limit, "×", aim: 1, Better.Lower);
        table.Add("of them looked at twice or not at all", await Wrong(database), "", aim: 0, Better.Lower);
        await one.StopAsync();
        await two.StopAsync();
    }

    private static async Task Check(IHost replica)
    {
        while (true)
        {
            await using var scope = replica.Services.CreateAsyncScope();
            var check = scope.ServiceProvider.GetRequiredService<ArrearsCheck>();
            if (!await check.Begin(Landlord, Day, CancellationToken.None) || !await check.Batch(Landlord, Day, CancellationToken.None))
                return;
        }
    }

    /// <summary>Tenancies of a year's standing, whose cases have begun a week before.</summary>
    private static async Task Fill(NpgsqlDataSource database)
    {
        await using var fill = database.CreateCommand($$"""
            with new as (
              insert into account (id, landlord, tenancy_id, household_id, home_id, opened_at, postings, balance_pence, kind, tenure, started_on, case_begun)
              select md5('a' || n)::uuid, '{{Landlord}}', md5('t' || n)::uuid, md5('h' || n)::uuid, md5('m' || n)::uuid, '2026-03-02', case n % 10 when 0 then 1 else 0 end,
                     case n % 10 when 0 then 30000 else 0 end, 'Tenancy', 'assured', '2026-03-02', true
              from generate_series(1, {{Accounts}}) n returning id, postings),
            charged as (
              insert into charge (id, account_id, sub_account, amount_pence, per, cycle, from_day, parts, charged_before, set_at, set_by)
              select md5('c' || id)::uuid, id, 'Rent', 10000, 'Week', 'Weekly', '2026-03-02', '[]', '2026-03-16', '2026-03-02', 'fill' from new),
            posted as (
              insert into posting (id, account_id, number, amount_pence, balance_pence, kind, narrative, cause, posted_at, posted_by)
              select md5('p' || id)::uuid, id, 1, 30000, 30000, 'RegularCharge', 'Rent', md5('p' || id)::uuid, '2026-03-02', 'fill' from new where postings = 1),
            begun as (
              insert into case_milestone (case_id, name, at, facts, recorded_at)
              select id, 'tenancy.started', '2026-03-03 12:00Z', '{"tenure": "assured"}', '2026-03-03 12:00Z' from new)
            insert into commitment (id, case_id, landlord, standard_id, standard_version, summary, source, started_by, started_at, occurrence, due_at, original_due_at, outcome, until, ends)
            select md5('k' || id)::uuid, id, '{{Landlord}}', 'OHC-INC-02', 1, 'We look at every rent account once a week.', '001', 'tenancy.started', '2026-03-03 12:00Z', 0,
                   '2026-03-11 00:00Z', '2026-03-11 00:00Z', 'Open', array['account.checked'], array['tenancy.ended'] from new
            """);
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync();
        await using var analyze = database.CreateCommand("vacuum analyze");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
    }

    private static Task<long> Wrong(NpgsqlDataSource database) => Count(database, """
        with looked as (select case_id, count(*) as times from case_milestone where name = 'account.checked' group by 1),
             kept as (select case_id, count(*) as times from commitment where standard_id = 'OHC-INC-02' and outcome = 'Met' group by 1),
             open as (select case_id, count(*) as times from commitment where standard_id = 'OHC-INC-02' and outcome = 'Open' group by 1)
        select count(*) from account a left join looked on looked.case_id = a.id left join kept on kept.case_id = a.id left join open on open.case_id = a.id
        where looked.times is distinct from 1 or kept.times is distinct from 1 or open.times is distinct from 1
        """);

    private static async Task<IHost> Replica(string connection)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:income-db", connection)]);
        builder.Services.AddSingleton<TimeProvider>(new Standing(Now));
        builder.AddStorage<IncomeDb>("income-db");
        builder.AddStandards<IncomePolicy>("income");
        builder.AddPromises("income");
        builder.Services.AddOptions<IncomeSettings>();
        builder.Services.AddScoped<AccountDesk>().AddScoped<ResidentMessages>().AddScoped<ArrearsDesk>().AddScoped<ArrearsFindings>().AddScoped<AccountPictures>().AddScoped<ArrearsCheck>();
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<long> Count(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>The morning of the check, for as long as it takes.</summary>
    private sealed class Standing(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
