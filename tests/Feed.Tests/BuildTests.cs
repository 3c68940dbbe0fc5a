namespace Housing.Feed.Tests;

/// <summary>The repository's own offline/Feed.targets, in a repository with made-up pins and a made-up feed.</summary>
public sealed class BuildTests : IDisposable
{
    private static readonly string Repository = RepositoryTests.Root;
    private readonly MadeUp madeUp = new();

    [Fact]
    public async Task The_build_asks_when_pins_or_configuration_change_and_otherwise_not()
    {
        madeUp.Sells("Beta", "1.0.0").Sells("Alpha", "1.0.0").Sells("Delta", "3.0.0");
        Install();
        Assert.Contains("Asking the package feed", (await Build()).Output, StringComparison.Ordinal);

        var known = await Build();
        Assert.Equal(0, known.ExitCode);
        Assert.DoesNotContain("Asking", known.Output, StringComparison.Ordinal);
        Assert.Contains("Gamma 2.0.0: not from the feed, stand-in in offline/Gamma", known.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Alpha", known.Output, StringComparison.Ordinal);

        madeUp.PointTo("no-such-folder");
        var silent = await Build();
        Assert.Equal(0, silent.ExitCode);
        Assert.Contains("The earlier answer is kept", silent.Output, StringComparison.Ordinal);
        madeUp.PointTo("feed");
        Assert.DoesNotContain("Asking", (await Build()).Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(madeUp.Place.Pins, MadeUp.Pins.Replace("3.0.0", "3.0.1", StringComparison.Ordinal));
        Assert.Contains("Delta 3.0.1: not to be had", (await Build()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_choice_can_be_forced_and_a_wrong_word_is_refused_with_the_right_ones()
    {
        madeUp.PointTo("no-such-folder");
        Install();
        var full = await Build("-p:HousingFeed=full");
        Assert.Equal(0, full.ExitCode);
        Assert.False(Directory.Exists(madeUp.Place.Folder));

        var silent = await Build();
        Assert.NotEqual(0, silent.ExitCode);
        Assert.Contains("error HOUSING001: The package feed did not answer", silent.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(madeUp.Place.Answer));

        var wrong = await Build("-p:HousingFeed=of-course");
        Assert.NotEqual(0, wrong.ExitCode);
        Assert.Contains("it can be ask, full or offline", wrong.Output, StringComparison.Ordinal);
    }

    public void Dispose() => madeUp.Dispose();

    private void Install()
    {
        foreach (var file in new[] { "Feed.props", "Feed.targets" })
            File.Copy(Path.Combine(Repository, "offline", file), Path.Combine(madeUp.Place.Root, "offline", file));
    }

    private Task<Ran> Build(params string[] arguments) => Running.Run(
        "dotnet",
        ["msbuild", Path.Combine(madeUp.Place.Root, "offline", "Feed.targets"), "-nologo", "-v:m", "-tl:off", "-t:HousingAskFeed",
            $"-p:HousingFeedProgram={typeof(Place).Assembly.Location}", .. arguments],
        madeUp.Place.Root,
        CancellationToken.None);
}
