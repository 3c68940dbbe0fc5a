using Housing.ServiceDefaults.Tests.Messaging;
using Housing.ServiceDefaults.Tests.Storage;
using Housing.Testing;
using static Housing.ServiceDefaults.Tests.Standards.PromiseNode;

namespace Housing.ServiceDefaults.Tests.Standards;

/// <summary>What is owed, what is owed soon and what was missed, by landlord and promise.</summary>
public sealed class PromiseMetricsTests : IAsyncLifetime
{
    private Database _database = null!;

    public async Task InitializeAsync() => _database = await Databases.Clone(typeof(LedgerDb).Assembly);

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Each_service_says_what_it_owes_what_is_due_within_a_day_and_what_it_saw_missed()
    {
        var clock = new FixedClock(Noon);
        await using var writer = await PromiseNode.Start(_database.ConnectionString, clock, sweeps: false);
        using var seen = new Meters(writer.Services);
        await writer.Open("repair.reported", Noon);
        await writer.Open("repair.reported", Noon);
        await writer.Open("block.opened", Noon);
        clock.Advance(TimeSpan.FromHours(3));
        await writer.Sweep();

        seen.Observe();
        Assert.Equal((2, -1), (seen.Last("housing.commitments.missed", Landlord, "ABC-REP-02"), seen.Last("housing.commitments.missed", Landlord, "ABC-REP-01")));

        // The first sample is taken at the start.
        await using var reader = await PromiseNode.Start(_database.ConnectionString, clock, sweeps: false);
        using var read = new Meters(reader.Services);
        await Eventually.Holds(() =>
        {
            read.Observe();
            Assert.Equal((2, 2), (read.Last("housing.commitments.open", Landlord, "ABC-REP-01"), read.Last("housing.commitments.due_within_day", Landlord, "ABC-REP-01")));
        });
        Assert.Equal((1, 0), (read.Last("housing.commitments.open", Landlord, "ABC-EST-01"), read.Last("housing.commitments.due_within_day", Landlord, "ABC-EST-01")));
        Assert.Equal(-1, read.Last("housing.commitments.open", Landlord, "ABC-REP-02"));
    }
}
