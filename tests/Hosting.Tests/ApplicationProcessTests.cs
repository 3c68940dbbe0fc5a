using System.Text.RegularExpressions;
using Npgsql;

namespace Housing.Hosting.Tests;

/// <summary>How an application ends, and what of it is still there the next time.</summary>
public sealed partial class ApplicationProcessTests : IAsyncLifetime
{
    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(3));
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("hosting-tests-");

    public Task InitializeAsync()
    {
        // PostgreSQL's own user must be able to pass.
        folder.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        patience.Dispose();
        folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Asked_to_stop_it_stops_all_and_ends_well(string signal)
    {
        await using var application = Start("one");
        await application.HealthyAsync(patience.Token);
        application.Signal(signal);

        Assert.Equal(0, await application.Ended.WaitAsync(patience.Token));
        await application.NothingLeftAsync(patience.Token);
        Assert.Contains("database system is shut down", application.Output, StringComparison.Ordinal);
        Assert.Contains("Starting broker", application.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", application.Output, StringComparison.Ordinal);       // no colour codes in what is kept as a log
    }

    [Fact]
    public async Task Killed_it_leaves_no_process_behind_and_started_again_it_has_its_data_and_passwords()
    {
        string first;
        await using (var application = Start("one"))
        {
            await application.HealthyAsync(patience.Token);
            Assert.NotEmpty(Processes.Naming(application.Data));
            first = await SayAsync(application, "CREATE TABLE kept AS SELECT 'a row' AS what");
            application.Kill();
            await application.Ended.WaitAsync(patience.Token);
            await application.NothingLeftAsync(patience.Token);
        }

        await using var again = Start("one");
        await again.HealthyAsync(patience.Token);
        Assert.Equal("a row", await SayAsync(again, "SELECT what FROM kept"));
        Assert.Equal("", first);
        again.Kill();
        await again.Ended.WaitAsync(patience.Token);
        await again.NothingLeftAsync(patience.Token);
    }

    [Fact]
    public async Task Killed_while_its_servers_are_starting_it_leaves_no_process_behind_and_can_be_started_at_once()
    {
        await using (var application = Start("one"))
        {
            await application.SaysAsync("rabbitmq +\\* Running", patience.Token);
            application.Kill();
            await application.Ended.WaitAsync(patience.Token);
        }

        // No waiting here: the second one waits for what is left of the first.
        await using var again = Start("one");
        await again.HealthyAsync(patience.Token);
        again.Kill();
        await again.Ended.WaitAsync(patience.Token);
        await again.NothingLeftAsync(patience.Token);
    }

    [Fact]
    public async Task Two_copies_run_side_by_side_and_a_third_on_the_same_folder_is_told_who_has_it()
    {
        await using var one = Start("one");
        await using var two = Start("two");
        await one.HealthyAsync(patience.Token);
        await two.HealthyAsync(patience.Token);

        await using var third = Start("one");
        Assert.Equal(1, await third.Ended.WaitAsync(patience.Token));
        Assert.Contains($"The data folder {one.Data} is in use by process {one.Id}", third.Output, StringComparison.Ordinal);
        Assert.Contains("HOUSING_DATA=", third.Output, StringComparison.Ordinal);

        one.Kill();
        await one.Ended.WaitAsync(patience.Token);
        await one.NothingLeftAsync(patience.Token);
        Assert.Equal("2", await SayAsync(two, "SELECT 1 + 1"));
        two.Kill();
        await two.Ended.WaitAsync(patience.Token);
        await two.NothingLeftAsync(patience.Token);
    }

    [Fact]
    public async Task Secrets_are_for_us_alone_to_read()
    {
        await using var application = Start("one");
        await application.HealthyAsync(patience.Token);
        var secrets = Directory.GetFiles(Path.Combine(application.Data, "secrets"));

        Assert.Equal(["made", "other-db-password", "postgres-password", "rabbitmq-password", "sample-db-password"], secrets.Select(Path.GetFileName).Order());
        Assert.All(secrets.Append(Path.Combine(application.Data, "rabbitmq", "rabbitmq.conf")), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.False(File.Exists(Path.Combine(application.Data, "postgres", "password")));
        Assert.DoesNotContain(secrets, file => application.Output.Contains(File.ReadAllText(file), StringComparison.Ordinal));
        application.Signal("TERM");
        await application.Ended.WaitAsync(patience.Token);
    }

    private ApplicationProcess Start(string name) => new(Path.Combine(folder.FullName, name));

    /// <summary>Says something to the sample database of a running application, found as its console tells.</summary>
    private async Task<string> SayAsync(ApplicationProcess application, string statement)
    {
        var port = PostgresAddress().Match(application.Output).Groups["port"].Value;
        var password = await File.ReadAllTextAsync(Path.Combine(application.Data, "secrets", "sample-db-password"), patience.Token);
        await using var connection = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=sample-db;Password={password};Database=sample-db;Pooling=false");
        await connection.OpenAsync(patience.Token);
        await using var command = new NpgsqlCommand(statement, connection);
        return (await command.ExecuteScalarAsync(patience.Token))?.ToString() ?? "";
    }

    [GeneratedRegex(@"^ +postgres +tcp://127\.0\.0\.1:(?<port>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PostgresAddress();
}
