using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Housing.Hosting.Tests;

/// <summary>Resources that are stopped, started, ill, ended or never there; no servers needed.</summary>
public sealed class CommandsTests : IAsyncLifetime
{
    private readonly CancellationTokenSource patience = new(TimeSpan.FromMinutes(1));
    private IDistributedApplicationTestingBuilder builder = null!;
    private DistributedApplication application = null!;

    public Task InitializeAsync()
    {
        builder = DistributedApplicationTestingBuilder.Create();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await builder.DisposeAsync();
        patience.Dispose();
    }

    [Fact]
    public async Task A_stopped_resource_ends_and_a_started_one_comes_back_at_the_same_address()
    {
        AddSample("one");
        await StartAsync();
        await HealthyAsync("one");
        var address = application.GetEndpoint("one");

        Assert.True((await application.ResourceCommands.ExecuteCommandAsync("one", KnownResourceCommands.StopCommand, patience.Token)).Success);
        using var http = application.CreateHttpClient("one");
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/health", patience.Token));
        Assert.Equal(KnownResourceStates.Finished, State("one"));

        Assert.True((await application.ResourceCommands.ExecuteCommandAsync("one", KnownResourceCommands.StartCommand, patience.Token)).Success);
        await HealthyAsync("one");
        Assert.Equal(address, application.GetEndpoint("one"));
        Assert.True((await http.GetAsync("/health", patience.Token)).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_restarted_resource_is_another_process()
    {
        AddSample("one");
        await StartAsync();
        await HealthyAsync("one");
        var before = Pid("one");

        Assert.True((await application.ResourceCommands.ExecuteCommandAsync("one", KnownResourceCommands.RestartCommand, patience.Token)).Success);
        await application.ResourceNotifications.WaitForResourceAsync("one", e => e.Snapshot.HealthStatus == HealthStatus.Healthy && PidIn(e) != before, patience.Token);
        Assert.False(Directory.Exists($"/proc/{before}"));
    }

    [Fact]
    public async Task A_resource_that_falls_over_is_shown_as_exited_and_the_others_go_on()
    {
        AddSample("one");
        AddSample("two");
        await StartAsync();
        await HealthyAsync("one");
        await HealthyAsync("two");

        using var one = application.CreateHttpClient("one");
        var asked = one.PostAsync("/end?code=3", content: null, patience.Token);
        var ended = await application.ResourceNotifications.WaitForResourceAsync("one", e => e.Snapshot.State?.Text == KnownResourceStates.Exited, patience.Token);

        Assert.Equal(3, ended.Snapshot.ExitCode);
        Assert.All(ended.Snapshot.Urls, u => Assert.True(u.IsInactive));
        Assert.Equal(ResourceCommandState.Enabled, ended.Snapshot.Commands.Single(c => c.Name == KnownResourceCommands.StartCommand).State);
        using var two = application.CreateHttpClient("two");
        Assert.True((await two.GetAsync("/health", patience.Token)).IsSuccessStatusCode);
        await Record.ExceptionAsync(() => asked);
    }

    [Fact]
    public async Task An_ill_resource_is_shown_as_unhealthy_with_what_it_answered_and_then_as_healthy_again()
    {
        AddSample("one");
        await StartAsync();
        await HealthyAsync("one");
        using var one = application.CreateHttpClient("one");

        await one.PostAsync("/health?good=false", content: null, patience.Token);
        var ill = await application.ResourceNotifications.WaitForResourceAsync("one", e => e.Snapshot.HealthStatus == HealthStatus.Unhealthy && e.Snapshot.HealthReports[0].Description is not null, patience.Token);
        Assert.Contains("/health answered 503 where 200 was expected", ill.Snapshot.HealthReports[0].Description, StringComparison.Ordinal);

        await one.PostAsync("/health?good=true", content: null, patience.Token);
        await application.ResourceNotifications.WaitForResourceHealthyAsync("one", patience.Token);
    }

    [Fact]
    public async Task Waiting_for_what_cannot_become_healthy_fails_at_once_with_its_last_words()
    {
        var first = builder.AddProject("first", Sample.ProjectPath).WithHttpEndpoint().WithHttpHealthCheck("/health").WithArgs("end", "7");
        AddSample("second").WaitFor(first);
        await StartAsync();

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.ResourceNotifications.WaitForResourceHealthyAsync("second", patience.Token));
        Assert.Contains("'second' is FailedToStart", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'first' is Exited", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "Running")]
    [InlineData("7", "FailedToStart")]
    public async Task Waiting_for_completion_minds_the_exit_code(string code, string expected)
    {
        var first = builder.AddProject("first", Sample.ProjectPath).WithArgs("end", code);
        AddSample("second").WaitForCompletion(first);
        await StartAsync();

        Assert.Equal(expected, await application.ResourceNotifications.WaitForResourceAsync("second", [KnownResourceStates.Running, KnownResourceStates.FailedToStart], patience.Token));
    }

    [Fact]
    public async Task A_project_that_was_not_built_says_how_to_build_it()
    {
        var folder = Directory.CreateTempSubdirectory("hosting-tests-");
        builder.AddProject("one", Path.Combine(folder.FullName, "Missing.csproj"));
        await StartAsync();

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.ResourceNotifications.WaitForResourceHealthyAsync("one", patience.Token));
        Assert.Contains("has not been built", fault.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet build", fault.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_project_is_told_the_data_folder_whole_since_it_runs_in_a_folder_of_its_own()
    {
        var folder = Directory.CreateTempSubdirectory("hosting-tests-");
        builder.Configuration["HOUSING_DATA"] = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.FullName);
        AddSample("one");
        await StartAsync();
        await HealthyAsync("one");

        Assert.True(application.ResourceNotifications.TryGetCurrentState("one", out var one));
        Assert.Equal(folder.FullName, Assert.Single(one.Snapshot.EnvironmentVariables, v => v.Name == "HOUSING_DATA").Value);
        await application.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_parameter_without_a_value_names_the_key_that_gives_it_one()
    {
        var missing = builder.AddParameter("wanted");
        AddSample("one").WithEnvironment("WANTED", missing);
        await StartAsync();

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => application.ResourceNotifications.WaitForResourceHealthyAsync("one", patience.Token));
        Assert.Contains("Parameters__wanted", fault.Message, StringComparison.Ordinal);
        Assert.Equal("ValueMissing", State("wanted"));
    }

    [Theory]
    [InlineData("nobody", "resource-stop", "There is no running resource 'nobody'")]
    [InlineData("one", "resource-dance", "use resource-start, resource-stop or resource-restart")]
    public async Task A_command_that_cannot_be_done_says_why(string resource, string command, string expected)
    {
        AddSample("one");
        await StartAsync();

        var result = await application.ResourceCommands.ExecuteCommandAsync(resource, command, patience.Token);
        Assert.False(result.Success);
        Assert.Contains(expected, result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_that_are_not_installed_are_all_named_with_their_packages_before_anything_starts()
    {
        var empty = Directory.CreateTempSubdirectory("hosting-tests-");
        builder.Configuration["HOUSING_TOOLS"] = empty.FullName;
        builder.AddPostgres("postgres");
        builder.AddRabbitMQ("rabbitmq");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(StartAsync);
        Assert.Contains("PostgreSQL is not installed", fault.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install postgresql-15", fault.Message, StringComparison.Ordinal);
        Assert.Contains("apt-get install rabbitmq-server", fault.Message, StringComparison.Ordinal);
        Assert.Contains(empty.FullName, fault.Message, StringComparison.Ordinal);
        empty.Delete();
    }

    [Fact]
    public async Task A_fixed_port_that_is_taken_is_named_with_who_asked_for_it()
    {
        using var taken = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        builder.AddProject("one", Sample.ProjectPath).WithHttpEndpoint(port: port);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(StartAsync);
        Assert.Contains($"Port {port}, which the endpoint 'http' of 'one' asks for, is in use", fault.Message, StringComparison.Ordinal);
    }

    private static Projects.Sample_Service Sample { get; } = new();

    private IResourceBuilder<ProjectResource> AddSample(string name) => builder.AddProject<Projects.Sample_Service>(name).WithHttpEndpoint().WithHttpHealthCheck("/health");

    private async Task StartAsync()
    {
        application = await builder.BuildAsync(patience.Token);
        await application.StartAsync(patience.Token);
    }

    private Task HealthyAsync(string name) => application.ResourceNotifications.WaitForResourceHealthyAsync(name, patience.Token);

    private string? State(string name) => application.ResourceNotifications.TryGetCurrentState(name, out var now) ? now.Snapshot.State?.Text : null;

    private int Pid(string name) => application.ResourceNotifications.TryGetCurrentState(name, out var now) ? PidIn(now) : 0;

    private static int PidIn(ResourceEvent e) => (int)e.Snapshot.Properties.Single(p => p.Name == "executable.pid").Value!;
}
