using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Housing.Stack;
using Npgsql;

namespace Housing.Bench;

/// <summary>
/// Durable reports a second (repair, timeline, commitments, outbox and answer in one transaction, after asking Estates and Tenancy), beside pgbench
/// doing the same inserts on the same server, pipelined, in the same run.
/// </summary>
public static partial class ReportBench
{
    private const string Landlord = "havering";
    private const string Fault = "part-electricity";
    private const int Homes = 64;

    /// <summary>Some 50,000 methods are compiled, the busy ones twice, before the rate settles; a service runs for weeks, so that is not what is measured.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(60);

    public static async Task Run(HousingStack stack, Table table, TimeSpan length)
    {
        var officer = await stack.As($"officer@{Landlord}");
        var homes = await Task.WhenAll(Enumerable.Range(0, Homes).Select(_ => stack.LetHome(Landlord)));
        async Task Report(int n) => await stack.Repairs.ReportRepairAsync(
            new() { RequestId = HousingStack.NewId(), HomeId = homes[n % Homes].HomeId, Fault = Fault, Description = "The lights downstairs have gone." }, officer);

        await Load.Run(32, Warm, Report);
        using var peer = await Peer.Prepare(stack);
        foreach (var clients in (int[])[1, 8, 32])
        {
            var theirs = await peer.Rate(clients, length);
            var before = await Cpu.Of(stack);
            var ours = await Load.Run(clients, length, Report);
            var after = await Cpu.Of(stack);
            table.Add($"reports a second, {clients} clients", ours, "/s");
            table.Add($"pgbench, the same inserts, {clients} clients", theirs, "/s");
            table.Add($"reports ÷ pgbench, {clients} clients", ours / theirs, "×", aim: 0.4);
            if (clients != 32)
                continue;
            foreach (var (process, spent) in after)
                table.Add($"processor time of {process} in a report, {clients} clients", (spent - before[process]).TotalMilliseconds / (ours * length.TotalSeconds), "ms");
        }
    }

    /// <summary>pgbench on a database with the same tables.</summary>
    private sealed partial class Peer(string bin, NpgsqlConnectionStringBuilder server, string script) : IDisposable
    {
        private const string Database = "bench-peer";
        // Nowhere a word straight after a colon: pgbench takes it for a variable.
        private const string State =
            """{"commitmentId":"01900000-0000-7000-8000-000000000000","change":"opened","standardId":"HAV-REP-08","standardVersion":1,"startedAt":"2026-01-01T00:00:00+00:00","dueAt":"2026-01-06T00:00:00+00:00","originalDueAt":"2026-01-06T00:00:00+00:00","outcome":"open","doneAt": null,"reason": null,"recordedAt":"2026-01-01T00:00:00+00:00"}""";

        public static async Task<Peer> Prepare(HousingStack stack)
        {
            var server = new NpgsqlConnectionStringBuilder(await stack.ConnectionString("postgres")) { Database = "postgres" };
            var source = new NpgsqlConnectionStringBuilder(await stack.ConnectionString("repairs-db"));
            var bin = Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Last() + "/bin";

            await using (var admin = NpgsqlDataSource.Create(server.ConnectionString))
            {
                await admin.CreateCommand($"drop database if exists \"{Database}\"").ExecuteNonQueryAsync();
                await admin.CreateCommand($"create database \"{Database}\"").ExecuteNonQueryAsync();
            }

            var schema = await Run(bin, server, "pg_dump", "--schema-only", "--no-owner", "--no-privileges", source.Database!);
            // Lines for psql alone (\\restrict) are none of the server's business.
            schema = string.Join('\n', schema.Split('\n').Where(line => !line.StartsWith('\\')));
            server.Database = Database;
            await using (var peer = NpgsqlDataSource.Create(server.ConnectionString))
                await peer.CreateCommand(schema).ExecuteNonQueryAsync();

            // One report of ours gives the rows that pgbench repeats, under new ids.
            await using var repairs = NpgsqlDataSource.Create(source.ConnectionString);
            var script = Path.GetTempFileName();
            await File.WriteAllTextAsync(script, await Script(repairs));
            return new(bin, server, script);
        }

        public void Dispose() => File.Delete(script);

        public async Task<double> Rate(int clients, TimeSpan length)
        {
            var output = await Run(
                bin, server, "pgbench", "--no-vacuum", "--protocol=prepared", $"--file={script}", $"--client={clients}", $"--jobs={Math.Min(clients, 2)}",
                $"--time={length.TotalSeconds:0}", server.Database!);
            return double.Parse(Tps().Match(output).Groups["tps"].Value, CultureInfo.InvariantCulture);
        }

        private static async Task<string> Script(NpgsqlDataSource repairs)
        {
            var rows = new List<string>();
            async Task Copy(string table, string where, params (string Column, string Value)[] fresh)
            {
                var columns = new List<string>();
                await using (var names = repairs.CreateCommand(
                    $"select quote_ident(column_name) from information_schema.columns where table_schema = 'public' and table_name = '{table}' and is_identity = 'NO' order by ordinal_position"))
                await using (var reader = await names.ExecuteReaderAsync())
                    while (await reader.ReadAsync())
                        columns.Add(reader.GetString(0));
                var parts = string.Join(" || ', ' || ", columns.Select(c => fresh.FirstOrDefault(f => f.Column == c).Value is { } value
                    ? $"'{value}'"
                    : $"quote_nullable({c}::text)"));
                await using var command = repairs.CreateCommand($"select {parts} from {table} where {where}");
                await using var found = await command.ExecuteReaderAsync();
                var any = false;
                while (await found.ReadAsync())
                {
                    any = true;
                    rows.Add($"insert into {table} ({string.Join(", ", columns)}) values ({found.GetString(0)});");
                }

                if (!any)
                    throw new InvalidOperationException($"A report left no row in {table}; the comparison would not be fair.");
            }

            await using var last = repairs.CreateCommand("select id::text from repair order by id desc limit 1");
            var id = (string)(await last.ExecuteScalarAsync())!;
            // md5 over the client and a counter makes the ids cheaply, and the same within the transaction.
            const string Fresh = "md5(:client_id || '-' || :n)::uuid";
            string Quoted(string value) => value.Replace("'", "''", StringComparison.Ordinal);
            await Copy("repair", $"id = '{id}'", ("id", Quoted(Fresh)));
            await Copy("timeline", $"repair_id = '{id}'", ("id", Quoted(Fresh)), ("repair_id", Quoted(Fresh)));
            await Copy("commitment", $"case_id = '{id}'", ("id", "gen_random_uuid()"), ("case_id", Quoted(Fresh)));
            await Copy("case_milestone", $"case_id = '{id}'", ("case_id", Quoted(Fresh)));
            await Copy("commitment_change", $"case_id = '{id}'", ("commitment_id", "gen_random_uuid()"), ("case_id", Quoted(Fresh)));
            await Copy("answered_request", "ctid = (select max(ctid) from answered_request)", ("request_id", Quoted(Fresh)));
            // The broker has them by now and the rows are gone: what they told, in the same sizes.
            foreach (var (type, body) in ((string, string)[])[
                ("Housing.Repairs.Contracts.V1.RepairReported",
                    """{"repairId":"01900000-0000-7000-8000-000000000000","landlord":"havering","homeId":"01900000-0000-7000-8000-000000000000","fault":"part-electricity","priority":"priority-2","reportedAt":"2026-01-01T00:00:00+00:00"}"""),
                ("Housing.Standards.Contracts.V1.MilestoneRecorded",
                    """{"service":"repairs","landlord":"havering","caseId":"01900000-0000-7000-8000-000000000000","name":"repair.reported","at":"2026-01-01T00:00:00+00:00","recordedAt":"2026-01-01T00:00:00+00:00","facts":{"priority":"priority-2","fault":"part-electricity"}}"""),
                ("Housing.Standards.Contracts.V1.CommitmentsChanged",
                    $$"""{"service":"repairs","landlord":"havering","caseId":"01900000-0000-7000-8000-000000000000","changes":[{{State}},{{State}}]}"""),
                ("Housing.Standards.Contracts.V1.ResidentMessageDue",
                    """{"messageId":"01900000-0000-7000-8000-000000000000","service":"repairs","landlord":"havering","caseId":"01900000-0000-7000-8000-000000000000","householdId":"01900000-0000-7000-8000-000000000000","template":"repair.reported","facts":{"fault": "Part loss of electricity","priority": "Priority two","reported-at": "2026-01-01T00:00:00Z","responsibility": "This is ours to mend.","next-due-at": "2026-01-07T00:00:00Z"},"byTextUnder": null,"occurredAt":"2026-01-01T00:00:00+00:00"}"""),
            ])
                rows.Add($"insert into outbox (id, type, body, traceparent, occurred_at) values (gen_random_uuid(), '{type}', '{body}', '00-00000000000000000000000000000000-0000000000000000-00', now());");
            return $"\\set n random(1, 9000000000000000000)\n\\startpipeline\nbegin;\n{string.Join('\n', rows)}\ncommit;\n\\endpipeline\n";
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
}
