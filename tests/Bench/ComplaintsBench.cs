using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Housing.Complaints.Contracts.V1;
using Housing.Stack;
using ComplaintMeasures = Housing.Complaints.Contracts.V1.Measures.MeasuresClient;

namespace Housing.Bench;

/// <summary>Lists, searches, workload and figures of one landlord with 100,000 complaints, through gRPC: pages against 20 ms, a year's figures against a second.</summary>
public static class ComplaintsBench
{
    private const string Landlord = "rosebery";
    private const int Complaints = 100_000;
    private const int Times = 100;
    private const int Before = 300;      // a list as such is compiled
    private const int Warm = 30;         // and the first of a kind
    private const int TimesOfFigures = 10;
    private const int TimesOfReports = 3;
    private const double Page = 20;
    private const double Figures = 1_000;

    public static async Task Run(HousingStack stack, Table table)
    {
        await stack.LetHome(Landlord);
        await Fill(stack);
        var manager = await stack.Calling("complaints", $"manager@{Landlord}");
        var reports = new Housing.Complaints.Contracts.V1.Reports.ReportsClient(manager);
        var (records, caseload, measures) = (new Records.RecordsClient(manager), new Caseload.CaseloadClient(manager), new ComplaintMeasures(manager));
        var complaints = new Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient(manager);
        var now = TimeProvider.System.GetUtcNow();
        for (var n = 0; n < Before; n++)
            await complaints.ListComplaintsAsync(new() { Landlord = Landlord });

        var slowest = 0.0;
        foreach (var (question, ask) in (IEnumerable<(string, Func<int, Task<int>>)>)
        [
            ("newest first", async _ => (await complaints.ListComplaintsAsync(new() { Landlord = Landlord })).Complaints.Count),
            ("of one handler, owed first", async n => (await complaints.ListComplaintsAsync(new() { Landlord = Landlord, Handler = $"officer-{n % 20}", Order = ListOrder.Due })).Complaints.Count),
            ("of one subject", async _ => (await complaints.ListComplaintsAsync(new() { Landlord = Landlord, Subject = "safety" })).Complaints.Count),
            ("of a team, at stage two", async _ => (await complaints.ListComplaintsAsync(new() { Landlord = Landlord, Team = "repairs", Stages = { Stage.Two } })).Complaints.Count),
            ("owed within two days", async _ => (await complaints.ListComplaintsAsync(new() { Landlord = Landlord, Order = ListOrder.Due, DueBefore = now.AddDays(2).ToTimestamp() })).Complaints.Count),
            ("found by rare words", async n => (await records.SearchComplaintsAsync(new() { Landlord = Landlord, Text = $"tap number {(n * 37) + 1000}" })).Found.Count),
            ("found by common words", async _ => (await records.SearchComplaintsAsync(new() { Landlord = Landlord, Text = "dripping taps" })).Found.Count),
            ("found by the reference of the system before", async n => (await records.SearchComplaintsAsync(new() { Landlord = Landlord, Text = $"OLD-{n + 1}" })).Found.Count),
        ])
        {
            var median = await Median(ask, Times, Warm);
            table.Add($"50 of {Complaints:N0} complaints, {question}, median", median.Median, "ms");
            slowest = Math.Max(slowest, median.Late);
        }

        table.Add("the slowest of these pages, its 95th percentile ÷ 20 ms", slowest / Page, "×", aim: 1, Better.Lower);

        var (today, yearAgo) = (Day(now), Day(now.AddDays(-365)));
        var longest = 0.0;
        foreach (var (question, ask) in (IEnumerable<(string, Func<int, Task<int>>)>)
        [
            ("the workload of all handlers", async _ => (await caseload.GetWorkloadAsync(new() { Landlord = Landlord })).Handlers.Count),
            ("a year's figures", async _ => (await measures.GetComplaintMeasuresAsync(new() { Landlord = Landlord, From = yearAgo, Through = today })).Groups.Count),
            ("a year's figures by theme", async _ => (await measures.GetComplaintMeasuresAsync(new() { Landlord = Landlord, From = yearAgo, Through = today, By = MeasureGrouping.Theme })).Groups.Count),
            ("a page of the cases behind a year's figure", async _ => (await measures.ListMeasuredComplaintsAsync(
                new() { Landlord = Landlord, From = yearAgo, Through = today, Measure = "answered-in-time", Stage = 1 })).Complaints.Count),
            ("thirteen months of figures", async _ => (await measures.GetComplaintTrendAsync(new() { Landlord = Landlord })).Months.Count),
        ])
        {
            var median = await Median(ask, TimesOfFigures, 3);
            table.Add($"{question} of {Complaints:N0} complaints, median", median.Median, "ms");
            longest = Math.Max(longest, median.Late);
        }

        table.Add("the slowest of these figures ÷ 1 s", longest / Figures, "×", aim: 1, Better.Lower);

        var year = new Date { Year = now.AddMonths(-3).Year - 1, Month = 4, Day = 1 };
        var made = await Median(
            async _ => (await reports.MakeReportAsync(new() { RequestId = Guid.CreateVersion7().ToString(), Landlord = Landlord, Kind = ReportKind.Yearly, From = year })).Report.Checksum.Length, TimesOfReports, 1);
        table.Add($"a yearly report over most of {Complaints:N0} complaints made, median", made.Median, "ms");
    }

    private static async Task<(double Median, double Late)> Median(Func<int, Task<int>> ask, int times, int warm)
    {
        var (took, found) = (new List<double>(times), 0);
        for (var n = 0; n < times + warm; n++)
        {
            var watch = Stopwatch.StartNew();
            found += await ask(n);
            if (n >= warm)
                took.Add(watch.Elapsed.TotalMilliseconds);
        }

        if (found == 0)
            throw new InvalidOperationException("There was nothing to find.");
        took.Sort();
        return (took[times / 2], took[times * 95 / 100]);
    }

    private static Date Day(DateTimeOffset at) => new() { Year = at.Year, Month = at.Month, Day = at.Day };

    /// <summary>Thirteen months: one in forty still open, one in eight taken to stage two, each with its promises; written as the service would have.</summary>
    private static async Task Fill(HousingStack stack)
    {
        const string of = "('0000000a-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";
        const string at = "now() - ((100000 - n) * 5.6 || ' minutes')::interval";
        await using var database = await stack.Database("complaints-db");
        await using var fill = database.CreateCommand($"""
            insert into complaint (id, reference, landlord, stage, channel, words, said, received_at, team, estate, concerned, facts_pending, handler_subject, handler_name, handler_rank,
                acknowledged_at, answered_at, escalated_at, final_answered_at, ended_at, ended_reason, next_due_at, at_risk_at, old_system, old_reference)
            select {of}, 'B' || lpad(n::text, 8, '0'), '{Landlord}', case when n % 40 > 0 then 'Closed' when n % 80 = 0 then 'Two' else 'One' end, 'Phone',
                'A dripping tap, number ' || n, 'A dripping tap, number ' || n, {at}, case when n % 3 = 0 then 'repairs' else 'housing' end, 'Estate ' || n % 40, array[]::text[], false,
                'officer-' || n % 20, 'Officer', 'officer', {at} + interval '3 days', case when n % 40 > 0 or n % 80 = 0 then {at} + interval '12 days' end,
                case when n % 8 = 0 and (n % 40 > 0 or n % 80 = 0) then {at} + interval '20 days' end, case when n % 8 = 0 and n % 40 > 0 then {at} + interval '40 days' end,
                case when n % 40 > 0 then {at} + interval '45 days' end, case when n % 40 > 0 then 'Nothing was left to do.' end,
                case when n % 40 = 0 then now() + ((n % 60000 - 10000) || ' minutes')::interval end, case when n % 40 = 0 then now() + ((n % 60000 - 13000) || ' minutes')::interval end,
                'old books', 'OLD-' || n
            from generate_series(1, {Complaints}) n;
            insert into issue (complaint_id, number, subject, text)
            select {of}, 1, (array['repairs', 'safety', 'tenancy', 'communication'])[1 + n % 4], 'A dripping tap, number ' || n from generate_series(1, {Complaints}) n;
            insert into reply (complaint_id, stage, outcome, text, ombudsman, early, compensation_pence, at)
            select {of}, 1, 'Upheld', 'We were slow.', 'The Ombudsman', n % 9 = 0, 0, {at} + interval '12 days' from generate_series(1, {Complaints}) n where n % 40 > 0 or n % 80 = 0;
            insert into commitment (id, case_id, landlord, standard_id, standard_version, summary, source, started_by, started_at, due_at, original_due_at, outcome, done_at, until)
            select gen_random_uuid(), {of}, '{Landlord}', p.id, 1, 'A promise', 'A source', 'complaint.received', {at}, {at} + p.within, {at} + p.within,
                case when n % 40 = 0 and p.id <> 'ENG-CMP-01' then 'Open' when n % 25 = 0 then 'Missed' else 'Met' end,
                case when n % 40 = 0 and p.id <> 'ENG-CMP-01' then null else {at} + interval '3 days' end, array[p.until]
            from generate_series(1, {Complaints}) n,
                (values ('ENG-CMP-01', interval '7 days', 'complaint.acknowledged'), ('ENG-CMP-02', interval '17 days', 'complaint.answered'), ('ROS-CMP-04', interval '14 days', 'complaint.answered')) p (id, within, until);
            insert into survey (id, complaint_id, stage, landlord, asked_at, answered_at, score)
            select {of}, {of}, 1, '{Landlord}', {at} + interval '45 days', case when n % 3 = 0 then {at} + interval '46 days' end, case when n % 3 = 0 then 1 + n % 5 end
            from generate_series(1, {Complaints}) n where n % 40 > 0 and n % 8 > 0
            """);
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync();
        await using var analyze = database.CreateCommand("analyze complaint, issue, reply, commitment, survey");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
    }
}
