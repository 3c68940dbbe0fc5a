using System.Diagnostics;
using Housing.Performance.Contracts.V1;
using Housing.Stack;
using Housing.Standards;
using Housing.Standards.Contracts.V1;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;

namespace Housing.Bench;

/// <summary>Every question about ten million promises of four landlords over three years, through gRPC, against 50 ms; then events a second, taken in beside them; and a recount that agrees.</summary>
public static class PerformanceBench
{
    private const string Landlord = "havering";
    private const int Promises = 10_000_000;
    private const int Events = 60_000;
    private const int Warming = 10_000;
    private const int Times = 40;
    private const int Warm = 10;
    private const double Limit = 50;

    public static async Task Run(HousingStack stack, Table table)
    {
        var book = StandardsBook.Read(StandardsFolder.BesideAssemblies);
        await using var database = await stack.Database("performance-db");
        await Fill(database, book);
        var manager = new PerformanceClient(await stack.Calling("performance", $"manager@{Landlord}"));
        await Ask(manager, table);
        await Hear(stack, database, table);

        var differences = 0;
        var watch = Stopwatch.StartNew();
        foreach (var landlord in book.Landlords)
        {
            var recounting = new PerformanceClient(await stack.Calling("performance", $"manager@{landlord}"));
            differences += (await recounting.RecountAsync(new() { Landlord = landlord }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(15))).Differences.Count;
        }

        table.Add($"a recount of {Promises:N0} promises, landlord by landlord", watch.Elapsed.TotalSeconds, "s");
        table.Add("sums that it found wrong", differences, "", aim: 0, Better.Lower);
    }

    private static async Task Ask(PerformanceClient manager, Table table)
    {
        var now = TimeProvider.System.GetUtcNow();
        var (today, yearAgo) = (Day(now), Day(now.AddMonths(-11)));
        var page = (await manager.ListCasesAsync(new() { Landlord = Landlord, From = yearAgo, Through = today, StandardId = "HAV-REP-08", PageSize = 200 })).NextPageToken;
        var slowest = 0.0;
        foreach (var (question, ask) in (IEnumerable<(string, Func<int, Task<int>>)>)
        [
            ("a month's shares", async _ => (await manager.GetSharesAsync(new() { Landlord = Landlord })).Shares.Count),
            ("a year's shares", async _ => (await manager.GetSharesAsync(new() { Landlord = Landlord, From = yearAgo, Through = today })).Shares.Count),
            ("a year's shares of an estate", async n => (await manager.GetSharesAsync(new() { Landlord = Landlord, From = yearAgo, Through = today, Estate = $"Estate {n % 50}" })).Shares.Count),
            ("thirteen months of one promise", async _ => (await manager.GetTrendAsync(new() { Landlord = Landlord, StandardId = "HAV-REP-08" })).Months.Count),
            ("thirteen months of all", async _ => (await manager.GetTrendAsync(new() { Landlord = Landlord })).Months.Count),
            ("the landlords compared over a year", async _ => (await manager.CompareLandlordsAsync(new() { From = yearAgo, Through = today })).Subjects.Count),
            ("the cases of a year's figure", Cases(SharePart.Unspecified)),
            ("those not kept", Cases(SharePart.NotKept)),
            ("those kept by extension", Cases(SharePart.KeptByExtension)),
            ("those excused", Cases(SharePart.Excused)),
            ("a later page of them all", async _ => (await manager.ListCasesAsync(new() { Landlord = Landlord, From = yearAgo, Through = today, StandardId = "HAV-REP-08", PageToken = page })).Promises.Count),
            ("an estate's, not kept", async n => (await manager.ListCasesAsync(
                new() { Landlord = Landlord, From = yearAgo, Through = today, StandardId = "HAV-REP-08", Part = SharePart.NotKept, Estate = $"Estate {n % 50}" })).Promises.Count),
            ("what is due today, at risk or overdue", Due(DueState.Unspecified)),
            ("what is due today", Due(DueState.Today)),
            ("what is at risk", Due(DueState.AtRisk)),
        ])
        {
            var took = new List<double>(Times);
            var found = 0;
            for (var n = 0; n < Times + Warm; n++)
            {
                var watch = Stopwatch.StartNew();
                found += await ask(n);
                if (n >= Warm)
                    took.Add(watch.Elapsed.TotalMilliseconds);
            }

            if (found == 0)
                throw new InvalidOperationException($"There was nothing to find for {question}.");
            took.Sort();
            table.Add($"{question}, of {Promises:N0} promises, median", took[Times / 2], "ms");
            slowest = Math.Max(slowest, took[Times / 2]);
        }

        table.Add("the slowest of these questions ÷ 50 ms", slowest / Limit, "×", aim: 1, Better.Lower);

        Func<int, Task<int>> Cases(SharePart part) =>
            async _ => (await manager.ListCasesAsync(new() { Landlord = Landlord, From = yearAgo, Through = today, StandardId = "HAV-REP-08", Part = part })).Promises.Count;

        Func<int, Task<int>> Due(DueState state) => async _ => (await manager.ListDueAsync(new() { Landlord = Landlord, State = state })).Promises.Count;
    }

    /// <summary>Half of them open a promise, half keep it, so that sums and times change; from the first that is published until the last is kept.</summary>
    private static async Task Hear(HousingStack stack, NpgsqlDataSource database, Table table)
    {
        var address = await stack.ConnectionString("rabbitmq");
        await using var services = new ServiceCollection().AddLogging().AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.UsingRabbitMq((_, rabbit) => rabbit.Host(new Uri(address)));
        }).BuildServiceProvider();
        var bus = services.GetRequiredService<IBusControl>();
        await bus.StartAsync();
        await Tell(bus, database, "0000000e", Warming);
        var watch = Stopwatch.StartNew();
        await Tell(bus, database, "0000000f", Events);
        table.Add($"events a second, published and kept beside {Promises:N0} promises", Events / watch.Elapsed.TotalSeconds, "/s", aim: 3_000);
        await bus.StopAsync();
    }

    private static async Task Tell(IBusControl bus, NpgsqlDataSource database, string mark, int events)
    {
        const int AtOnce = 200;
        var now = TimeProvider.System.GetUtcNow();
        await Parallel.ForEachAsync(Enumerable.Range(0, events / AtOnce), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (chunk, cancellationToken) =>
            await bus.PublishBatch(Enumerable.Range(chunk * AtOnce, AtOnce).Select(n => Event(n / 2, n % 2 == 1)), cancellationToken));
        while (await Count(database, $"select count(*) from kept_promise where commitment_id between '{mark}-0000-7000-8000-000000000000' and '{mark}-0000-7000-8000-ffffffffffff' and outcome = 'met'") < events / 2)
            await Task.Delay(TimeSpan.FromMilliseconds(20));

        CommitmentsChanged Event(int n, bool kept)
        {
            var (id, due) = (Guid.Parse($"{mark}-0000-7000-8000-{n:x12}"), now.AddHours(-(n % 5_000)));
            return new()
            {
                Service = "repairs", Landlord = Landlord, CaseId = id,
                Changes =
                [
                    new()
                    {
                        CommitmentId = id, Change = kept ? "met" : "opened", StandardId = n % 2 == 0 ? "HAV-REP-08" : "HAV-REP-09", StandardVersion = 1, StartedAt = due.AddDays(-5), DueAt = due,
                        OriginalDueAt = due, Outcome = kept ? "met" : "open", DoneAt = kept ? due.AddHours(-(n % 100)) : null, RecordedAt = kept ? due.AddHours(-1) : due.AddDays(-5),
                    },
                ],
            };
        }
    }

    /// <summary>Three years of every promise of every landlord and of the law, a third on no estate and the others on fifty, written at once and summed up at once.</summary>
    private static async Task Fill(NpgsqlDataSource database, StandardsBook book)
    {
        var all = book.Landlords.Select((key, at) => (key, at)).SelectMany(landlord => book.For(landlord.key).Standards.Concat(book.Law?.Standards ?? []).DistinctBy(s => s.Id).Select((s, n) => (landlord.key, landlord.at, n, s.Id, s.Service))).ToList();
        await using var connection = await database.OpenConnectionAsync();
        await Execute(connection, "set maintenance_work_mem = '1GB'; alter table kept_promise disable trigger user; create temporary table promised (landlord text, at integer, n integer, id text, service text, of integer)");
        await using (var terms = new NpgsqlCommand("insert into promised select t.*, count(*) over (partition by landlord) from unnest($1, $2, $3, $4, $5) as t (landlord, at, n, id, service)", connection))
        {
            foreach (var column in (object[])[all.ConvertAll(t => t.key), all.ConvertAll(t => t.at), all.ConvertAll(t => t.n), all.ConvertAll(t => t.Id), all.ConvertAll(t => t.Service)])
                terms.Parameters.Add(new() { Value = column });
            await terms.ExecuteNonQueryAsync();
        }

        var indexes = new List<(string Name, string Definition)>();
        await using (var named = new NpgsqlCommand("select indexname, indexdef from pg_indexes where tablename = 'kept_promise' and indexname <> 'kept_promise_pkey'", connection))
        await using (var reader = await named.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        foreach (var (name, _) in indexes)
            await Execute(connection, $"drop index {name}");
        await Execute(connection, $"""
            insert into kept_promise (commitment_id, service, landlord, case_id, estate, standard_id, standard_version, started_at, due_at, original_due_at, outcome, done_at, reason, change, recorded_at, rank, position)
            select ('0000000b-0000-7000-8000-' || lpad(to_hex(made.n), 12, '0'))::uuid, p.service, p.landlord, ('0000000c-0000-7000-8000-' || lpad(to_hex(made.n / 2), 12, '0'))::uuid,
                   case when made.n % 3 = 0 then '' else 'Estate ' || made.n / 4 % 50 end, p.id, 1, due - within, due, case when by_extension then due - within / 10 else due end, outcome,
                   case when outcome = 'met' then case when by_extension then due - within / 20 else due - within * (0.11 + 0.88 * luck * luck) end when outcome = 'missed' and made.n % 3 > 0 then due + within * luck end,
                   case when outcome = 'cancelled' then 'Not wanted any more.' end, case when outcome <> 'open' then outcome when due < now() + interval '2 days' then 'warned' else 'opened' end, due - within, 1, 0
            from (
              select n, due, outcome, within, luck, outcome = 'met' and chance % 50 = 1 as by_extension
              from generate_series(1, {Promises}) n,
                lateral (select abs(hashint4(n)::bigint) % 100 as chance, abs(hashint4(n + 1)::bigint) % 1000 / 1000.0 as luck, now() + interval '20 days' - ({Promises} - n) * (interval '1050 days' / {Promises}) as due,
                         interval '4 hours' * (1 + n / 4 % 60 * 3) as within) random,
                lateral (select case when due > now() then case when n % 8 = 0 then 'met' else 'open' end when chance < 88 then 'met' when chance < 97 then 'missed' else 'cancelled' end as outcome) became) made
            join promised p on p.at = made.n % {book.Landlords.Count} and p.n = made.n / {book.Landlords.Count} % p.of
            """);
        foreach (var (_, definition) in indexes)
            await Execute(connection, definition);
        await Execute(connection, "select sum_up_anew()");
        await Execute(connection, "alter table kept_promise enable trigger user");
        await Execute(connection, "vacuum analyze kept_promise, promise_sum, promise_sum_by_estate");
    }

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Count(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static Date Day(DateTimeOffset at) => new() { Year = at.Year, Month = at.Month, Day = at.Day };
}
