using Grpc.Core;
using Housing.ServiceDefaults.Tests.Storage;
using Housing.Standards;
using Housing.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Housing.ServiceDefaults.Tests.Standards.PromiseNode;

namespace Housing.ServiceDefaults.Tests.Standards;

/// <summary>A milestone and the sweeper on the same promise at the same moment: whoever commits first wins, and the other sees it.</summary>
public sealed class SweepRaceTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Over = Noon.AddHours(5);

    private readonly FixedClock _clock = new(Noon);
    private Database _database = null!;

    public async Task InitializeAsync() => _database = await Databases.Clone(typeof(LedgerDb).Assembly);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_completion_recorded_while_the_sweep_marks_the_miss_is_aborted_and_tried_again_puts_it_right()
    {
        await using var node = await PromiseNode.Start(_database.ConnectionString, _clock, sweeps: false);
        var id = await node.Open("repair.reported", Noon);
        _clock.Now = Over;
        Task Complete(Func<Task>? meanwhile = null) => node.Record(id, "repair.completed", Noon.AddHours(3), now: Over, beforeSaving: meanwhile);

        var fault = await Assert.ThrowsAsync<RpcException>(() => Complete(meanwhile: node.Sweep));
        Assert.Equal(StatusCode.Aborted, fault.StatusCode);
        Assert.Equal(Outcome.Missed, (await node.Commitment(id, "ABC-REP-01")).Outcome);
        Assert.Equal(0L, await _database.Scalar<long>("select count(*) from case_milestone where name = 'repair.completed'"));

        await Complete();
        var met = await node.Commitment(id, "ABC-REP-01");
        Assert.Equal((Outcome.Met, Noon.AddHours(3)), (met.Outcome, met.MetAt));
        Assert.Equal(["Opened", "Missed", "Corrected"], await node.History(id, "ABC-REP-01"));
    }

    [Fact]
    public async Task A_completion_that_is_about_to_commit_is_left_alone_by_the_sweep()
    {
        await using var node = await PromiseNode.Start(_database.ConnectionString, _clock, sweeps: false);
        var id = await node.Open("repair.reported", Noon);
        _clock.Now = Over;
        await using (var scope = node.Services.CreateAsyncScope())
        {
            var (db, promises) = (scope.ServiceProvider.GetRequiredService<LedgerDb>(), scope.ServiceProvider.GetRequiredService<Promises>());
            await using var transaction = await db.Database.BeginTransactionAsync();
            var completed = new Milestone("repair.completed", Noon.AddHours(3), Facts.Of(("priority", "emergency")));
            promises.Record(await promises.Find(id, CancellationToken.None), PromiseNode.Landlord, id, completed, Over, new Recording("officer anna"));
            await db.SaveChangesAsync();
            await node.Sweep();
            await transaction.CommitAsync();
        }

        await node.Sweep();
        Assert.Equal(Outcome.Met, (await node.Commitment(id, "ABC-REP-01")).Outcome);
        Assert.Equal(["Opened", "Met"], await node.History(id, "ABC-REP-01"));
    }

    [Fact]
    public async Task What_is_done_on_many_cases_while_the_sweep_opens_what_comes_next_sees_that()
    {
        await using var node = await PromiseNode.Start(_database.ConnectionString, _clock, sweeps: false);
        var id = await node.Open("block.opened", Noon);
        _clock.Now = Noon.AddDays(30);

        // The sweep has marked the first week as missed and opened those after it, and cannot commit yet; the inspection waits for it.
        await using var holder = new NpgsqlConnection(_database.ConnectionString);
        await holder.OpenAsync();
        await using var held = await holder.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("lock table outbox in exclusive mode", holder, held))
            await hold.ExecuteNonQueryAsync();
        var sweep = node.Sweep();
        await Waiting(1);
        var inspection = Inspect(node, id);
        await Waiting(2);
        await held.CommitAsync();
        await sweep;
        await inspection;

        Assert.Equal(
            ["Missed", "Missed", "Missed", "Missed", "Cancelled", "Open"],
            (await node.Commitments(id)).Select(c => c.Outcome.ToString()));
    }

    private Task Waiting(int sessions) => Eventually.Equal(
        (long)sessions, () => _database.Scalar<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"));

    private async Task Inspect(PromiseNode node, Guid id)
    {
        await using var scope = node.Services.CreateAsyncScope();
        var (db, cases) = (scope.ServiceProvider.GetRequiredService<LedgerDb>(), scope.ServiceProvider.GetRequiredService<ManyCases>());
        await using var transaction = await db.Database.BeginTransactionAsync();
        var block = new Dictionary<Guid, Facts> { [id] = Facts.Of(("priority", "emergency")) };
        await cases.Record(PromiseNode.Landlord, "block.inspected", _clock.Now, block, _clock.Now, new Recording("service repairs"), CancellationToken.None);
        await transaction.CommitAsync();
    }

    [Fact]
    public async Task In_a_storm_of_completions_and_two_sweepers_no_update_is_lost()
    {
        await using var one = await PromiseNode.Start(_database.ConnectionString, _clock, poll: TimeSpan.FromMilliseconds(5));
        await using var two = await PromiseNode.Start(_database.ConnectionString, _clock, poll: TimeSpan.FromMilliseconds(5));
        var cases = new List<Guid>();
        for (var n = 0; n < 120; n++)
            cases.Add(await one.Open("repair.reported", Noon));

        // Half way through, the time of all of them is over.
        await Parallel.ForAsync(0, cases.Count, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (n, _) =>
        {
            if (n == cases.Count / 3)
                _clock.Now = Over;
            while (true)
            {
                try
                {
                    await one.Record(cases[n], "repair.completed", Noon.AddHours(3), now: Over);
                    return;
                }
                catch (RpcException fault) when (fault.StatusCode == StatusCode.Aborted)
                {
                    // Whoever asked tries again.
                }
            }
        });

        await Eventually.Equal(0L, () => _database.Scalar<long>("select count(*) from commitment where outcome = 'Open'"));
        foreach (var id in cases)
        {
            Assert.Equal(Outcome.Met, (await one.Commitment(id, "ABC-REP-01")).Outcome);
            Assert.Contains(string.Join(' ', (await one.History(id, "ABC-REP-01")).Except(["Warned"])), (string[])["Opened Met", "Opened Missed Corrected"]);
            Assert.Equal(["Missed"], (await one.History(id, "ABC-REP-02")).Where(line => line == "Missed"));
        }
    }
}
