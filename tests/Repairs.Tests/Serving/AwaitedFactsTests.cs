using Housing.Testing;
using Microsoft.EntityFrameworkCore;
using static Housing.Repairs.Tests.Examples;

namespace Housing.Repairs.Tests.Serving;

/// <summary>Waiting for Tenancy's answer, on a database without a service beside it.</summary>
public class AwaitedFactsTests
{
    [Fact]
    public async Task Replicas_claim_each_row_once()
    {
        await using var database = await Databases.Clone(typeof(RepairsDb).Assembly);
        await Await(database, 60);
        var claims = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            await using var db = Open(database);
            return await db.Claim(20, Now, CancellationToken.None);
        }));
        var claimed = claims.SelectMany(c => c).Select(a => a.RepairId).ToList();
        Assert.Equal(claimed.Count, claimed.Distinct().Count());
        await using var after = Open(database);
        Assert.Equal(60, claimed.Count + (await after.Claim(60, Now, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_claim_that_comes_to_nothing_falls_due_again_later_each_time_and_after_five_minutes_at_most()
    {
        await using var database = await Databases.Clone(typeof(RepairsDb).Assembly);
        await Await(database, 1);
        await using var db = Open(database);
        var now = Now;
        List<double> waits = [];
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var claimed = Assert.Single(await db.Claim(20, now, CancellationToken.None));
            Assert.Empty(await db.Claim(20, claimed.DueAt.AddMicroseconds(-1), CancellationToken.None));
            waits.Add((claimed.DueAt - now).TotalSeconds);
            now = claimed.DueAt;
        }

        Assert.Equal([2, 4, 8, 16, 32, 64, 128, 256, 300, 300], waits);
    }

    [Fact]
    public async Task Something_new_during_a_question_makes_the_old_answer_stale()
    {
        await using var database = await Databases.Clone(typeof(RepairsDb).Assembly);
        await Await(database, 1);
        await using var asking = Open(database);
        await using var hearing = Open(database);
        asking.AwaitedFacts.Remove(await asking.AwaitedFacts.SingleAsync());

        await hearing.AskAgain(r => r.Landlord == "havering", Now, CancellationToken.None);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => asking.SaveChangesAsync());
        Assert.Equal(1L, await database.Scalar<long>("select count(*) from awaited_facts"));
    }

    private static async Task Await(Database database, int count)
    {
        await using var db = Open(database);
        for (var i = 0; i < count; i++)
        {
            var repair = Reported(pending: true);
            db.Add(repair);
            db.Add(new AwaitedFacts(repair.Id, Now));
        }

        await db.SaveChangesAsync();
    }

    private static RepairsDb Open(Database database) => new(new DbContextOptionsBuilder<RepairsDb>().UseNpgsql(database.ConnectionString).Options);
}
