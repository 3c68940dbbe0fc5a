using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Housing.Hosting.Tests;

public sealed class ModelTests
{
    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a_b")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("café")]
    public void A_name_that_no_host_could_have_is_refused(string name) =>
        Assert.Contains("use at most 64 letters, digits and single hyphens", Assert.Throws<ArgumentException>(() => new ProjectResource(name)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_name_is_given_once()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        builder.AddPostgres("store");
        Assert.Contains("with that name already exists", Assert.Throws<DistributedApplicationException>(() => builder.AddRabbitMQ("Store")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_name_is_given_once()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create();
        var project = builder.AddProject("one", "One.csproj").WithHttpEndpoint();
        Assert.Throws<DistributedApplicationException>(() => project.WithHttpEndpoint());
    }

    [Fact]
    public void A_generated_value_has_as_many_of_each_kind_as_asked_for()
    {
        var value = new GenerateParameterDefault { MinLength = 30, Special = false, MinUpper = 5, MinNumeric = 6, MinLower = 7 }.GetDefaultValue();

        Assert.Equal(30, value.Length);
        Assert.True(value.All(char.IsAsciiLetterOrDigit));
        Assert.True(value.Count(char.IsAsciiLetterUpper) >= 5 && value.Count(char.IsAsciiDigit) >= 6 && value.Count(char.IsAsciiLetterLower) >= 7);
    }

    [Fact]
    public async Task A_configured_value_goes_before_a_written_or_generated_one()
    {
        await using var builder = DistributedApplicationTestingBuilder.Create("--Parameters:one=given", "--Parameters:two=given too");
        Assert.Equal("given", await builder.AddParameter("one", "written").Resource.GetValueAsync());
        Assert.Equal("given too", await builder.AddParameter("two", new GenerateParameterDefault(), persist: true).Resource.GetValueAsync());
    }

    [Theory]
    [InlineData(HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Healthy)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Healthy, HealthStatus.Degraded, HealthStatus.Degraded)]
    [InlineData(HealthStatus.Healthy, null, HealthStatus.Unhealthy)]
    public void A_resource_is_as_healthy_as_its_worst_check(HealthStatus? one, HealthStatus? other, HealthStatus expected)
    {
        var snapshot = new CustomResourceSnapshot
        {
            ResourceType = "Project",
            Properties = [],
            State = KnownResourceStates.Running,
            HealthReports = [new("one", one, null, null), new("other", other, null, null)],
        };
        Assert.Equal(expected, snapshot.HealthStatus);
        Assert.Null((snapshot with { State = KnownResourceStates.Exited }).HealthStatus);
    }

    [Fact]
    public void Of_several_versions_the_highest_is_taken_by_number()
    {
        var root = Directory.CreateTempSubdirectory("hosting-tests-");
        foreach (var version in (string[])["9", "15", "14", "not-a-version"])
            File.WriteAllText(Path.Combine(root.CreateSubdirectory(version).CreateSubdirectory("bin").FullName, "made-up-server"), "");
        var tool = new Tool("Made up", "made-up", "made-up-server", $"{root.FullName}/*/bin");

        Assert.Equal(Path.Combine(root.FullName, "15", "bin", "made-up-server"), tool.Find(new ConfigurationManager()));
        root.Delete(recursive: true);
    }

    [Fact]
    public async Task Whoever_watches_a_log_late_gets_all_of_it_in_order()
    {
        using var logs = new ResourceLoggerService();
        logs.Write("one", "first", isError: false);
        logs.Write("one", "second", isError: true);
        logs.Complete("one");

        var lines = new List<LogLine>();
        await foreach (var batch in logs.WatchAsync("one"))
            lines.AddRange(batch);
        Assert.Equal([new(1, "first", false), new(2, "second", true)], lines);
    }
}
