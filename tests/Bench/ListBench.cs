using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Housing.Repairs.Contracts.V1;
using Housing.Stack;

namespace Housing.Bench;

/// <summary>Lists of 50 among 1,000,000 repairs of one landlord, through gRPC: the slowest in twenty of each kind of question, against 20 ms.</summary>
public static class ListBench
{
    private const string Landlord = "rosebery";
    private const int Repairs = 1_000_000;
    private const int Homes = 20_000;
    private const int Times = 200;
    private const int Before = 500;      // a list as such is compiled
    private const int Warm = 60;         // and the first of a kind
    private const double Limit = 20;

    public static async Task Run(HousingStack stack, Table table)
    {
        await Fill(stack, Landlord, Repairs, Homes);
        var officer = await stack.As($"officer@{Landlord}");
        var now = TimeProvider.System.GetUtcNow();
        for (var n = 0; n < Before; n++)
            await stack.Repairs.ListRepairsAsync(new() { Landlord = Landlord }, officer);

        var slowest = 0.0;
        foreach (var (question, make) in Questions(now))
        {
            var took = new List<double>(Times);
            var found = 0;
            for (var n = 0; n < Times + Warm; n++)
            {
                var request = make(n);
                request.Landlord = Landlord;
                var watch = Stopwatch.StartNew();
                var answer = await stack.Repairs.ListRepairsAsync(request, officer);
                if (n >= Warm)
                    took.Add(watch.Elapsed.TotalMilliseconds);
                found += answer.Repairs.Count;
            }

            if (found == 0)
                throw new InvalidOperationException($"There was nothing to list: {question}.");
            took.Sort();
            table.Add($"listing 50 of {Repairs:N0} repairs, {question}, median", took[Times / 2], "ms");
            slowest = Math.Max(slowest, took[Times * 95 / 100]);
        }

        table.Add("the slowest of these lists, its 95th percentile ÷ 20 ms", slowest / Limit, "×", aim: 1, Better.Lower);
    }

    private static IEnumerable<(string Question, Func<int, ListRepairsRequest> Make)> Questions(DateTimeOffset now)
    {
        yield return ("newest first", _ => new());
        yield return ("of one home", n => new() { HomeId = Home(n) });
        yield return ("of one household", n => new() { HouseholdId = Household(n) });
        yield return ("unfinished", _ => new() { Unfinished = true });
        yield return ("in progress", _ => new() { Stages = { Stage.InProgress } });
        yield return ("emergencies", _ => new() { Priorities = { "emergency" } });
        yield return ("unfinished emergencies", _ => new() { Priorities = { "emergency" }, Unfinished = true });
        yield return ("owed first", _ => new() { Order = ListOrder.Due });
        yield return ("owed within two days", _ => new() { Order = ListOrder.Due, DueBefore = now.AddDays(2).ToTimestamp() });
        yield return ("at risk, owed first", _ => new() { Order = ListOrder.Due, AtRisk = true });
        yield return ("of whoever is sent", _ => new() { Contractor = "repairs-team", Unfinished = true });
    }

    private static string Home(int n) => $"00000001-0000-7000-8000-{n % Homes:x12}";

    internal static string Household(int n) => $"00000002-0000-7000-8000-{n % Homes:x12}";

    /// <summary>Years of a landlord: one in forty not finished, one in ten an emergency; written as the service would have.</summary>
    /// <param name="stack">Whose Repairs is filled.</param>
    /// <param name="landlord">Whose repairs they are.</param>
    /// <param name="repairs">How many.</param>
    /// <param name="homes">Among how many homes.</param>
    /// <param name="from">The number of the first, where there are others already.</param>
    internal static async Task Fill(HousingStack stack, string landlord, int repairs, int homes, int from = 1)
    {
        await using var database = await stack.Database("repairs-db");
        await using var fill = database.CreateCommand($"""
            insert into repair (id, landlord, home_id, household_id, tenure, has_vulnerable_member, facts_pending, fault, description, priority, stage, reported_at,
                completed_at, work_done, next_due_at, at_risk_at, contractor, team, trade, out_of_hours, order_why, ordered_at)
            select (lpad(to_hex(n), 8, '0') || '-0000-7000-8000-000000000000')::uuid, '{landlord}',
                ('00000001-0000-7000-8000-' || lpad(to_hex(n::bigint * 7919 % {homes}), 12, '0'))::uuid, ('00000002-0000-7000-8000-' || lpad(to_hex(n::bigint * 7919 % {homes}), 12, '0'))::uuid,
                'assured', n % 6 = 0, false, 'dripping-tap', 'The bath tap drips.', case when n % 10 = 0 then 'emergency' else 'non-urgent' end,
                case when n % 40 > 0 then 'Completed' when n % 80 = 0 then 'InProgress' else 'Reported' end,
                now() - (({from + repairs} - n) || ' minutes')::interval,
                case when n % 40 > 0 then now() end, case when n % 40 > 0 then 'New washer' end,
                case when n % 40 = 0 then now() + ((n % 60000 - 10000) || ' minutes')::interval end, case when n % 40 = 0 then now() + ((n % 60000 - 13000) || ' minutes')::interval end,
                'repairs-team', 'water', 'plumbing', false, 'The repairs team does this kind of work.', now()
            from generate_series({from}, {from + repairs - 1}) n
            """);
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync();
        await using var analyze = database.CreateCommand("analyze repair");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync();
    }
}
