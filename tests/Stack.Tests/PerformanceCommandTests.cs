using Google.Protobuf.WellKnownTypes;
using Housing.Complaints.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;
using Npgsql;

namespace Housing.Stack.Tests;

/// <summary>./housing performance, beside a running stack that is its own: it is emptied, and one of its sums is damaged.</summary>
public sealed class PerformanceCommandTests(StackFixture fixture) : IClassFixture<StackFixture>
{
    private static readonly string[] Owners = ["complaints", "income", "repairs"];

    private readonly HousingStack _stack = fixture.Stack;

    [Fact]
    public async Task What_was_heard_comes_back_from_empty_adds_up_and_is_rehearsed_by_month()
    {
        await Casework("havering", "stuck-tap");
        await Casework("one-housing", "leaking-roof");
        await using var database = await _stack.Database("performance-db");
        // All that the services have on record was heard, as it is there.
        foreach (var owner in Owners)
            await Eventually.Holds(async () => Assert.Equal(await Known(owner), await Text(database, Heard(owner))));
        var before = await Facts(database);
        Assert.Contains("HAV-REP-08", before, StringComparison.Ordinal);

        await Execute(database, "delete from kept_promise; truncate milestone, case_estate, promise_sum, promise_sum_by_estate, replay");
        Assert.DoesNotContain("HAV-REP-08", await Facts(database), StringComparison.Ordinal);
        Done(await Command("replay"));
        Assert.Equal(before, await Facts(database));

        var right = Done(await Command("recount"));
        Assert.All((string[])["havering", "housing-plus", "one-housing", "rosebery"], landlord => Assert.Contains($"{landlord}: {{", right, StringComparison.Ordinal));
        await Execute(database, "update promise_sum set met = met + 1 where standard_id = 'HAV-REP-08'");
        var wrong = await Command("recount", "--landlord", "havering");
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("\"standardId\": \"HAV-REP-08\"", wrong.Output, StringComparison.Ordinal);
        Assert.Contains("sums differ", wrong.Errors, StringComparison.Ordinal);

        var other = Done(await Command("rehearse", "one-housing", "--landlord", "havering", "--service", "repairs"));
        Assert.Contains("\"finished\": true", other, StringComparison.Ordinal);
        Assert.Contains("\"notStarted\"", other, StringComparison.Ordinal);
        var month = Done(await Command("rehearse", "havering", "--landlord", "havering", "--service", "repairs"));
        Assert.Contains("\"months\"", month, StringComparison.Ordinal);
        Assert.Contains("\"standardId\": \"HAV-REP-08\"", month, StringComparison.Ordinal);
        var draft = Path.Combine(_stack.Folder, "draft.json");
        await File.WriteAllTextAsync(draft, (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "standards", "havering.json"))).Replace("\"within\": \"3 working days\"", "\"within\": \"soon\"", StringComparison.Ordinal));
        var refused = await Command("rehearse", draft, "--landlord", "havering");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains(".within", refused.Errors, StringComparison.Ordinal);
    }

    /// <summary>A repair that is mended, one that is not, and a complaint that was acknowledged.</summary>
    private async Task Casework(string landlord, string fault)
    {
        var household = await _stack.LetHome(landlord);
        var (officer, now) = (await _stack.As($"officer@{landlord}"), TimeProvider.System.GetUtcNow());
        for (var n = 0; n < 2; n++)
        {
            var repair = (await _stack.Repairs.ReportRepairAsync(
                new() { RequestId = HousingStack.NewId(), HomeId = household.HomeId, Fault = fault, Description = "It broke.", ReportedAt = now.AddHours(-2 - n).ToTimestamp() }, officer)).Repair;
            // Tenancy's answer can come after the report, and says the report anew.
            await Eventually.Equal(household.HouseholdId, async () => (await _stack.Repairs.GetRepairAsync(new() { RepairId = repair.RepairId }, officer)).Repair.HouseholdId);
            if (n > 0)
                continue;
            await _stack.Repairs.RecordVisitAsync(new() { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, VisitedAt = now.AddHours(-1).ToTimestamp() }, officer);
            await _stack.Repairs.CompleteRepairAsync(new() { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, WorkDone = "Mended.", CompletedAt = now.AddMinutes(-30).ToTimestamp() }, officer);
        }

        await _stack.Complaints.ReceiveComplaintAsync(
            new() { RequestId = HousingStack.NewId(), HomeId = household.HomeId, Channel = Channel.Phone, Words = "Nobody tells me anything.", Issues = { new NewIssue { Subject = "repairs" } }, Insist = true }, officer);
    }

    private Task<Said> Command(params string[] arguments) => HousingCommand.Run(_stack.Folder, ["performance", .. arguments]);

    private static string Done(Said said)
    {
        Assert.True(said.ExitCode == 0, said.Errors);
        return said.Output;
    }

    /// <summary>What a service has on record of its promises and of what happened to its cases.</summary>
    private async Task<string> Known(string owner)
    {
        await using var database = await _stack.Database($"{owner}-db");
        return await Text(database, """
            select coalesce(string_agg(line, E'\n' order by line), '') from (
              select concat_ws(' ', id, standard_id, lower(outcome), extract(epoch from due_at), extract(epoch from done_at)) as line from commitment
              union all
              select concat_ws(' ', case_id, name, extract(epoch from at)) from case_milestone) known
            """);
    }

    private static string Heard(string owner) => $"""
        select coalesce(string_agg(line, E'\n' order by line), '') from (
          select concat_ws(' ', commitment_id, standard_id, outcome, extract(epoch from due_at), extract(epoch from done_at)) as line from kept_promise where service = '{owner}'
          union all
          select concat_ws(' ', case_id, name, extract(epoch from at)) from milestone where service = '{owner}') heard
        """;

    /// <summary>
    /// All that Performance keeps. A sum of nothing, left behind by a promise that moved to its estate, is no sum; and which of several events of one instant something was in is no fact: a history counts them through.
    /// </summary>
    private static async Task<string> Facts(NpgsqlDataSource database)
    {
        var facts = new List<string>();
        foreach (var rows in (string[])["kept_promise", "milestone", "case_estate", "promise_sum where met + missed + open + excused > 0", "promise_sum_by_estate where met + missed + open + excused > 0"])
            facts.Add(await Text(database, $"select coalesce(string_agg(line, E'\\n' order by line), '') from (select (to_jsonb(t) - 'position')::text as line from (select * from {rows}) t) lines"));
        return string.Join('\n', facts);
    }

    private static async Task<string> Text(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
