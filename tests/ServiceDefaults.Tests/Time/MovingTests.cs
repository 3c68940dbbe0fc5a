using System.Net;
using System.Net.Http.Json;
using Grpc.Core;
using Housing.Clock;
using Housing.ServiceDefaults;
using Housing.Testing;
using Housing.Testing.Contracts.V1;
using Housing.Tests.Edge;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Tests.Time;

/// <summary>Services whose time ./housing clock moves, and those that refuse it.</summary>
public sealed class MovingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("housing-clock-test-").FullName;

    private string FilePath => Path.Combine(_folder, "clock.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Two_services_move_together_and_one_that_starts_later_is_there_already()
    {
        await using var one = await Start();
        await using var two = await Start();
        Up(("estates", one.HealthAddress), ("repairs 2", two.HealthAddress));
        Assert.Contains("Offset:             the machine's time", await Clock(), StringComparison.Ordinal);

        var said = await Clock("+90m");
        Assert.Contains("Offset:             01:30:00 ahead of the machine", said, StringComparison.Ordinal);
        Assert.Contains("Next working days:  ", said, StringComparison.Ordinal);
        Assert.Matches("(?m)^  estates    20.*Z, 01:30:00 ahead of the machine$", said);
        Assert.Matches("(?m)^  repairs 2  20.*Z, 01:30:00 ahead of the machine$", said);
        foreach (var host in (EchoHost[])[one, two])
        {
            Assert.Equal(TimeSpan.FromMinutes(90), (await Time(host)).Offset);
            Assert.Equal(TimeSpan.FromMinutes(90), Ahead(host));
        }

        // From there on; and nobody is behind.
        Assert.Contains("1 day and 01:30:00 ahead", (await Clock("+24h")).Split('\n')[1], StringComparison.Ordinal);
        await using var three = await Start();
        Assert.Equal(new TimeSpan(1, 1, 30, 0), Ahead(three));
        Assert.Equal(Ahead(one), Ahead(two));

        var back = await Assert.ThrowsAsync<ClockException>(() => Clock("=2026-01-01T00:00"));
        Assert.Contains("only moves forward", back.Message, StringComparison.Ordinal);
        Assert.Equal(new TimeSpan(1, 1, 30, 0), Ahead(one));
    }

    [Fact]
    public async Task A_lost_file_does_not_take_time_back()
    {
        await using var host = await Start();
        Up(("estates", host.HealthAddress));
        await Clock("+24h");
        File.Delete(FilePath);
        await Clock("+1h");
        Assert.Equal(TimeSpan.FromHours(25), Ahead(host));
        Assert.Equal(TimeSpan.FromHours(25), ClockSetting.Read(FilePath)!.Offset);
    }

    [Fact]
    public async Task A_stack_that_is_behind_says_so_and_moves_on_from_there()
    {
        new ClockSetting(TimeSpan.FromDays(-10), TimeSpan.FromDays(-10), DateTimeOffset.MinValue).Write(FilePath);
        await using var host = await Start();
        Up(("estates", host.HealthAddress));
        Assert.Contains("Offset:             10 days and 00:00:00 behind the machine", await Clock(), StringComparison.Ordinal);
        File.Delete(FilePath);      // lost or not, it is not at the machine's time yet
        await Clock("+1h");
        Assert.Equal(TimeSpan.FromHours(-239), Ahead(host));
    }

    [Fact]
    public async Task Tokens_live_by_the_machines_clock()
    {
        await using var host = await Start();
        Up(("estates", host.HealthAddress));
        var before = TestTokens.Metadata("officer@havering");
        var own = host.Services.GetRequiredService<ServiceTokens>();
        var ownBefore = await own.Get(CancellationToken.None);
        await Clock("+1mo");

        // Neither expired because it is next month here, nor not yet valid: the issuer knows the machine's time alone.
        Assert.Equal("hello", (await host.Client.SayAsync(new Words { Text = "hello" }, before)).Text);
        Assert.Equal("hello", (await host.Client.SayAsync(new Words { Text = "hello" }, TestTokens.Metadata("officer@havering"))).Text);
        Assert.Equal(ownBefore, await own.Get(CancellationToken.None));
        var expired = new Metadata { { "authorization", $"Bearer {TestTokens.Expired("officer@havering")}" } };
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () => await host.Client.SayAsync(new Words(), expired))).StatusCode);
    }

    [Fact]
    public async Task A_service_that_is_away_does_not_keep_the_others()
    {
        await using var host = await Start();
        await using var without = await EchoHost.Start();
        Up(("estates", host.HealthAddress), ("income", new Uri("http://127.0.0.1:1")), ("tenancy", without.HealthAddress));
        var said = await Clock("+1h");
        Assert.Matches("(?m)^  estates  20.*Z, 01:00:00 ahead of the machine$", said);
        Assert.Contains("  income   does not answer; once it starts, it takes the stack's time", said, StringComparison.Ordinal);
        Assert.Contains("  tenancy  keeps the machine's time: it runs without Housing:Clock", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_stack_there_is_nothing_to_move()
    {
        Assert.Contains($"no stack is up on {_folder}: it has no file 'addresses'. Start it with ./housing up", await Refused("+1h"), StringComparison.Ordinal);
        Up(("estates", new Uri("http://127.0.0.1:1")));
        Assert.Contains($"no stack is up on {_folder}: nothing answers", await Refused("+1h"), StringComparison.Ordinal);
        await using var without = await EchoHost.Start();
        Up(("estates", without.HealthAddress));
        Assert.Contains("it was started without Housing:Clock", await Refused(), StringComparison.Ordinal);
        Assert.False(File.Exists(FilePath));
    }

    [Fact]
    public async Task Services_with_a_file_each_cannot_be_moved_together()
    {
        await using var one = await Start();
        await using var two = await EchoHost.Start(configure: null, Setting(Path.Combine(_folder, "other.json")));
        Up(("estates", one.HealthAddress), ("repairs", two.HealthAddress));
        Assert.Contains("different files", await Refused("+1h"), StringComparison.Ordinal);
        Assert.Contains("clock takes one move or nothing, not '+1h +2h'", await Refused("+1h", "+2h"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_move_waits_for_no_other()
    {
        await using var host = await Start();
        Up(("estates", host.HealthAddress));
        await using (new FileStream(FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            Assert.Contains("If another ./housing clock is at work", await Refused("+1h"), StringComparison.Ordinal);
        await Clock("+1h");
    }

    [Fact]
    public async Task Without_the_setting_nobody_is_told_of_a_clock()
    {
        await using var host = await EchoHost.Start();
        using var http = new HttpClient { BaseAddress = host.HealthAddress };
        Assert.False((await http.GetAsync(new Uri("/clock", UriKind.Relative))).IsSuccessStatusCode);
        Assert.Same(TimeProvider.System, host.Services.GetRequiredService<TimeProvider>());
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData("development-like")]
    public void Outside_development_a_clock_that_moves_stops_the_start(string environment)
    {
        var fault = Assert.Throws<ClockException>(() => AddDefaults(environment, FilePath));
        Assert.StartsWith($"Housing:Clock is set ('{FilePath}') and the environment is {environment}.", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Housing__Clock", fault.Message, StringComparison.Ordinal);
        AddDefaults(environment, "");       // without it there is nothing to refuse
    }

    [Fact]
    public void A_path_that_each_service_would_read_otherwise_stops_the_start() =>
        Assert.Contains("it must be the full path of one file", Assert.Throws<ClockException>(() => AddDefaults("Development", "clock.json")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_damaged_file_stops_the_start()
    {
        File.WriteAllText(FilePath, "3 days");
        Assert.Contains($"{FilePath} is damaged", Assert.Throws<ClockException>(() => AddDefaults("Development", FilePath)).Message, StringComparison.Ordinal);
    }

    private static void AddDefaults(string environment, string file)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(TestTokens.Settings);
        builder.Configuration.AddInMemoryCollection([Setting(file)]);
        builder.AddServiceDefaults();
    }

    private static KeyValuePair<string, string?> Setting(string file) => new("Housing:Clock", file);

    private Task<EchoHost> Start() => EchoHost.Start(configure: null, Setting(FilePath));

    /// <summary>As the AppHost writes it down.</summary>
    private void Up(params (string Service, Uri Health)[] services) => File.WriteAllLines(
        Path.Combine(_folder, "addresses"), services.SelectMany(s => (string[])[$"{s.Service} http://127.0.0.1:1", $"{s.Service}/health {s.Health.ToString().TrimEnd('/')}"]));

    private async Task<string> Clock(params string[] arguments)
    {
        await using var output = new StringWriter();
        await ClockCommand.Run(arguments, _folder, TimeProvider.System, output, CancellationToken.None);
        return output.ToString();
    }

    private async Task<string> Refused(params string[] arguments) => (await Assert.ThrowsAsync<ClockException>(() => Clock(arguments))).Message;

    private static async Task<ToldTime> Time(EchoHost host)
    {
        using var http = new HttpClient { BaseAddress = host.HealthAddress };
        using var answer = await http.GetAsync(new Uri("/clock", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<ToldTime>())!;
    }

    private static TimeSpan Ahead(EchoHost host) => Assert.IsType<HousingClock>(host.Services.GetRequiredService<TimeProvider>()).Offset;
}
