using Housing.ServiceDefaults.Tests.Storage;
using Housing.Standards;
using Housing.Testing;
using static Housing.ServiceDefaults.Tests.Standards.PromiseNode;

namespace Housing.ServiceDefaults.Tests.Standards;

/// <summary>A database of the first version, whose promises were neither swept nor had a history.</summary>
public sealed class PromiseMigrationTests : IAsyncLifetime
{
    private readonly Guid _case = Guid.CreateVersion7();
    private Database _database = null!;

    public async Task InitializeAsync()
    {
        _database = await Databases.Create();
        var first = Migrator.Read(typeof(LedgerDb).Assembly, "service").Where(file => file.Number <= 2);
        await Migrator.ApplyAsync(_database.ConnectionString, [.. Migrator.Read(typeof(Migrator).Assembly, "shared"), .. first], CancellationToken.None);
        string Row(string standard, DateTimeOffset due, string outcome, string done) =>
            $"('{Guid.CreateVersion7()}', '{_case}', 'abc', '{standard}', 1, 'Done.', 'Leaflet', 'repair.reported', '{Noon:O}', '{due:O}', '{due:O}', '{outcome}', {done}, array['repair.completed'])";
        await _database.Execute($"""
            insert into commitment (id, case_id, landlord, standard_id, standard_version, summary, source, started_by, started_at, due_at, original_due_at, outcome, done_at, until)
            values {Row("ABC-REP-01", Noon.AddHours(4), "Open", "null")}, {Row("ABC-REP-02", Noon.AddHours(2), "Met", $"'{Noon.AddHours(1):O}'")}, {Row("ABC-REP-03", Noon.AddDays(30), "Open", "null")}
            """);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Its_rows_stay_and_run_on()
    {
        var clock = new FixedClock(Noon.AddHours(4));
        await using var node = await PromiseNode.Start(_database.ConnectionString, clock, sweeps: false);        // it migrates
        Assert.Equal(
            [("ABC-REP-02", Outcome.Met, Noon.AddHours(1)), ("ABC-REP-01", Outcome.Open, null), ("ABC-REP-03", Outcome.Open, null)],
            (await node.Commitments(_case)).Select(c => (c.StandardId, c.Outcome, c.DoneAt)));

        await node.Sweep();
        Assert.Equal([Outcome.Met, Outcome.Missed, Outcome.Open], (await node.Commitments(_case)).Select(c => c.Outcome));

        await node.Record(_case, "repair.completed", Noon.AddHours(3), now: Noon.AddHours(5));
        Assert.Equal([Outcome.Met, Outcome.Met, Outcome.Met], (await node.Commitments(_case)).Select(c => c.Outcome));
        Assert.Equal(["Missed", "Corrected"], await node.History(_case, "ABC-REP-01"));
        Assert.Equal(["Met"], await node.History(_case, "ABC-REP-03"));
    }
}
