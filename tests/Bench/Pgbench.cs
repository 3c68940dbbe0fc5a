using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Housing.Stack;
using Npgsql;

namespace Housing.Bench;

/// <summary>
/// pgbench on a database with the same tables and indexes as Repairs', on the same server: the rows that a request of ours leaves or reads, under new ids, pipelined in one
/// transaction. It asks nobody, decides nothing and publishes nothing: it is the limit that the disk and PostgreSQL set.
/// </summary>
public sealed partial class Pgbench : IAsyncDisposable
{
    private const string Database = "bench-peer";

    /// <summary>How many repairs there are to read and to go on with.</summary>
    private const int Known = 10_000;

    // md5 over the client and a counter makes the ids cheaply, and the same within the transaction.
    private const string Fresh = "md5(:client_id || '-' || :n)::uuid";
    private const string One = "md5(:k || '')::uuid";

    private readonly string _bin;
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly NpgsqlDataSource _repairs;
    private readonly NpgsqlDataSource _peer;
    private readonly List<string> _files = [];

    private Pgbench(string bin, NpgsqlConnectionStringBuilder server, NpgsqlDataSource repairs) =>
        (_bin, _server, _repairs, _peer) = (bin, server, repairs, NpgsqlDataSource.Create(server.ConnectionString));

    /// <summary>One kind of transaction and how often it comes beside the others.</summary>
    public sealed record Script(string File, int Weight = 1);

    public static async Task<Pgbench> Prepare(HousingStack stack)
    {
        var server = new NpgsqlConnectionStringBuilder(await stack.ConnectionString("postgres")) { Database = "postgres" };
        var source = new NpgsqlConnectionStringBuilder(await stack.ConnectionString("repairs-db"));
        var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

        await using (var admin = NpgsqlDataSource.Create(server.ConnectionString))
        {
            await admin.CreateCommand($"drop database if exists \"{Database}\" with (force)").ExecuteNonQueryAsync();
            await admin.CreateCommand($"create database \"{Database}\"").ExecuteNonQueryAsync();
        }

        var schema = await Run(bin, server, "pg_dump", "--schema-only", "--no-owner", "--no-privileges", source.Database!);
        // Lines for psql alone (\\restrict) are none of the server's business.
        schema = string.Join('\n', schema.Split('\n').Where(line => !line.StartsWith('\\')));
        server.Database = Database;
        var peer = new Pgbench(bin, server, NpgsqlDataSource.Create(source.ConnectionString));
        await peer._peer.CreateCommand(schema).ExecuteNonQueryAsync();
        // pg_dump leaves the search path empty.
        peer._peer.Clear();
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files)
            File.Delete(file);
        await _repairs.DisposeAsync();
        await _peer.DisposeAsync();
    }

    /// <summary>Transactions a second.</summary>
    public async Task<double> Rate(int clients, TimeSpan length, params Script[] scripts)
    {
        string[] arguments =
        [
            "--no-vacuum", "--protocol=prepared", .. scripts.Select(s => $"--file={s.File}@{s.Weight}"), $"--client={clients}", $"--jobs={Math.Min(clients, 2)}",
            $"--time={length.TotalSeconds:0}", Database,
        ];
        return double.Parse(Tps().Match(await Run(_bin, _server, "pgbench", arguments)).Groups["tps"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>What the last report of ours left.</summary>
    public async Task<Script> Report(int weight = 1)
    {
        var id = await Scalar("select id::text from repair order by id desc limit 1");
        return await Write(weight, Fresh, [
            .. await Copy("repair", $"id = '{id}'", ("id", Fresh)),
            .. await Copy("timeline", $"repair_id = '{id}'", ("repair_id", Fresh)),
            .. await Copy("commitment", $"case_id = '{id}'", ("id", "gen_random_uuid()"), ("case_id", Fresh)),
            .. await Copy("case_milestone", $"case_id = '{id}'", ("case_id", Fresh)),
            .. await Copy("commitment_change", $"case_id = '{id}'", ("commitment_id", "gen_random_uuid()"), ("case_id", Fresh)),
            .. await Copy("answered_request", "method like '%/ReportRepair' and ctid = (select max(ctid) from answered_request where method like '%/ReportRepair')", ("request_id", Fresh)),
            Event("Housing.Repairs.Contracts.V1.RepairReported", Reported), Event("Housing.Standards.Contracts.V1.MilestoneRecorded", Milestone),
            Event("Housing.Standards.Contracts.V1.CommitmentsChanged", Changes(2)), Event("Housing.Standards.Contracts.V1.ResidentMessageDue", Message),
        ]);
    }

    /// <summary>What reading a repair reads, of one among many like it.</summary>
    public async Task<Script> Read(string repairId, int weight)
    {
        await Fill(repairId);
        (string Table, string Key)[] tables =
            [("repair", "id"), ("appointment", "repair_id"), ("timeline", "repair_id"), ("visit", "repair_id"), ("commitment", "case_id"), ("case_milestone", "case_id")];
        return await Write(weight, One, [.. tables.Select(t => $"select * from {t.Table} where {t.Key} = {One};")]);
    }

    /// <summary>What a request left that changed a repair: its new rows, and the repair and its promises written again.</summary>
    /// <param name="repairId">The repair it changed; nothing else has changed it since the report.</param>
    /// <param name="method">The rpc, for its answer; several when one step takes several.</param>
    /// <param name="weight">How often it comes.</param>
    public async Task<Script> Change(string repairId, string[] method, int weight)
    {
        var steps = await Count($"select count(*) from timeline where repair_id = '{repairId}' and number > 1");
        var kept = await Count($"select count(*) from commitment where case_id = '{repairId}' and outcome <> 'Open'");
        List<string> rows =
        [
            // Another repair each time, which has no such rows yet but for chance.
            .. (await Copy("appointment", $"repair_id = '{repairId}'", ("id", "gen_random_uuid()"), ("repair_id", One), ("state", "'Attended'"), ("operative", "null"))),
            .. (await Copy("visit", $"repair_id = '{repairId}'", ("id", "gen_random_uuid()"), ("repair_id", One), ("appointment_id", "null"))),
            .. (await Copy("timeline", $"repair_id = '{repairId}' and number > 1", ("repair_id", One), ("number", ":m"))),
            .. (await Copy("case_milestone", $"case_id = '{repairId}' and name <> 'repair.reported'", ("case_id", One), ("at", "now() + (:m || ' microseconds')::interval"))),
            .. (await Copy("commitment_change", $"case_id = '{repairId}' and what <> 'Opened'", ("commitment_id", "gen_random_uuid()"), ("case_id", One))),
        ];
        foreach (var rpc in method)
        {
            rows.AddRange(await Copy(
                "answered_request", $"method like '%/{rpc}' and ctid = (select max(ctid) from answered_request where method like '%/{rpc}')", ("request_id", "gen_random_uuid()")));
            rows.Add($"update repair set next_due_at = now(), stage = 'InProgress' where id = {One};");
        }

        if (kept > 0)
            rows.Add($"update commitment set warn_at = null, until = until where case_id = {One};");
        for (var step = 0; step < steps; step++)
            rows.AddRange([Event("Housing.Standards.Contracts.V1.MilestoneRecorded", Milestone), Event("Housing.Standards.Contracts.V1.ResidentMessageDue", Message)]);
        if (kept > 0)
            rows.AddRange([Event("Housing.Standards.Contracts.V1.CommitmentsChanged", Changes(kept)), Event("Housing.Repairs.Contracts.V1.RepairCompleted", Reported)]);
        return await Write(weight, One, rows);
    }

    // Nowhere a word straight after a colon: pgbench takes it for a variable. The events are as many and as long as ours; the broker has ours by now.
    private const string Reported =
        """{"repairId":"01900000-0000-7000-8000-000000000000","landlord":"havering","homeId":"01900000-0000-7000-8000-000000000000","fault":"part-electricity","priority":"priority-2","reportedAt":"2026-01-01T00:00:00+00:00"}""";

    private const string Milestone =
        """{"service":"repairs","landlord":"havering","caseId":"01900000-0000-7000-8000-000000000000","name":"repair.reported","at":"2026-01-01T00:00:00+00:00","recordedAt":"2026-01-01T00:00:00+00:00","facts":{"priority":"priority-2","fault":"part-electricity"}}""";

    private const string Message =
        """{"messageId":"01900000-0000-7000-8000-000000000000","service":"repairs","landlord":"havering","caseId":"01900000-0000-7000-8000-000000000000","householdId":"01900000-0000-7000-8000-000000000000","template":"repair.reported","facts":{"fault":"Part loss of electricity","priority":"Priority two","reported-at":"2026-01-01T00:00:00Z","responsibility":"This is ours to mend.","next-due-at":"2026-01-07T00:00:00Z"},"byTextUnder":"","occurredAt":"2026-01-01T00:00:00+00:00"}""";

    private const string State =
        """{"commitmentId":"01900000-0000-7000-8000-000000000000","change":"opened","standardId":"HAV-REP-08","standardVersion":1,"startedAt":"2026-01-01T00:00:00+00:00","dueAt":"2026-01-06T00:00:00+00:00","originalDueAt":"2026-01-06T00:00:00+00:00","outcome":"open","doneAt": null,"reason": null,"recordedAt":"2026-01-01T00:00:00+00:00"}""";

    private static string Changes(long count) =>
        $$"""{"service":"repairs","landlord":"havering","caseId":"01900000-0000-7000-8000-000000000000","changes":[{{string.Join(',', Enumerable.Repeat(State, (int)count))}}]}""";

    private static string Event(string type, string body) =>
        $"insert into outbox (id, type, body, traceparent, occurred_at) values (gen_random_uuid(), '{type}', '{body}', '00-00000000000000000000000000000000-0000000000000000-00', now());";

    /// <summary>The rows of a table as statements that write them again, with some columns said otherwise.</summary>
    private async Task<List<string>> Copy(string table, string where, params (string Column, string Value)[] fresh)
    {
        var columns = new List<string>();
        await using (var names = _repairs.CreateCommand(
            $"select quote_ident(column_name) from information_schema.columns where table_schema = 'public' and table_name = '{table}' and is_identity = 'NO' order by ordinal_position"))
        await using (var reader = await names.ExecuteReaderAsync())
            while (await reader.ReadAsync())
                columns.Add(reader.GetString(0));
        var parts = string.Join(" || ', ' || ", columns.Select(c => fresh.FirstOrDefault(f => f.Column == c).Value is { } value
            ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'"
            : $"quote_nullable({c}::text)"));
        await using var command = _repairs.CreateCommand($"select {parts} from {table} where {where}");
        await using var found = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await found.ReadAsync())
            rows.Add($"insert into {table} ({string.Join(", ", columns)}) values ({found.GetString(0)}) on conflict do nothing;");
        return rows;
    }

    /// <summary>Many repairs like one of ours.</summary>
    private async Task Fill(string repairId)
    {
        foreach (var (table, key, own) in ((string, string, bool)[])[("repair", "id", false), ("timeline", "repair_id", false), ("commitment", "case_id", true), ("case_milestone", "case_id", false)])
        {
            foreach (var row in await Copy(table, $"{key} = '{repairId}'", [(key, "md5(g || '')::uuid"), .. own ? [("id", "gen_random_uuid()")] : Array.Empty<(string, string)>()]))
            {
                var at = row.IndexOf(" values (", StringComparison.Ordinal);
                var values = row[(at + " values (".Length)..row.LastIndexOf(") on conflict", StringComparison.Ordinal)];
                await using var fill = _peer.CreateCommand($"{row[..at]} select {values} from generate_series(1, {Known}) g");
                await fill.ExecuteNonQueryAsync();
            }
        }

        await _peer.CreateCommand("vacuum analyze").ExecuteNonQueryAsync();
    }

    private async Task<Script> Write(int weight, string key, IReadOnlyList<string> statements)
    {
        if (statements.Count < 3)
            throw new InvalidOperationException("Our request left next to nothing; the comparison would not be fair.");
        var file = Path.GetTempFileName();
        _files.Add(file);
        var variables = key == Fresh ? "\\set n random(1, 9000000000000000000)" : $"\\set k random(1, {Known})\n\\set m random(1000, 2000000000)";
        await File.WriteAllTextAsync(file, $"{variables}\n\\startpipeline\nbegin;\n{string.Join('\n', statements)}\ncommit;\n\\endpipeline\n");
        return new Script(file, weight);
    }

    private async Task<string> Scalar(string sql)
    {
        await using var command = _repairs.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task<long> Count(string sql)
    {
        await using var command = _repairs.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<string> Run(string bin, NpgsqlConnectionStringBuilder server, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(bin, program)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["PGHOST"] = server.Host;
        start.Environment["PGPORT"] = server.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = server.Username;
        start.Environment["PGPASSWORD"] = server.Password;
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
    }

    [GeneratedRegex(@"tps = (?<tps>[0-9.]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tps();
}
