using System.IO.Compression;

namespace Housing.Feed.Tests;

public sealed class AskingAFullFeedTests : IDisposable
{
    private readonly MadeUp madeUp = new();

    [Fact]
    public async Task A_full_feed_is_used_for_everything_and_nothing_is_laid_out()
    {
        madeUp.SellsAll();
        var answer = await madeUp.Settling.Ask("first", again: false, CancellationToken.None);

        Assert.All(answer.Choices, choice => Assert.Equal(From.Feed, choice.From));
        Assert.Equal(6, answer.Choices.Count);
        Assert.False(Directory.Exists(madeUp.Place.Packages));
        var recorded = await File.ReadAllTextAsync(madeUp.Place.Answer);
        Assert.Contains("<HousingAspireSdk>package</HousingAspireSdk>", recorded, StringComparison.Ordinal);
        Assert.Contains("<HousingFeedRepacked>false</HousingFeedRepacked>", recorded, StringComparison.Ordinal);
        Assert.DoesNotContain("<HousingStandIn ", recorded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_sdk_counts_only_with_the_packages_it_brings()
    {
        madeUp.SellsAll();
        File.Delete(Path.Combine(madeUp.Feed, "Gamma.Sdk.2.0.0.nupkg"));
        madeUp.Sells("Gamma.Sdk", "2.0.0", files: [("Sdk/Sdk.props", "<Project />"), ("Sdk/Sdk.targets", """
            <Project>
              <Target Name="BringMore" BeforeTargets="CollectPackageReferences">
                <ItemGroup><PackageReference Include="Gamma.Dashboard" Version="2.0.0" IsImplicitlyDefined="true" /></ItemGroup>
              </Target>
            </Project>
            """)]);
        var answer = await madeUp.Settling.Ask("first", again: false, CancellationToken.None);

        Assert.All(answer.Choices.Where(choice => choice.Id.StartsWith("Gamma", StringComparison.Ordinal)), choice => Assert.Equal(From.StandIn, choice.From));
        Assert.Contains("Gamma.Dashboard", answer.Choices.Single(choice => choice.Id == "Gamma.Sdk").Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_builds_at_once_ask_once()
    {
        madeUp.SellsAll();
        var answers = await Task.WhenAll(
            madeUp.Settling.Ask("same", again: false, CancellationToken.None), madeUp.Settling.Ask("same", again: false, CancellationToken.None));

        Assert.Equal(answers[0].Choices, answers[1].Choices);
        Assert.Single(madeUp.Said, line => line.StartsWith("Asking", StringComparison.Ordinal));
    }

    public void Dispose() => madeUp.Dispose();
}

public sealed class AskingAPartlyFullFeedTests : IDisposable
{
    private readonly MadeUp madeUp = new();

    [Fact]
    public async Task What_is_missing_is_laid_out_or_stood_in_for_and_the_rest_comes_from_the_feed()
    {
        madeUp.Sells("Beta", "1.0.0", "Alpha").Sells("Delta", "3.0.0", "Alpha").Sells("Gamma", "2.0.0");
        var answer = await madeUp.Settling.Ask("first", again: false, CancellationToken.None);

        Assert.Equal(
            [("Alpha", From.Npm), ("Beta", From.Feed), ("Delta", From.Feed), ("Gamma", From.StandIn), ("Gamma.More", From.StandIn), ("Gamma.Sdk", From.StandIn)],
            answer.Choices.Select(choice => (choice.Id, choice.From)));
        Assert.Contains("goes with", answer.Choices.Single(choice => choice.Id == "Gamma").Why, StringComparison.Ordinal);

        Assert.Equal(["Alpha.1.0.0.nupkg"], Directory.GetFiles(madeUp.Place.Packages).Select(Path.GetFileName));
        using var package = await ZipFile.OpenReadAsync(Path.Combine(madeUp.Place.Packages, "Alpha.1.0.0.nupkg"));
        using var assembly = new MemoryStream();
        await using (var entry = await package.GetEntry("lib/net10.0/Alpha.dll")!.OpenAsync()) await entry.CopyToAsync(assembly);
        Assert.Equal(MadeUp.AlphaAssembly, assembly.ToArray());

        // What was fetched to ask serves the build, and no probe is left.
        Assert.True(Directory.Exists(Path.Combine(madeUp.Place.Restored(answer.LaidOut!), "beta", "1.0.0")));
        Assert.False(Directory.Exists(madeUp.Place.Ask));
        var recorded = await File.ReadAllTextAsync(madeUp.Place.Answer);
        Assert.Contains("<HousingStandIn Include=\"Gamma.More\" />", recorded, StringComparison.Ordinal);
        Assert.Contains("<HousingAspireSdk>stand-in</HousingAspireSdk>", recorded, StringComparison.Ordinal);
        Assert.Contains($"<HousingFeedRestored>$(HousingFeedFolder)restored/{answer.LaidOut}</HousingFeedRestored>", recorded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_filled_later_takes_over_when_asked_again()
    {
        madeUp.Sells("Beta", "1.0.0", "Alpha").Sells("Delta", "3.0.0", "Alpha").SellsGamma();
        var before = await madeUp.Settling.Ask("first", again: false, CancellationToken.None);
        madeUp.Sells("Alpha", "1.0.0");

        var unasked = await madeUp.Settling.Ask("first", again: false, CancellationToken.None);
        var after = await madeUp.Settling.Ask("second", again: false, CancellationToken.None);

        Assert.Equal(From.Npm, before.Choices.Single(choice => choice.Id == "Alpha").From);
        Assert.Equal(before.Choices, unasked.Choices);
        Assert.All(after.Choices, choice => Assert.Equal(From.Feed, choice.From));
        Assert.False(Directory.Exists(madeUp.Place.Packages));
        Assert.Empty(Directory.GetDirectories(madeUp.Place.AllRestored));
    }

    [Fact]
    public async Task A_substituted_version_counts_as_lacking()
    {
        // Alpha itself, and what Delta needs, are there in later versions only: NuGet would warn (NU1603) and take those.
        madeUp.Sells("Alpha", "1.0.1").Sells("Beta", "1.0.0").Sells("Delta", "3.0.0", "Zeta", "1.0.0").Sells("Zeta", "1.1.0").SellsGamma();
        var answer = await madeUp.Settling.Ask("first", again: false, CancellationToken.None);

        Assert.Equal(From.Npm, answer.Choices.Single(choice => choice.Id == "Alpha").From);
        var delta = answer.Choices.Single(choice => choice.Id == "Delta");
        Assert.Equal(From.Nowhere, delta.From);
        Assert.StartsWith("NU1603", delta.Why, StringComparison.Ordinal);
    }

    public void Dispose() => madeUp.Dispose();
}

public sealed class AskingAnEmptyOrSilentFeedTests : IDisposable
{
    private readonly MadeUp madeUp = new();

    [Fact]
    public async Task An_empty_feed_leaves_all_to_the_alternatives_and_names_what_has_none()
    {
        var answer = await madeUp.Settling.Ask("first", again: false, CancellationToken.None);

        Assert.Equal([From.Npm, From.Npm, From.Nowhere, From.StandIn, From.StandIn, From.StandIn], answer.Choices.Select(choice => choice.From));
        Assert.Contains("nothing here takes its place", answer.Choices.Single(choice => choice.Id == "Delta").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_feed_that_cannot_be_reached_says_nothing_and_nothing_is_recorded()
    {
        madeUp.PointTo("no-such-folder");
        var fault = await Assert.ThrowsAsync<FeedUnreachable>(() => madeUp.Settling.Ask("first", again: false, CancellationToken.None));

        Assert.Contains("did not answer", fault.Message, StringComparison.Ordinal);
        Assert.Contains("HousingFeed=offline", fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(madeUp.Place.Answer));
    }

    [Fact]
    public async Task An_earlier_answer_outlives_a_silent_feed_and_is_asked_for_again_later()
    {
        var earlier = await madeUp.Settling.Offline("first", CancellationToken.None);
        madeUp.PointTo("no-such-folder");
        var kept = await madeUp.Settling.Ask("second", again: false, CancellationToken.None);

        Assert.Equal(earlier.Choices, kept.Choices);
        Assert.Equal("first", Answer.Read(madeUp.Place.Answer)!.Fingerprint);
        Assert.Contains(madeUp.Said, line => line.Contains("The earlier answer is kept", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(madeUp.Place.Packages, "Alpha.1.0.0.nupkg")));
    }

    [Fact]
    public async Task Forced_offline_takes_all_it_can_without_asking()
    {
        madeUp.PointTo("no-such-folder");
        var answer = await madeUp.Settling.Offline("first", CancellationToken.None);

        Assert.Equal([From.Npm, From.Npm, From.Feed, From.StandIn, From.StandIn, From.StandIn], answer.Choices.Select(choice => choice.From));
        Assert.DoesNotContain(madeUp.Said, line => line.StartsWith("Asking", StringComparison.Ordinal));
    }

    public void Dispose() => madeUp.Dispose();
}
