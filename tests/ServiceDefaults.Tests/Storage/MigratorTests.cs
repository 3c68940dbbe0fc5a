using Housing.Testing;

namespace Housing.ServiceDefaults.Tests.Storage;

public sealed class MigratorTests : IAsyncLifetime
{
    private Database _database = null!;

    public async Task InitializeAsync() => _database = await Databases.Create();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    private static Migration File(int number, string sql, string name = "step") => new("service", number, name, sql);

    private Task<int> Apply(params Migration[] files) => Migrator.ApplyAsync(_database.ConnectionString, files, CancellationToken.None);

    [Fact]
    public async Task Files_are_applied_once_in_order()
    {
        Assert.Equal(2, await Apply(File(1, "create table a (x int)"), File(2, "alter table a add y int")));
        Assert.Equal(0, await Apply(File(1, "create table a (x int)"), File(2, "alter table a add y int")));
        Assert.Equal(1, await Apply(File(1, "create table a (x int)"), File(2, "alter table a add y int"), File(3, "insert into a values (1, 2)")));
        Assert.Equal(1L, await _database.Scalar<long>("select count(*) from a"));
    }

    [Fact]
    public async Task Processes_that_start_together_take_turns()
    {
        // Held for a while, so that the others do arrive meanwhile.
        var file = File(1, "create table a (x int); insert into a select 1 from pg_sleep(0.3)");
        var applied = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Apply(file)));

        Assert.Equal([0, 0, 0, 0, 1], applied.Order());
        Assert.Equal(1L, await _database.Scalar<long>("select count(*) from a"));
    }

    [Fact]
    public async Task A_damaged_file_is_named_with_line_and_fault_and_nothing_of_it_stays()
    {
        var fault = await Assert.ThrowsAsync<MigrationException>(() => Apply(File(1, "create table a (x int);\ncreate tabel b (x int);", "two_tables")));

        Assert.Equal("Migration 0001_two_tables.sql (service): syntax error at or near \"tabel\" (42601). Nothing of it was applied.", fault.Message);
        Assert.Equal(0L, await _database.Scalar<long>("select count(*) from pg_tables where tablename = 'a'"));
        Assert.Equal(1, await Apply(File(1, "create table a (x int);")));
    }

    [Fact]
    public async Task A_file_changed_after_it_was_applied_is_refused()
    {
        await Apply(File(1, "create table a (x int)"));
        var fault = await Assert.ThrowsAsync<MigrationException>(() => Apply(File(1, "create table a (x bigint)")));
        Assert.Contains("0001_step.sql (service) is not what was applied", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_the_next_version_has_already_migrated_is_left_as_it_is()
    {
        await Apply(File(1, "create table a (x int)"), File(2, "alter table a add y int"));
        Assert.Equal(0, await Apply(File(1, "create table a (x int)")));
    }

    [Fact]
    public async Task A_record_with_a_gap_is_refused()
    {
        await Apply(File(1, "create table a (x int)"), File(2, "alter table a add y int"));
        await _database.Execute("delete from migration where number = 1");
        var fault = await Assert.ThrowsAsync<MigrationException>(() => Apply(File(1, "create table a (x int)"), File(2, "alter table a add y int")));
        Assert.Contains("lacks number 0001 but has 0002_step", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 3, "0001")]
    [InlineData(1, 3, "0002")]
    [InlineData(1, 1, "0002")]
    public void Numbers_left_out_or_used_twice_are_refused(int first, int second, string wanted)
    {
        var fault = Assert.Throws<MigrationException>(() => Migrator.CheckNumbers([File(first, ""), File(second, "")]));
        Assert.Contains($"should have number {wanted}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_embedded_files_of_an_assembly_are_found() =>
        Assert.Equal(["0001_ledger.sql (service)", "0002_commitment.sql (service)", "0003_clocks.sql (service)", "0004_case_landlord.sql (service)"], Migrator.Read(typeof(LedgerDb).Assembly, "service").Select(file => file.ToString()));
}
