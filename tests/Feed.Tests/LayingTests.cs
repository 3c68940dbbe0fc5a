using System.Text;

namespace Housing.Feed.Tests;

public sealed class LayingTests : IDisposable
{
    private readonly MadeUp madeUp = new();

    public static TheoryData<string, byte[], string> Damaged => new()
    {
        { "no bundle at all", Encoding.UTF8.GetBytes("just a text"), "no single-file .NET program" },
        { "cut short", MadeUp.Bundle(("Alpha.dll", MadeUp.AlphaAssembly))[..^12], "damaged" },
        { "another manifest version", MadeUp.Bundle(7, 0, ("Alpha.dll", MadeUp.AlphaAssembly)), "manifest version 7" },
        { "compressed", MadeUp.Bundle(6, 9, ("Alpha.dll", MadeUp.AlphaAssembly)), "compressed" },
        { "not in it", MadeUp.Bundle(("Other.dll", MadeUp.AlphaAssembly)), "holds no Alpha.dll" },
        { "other bytes", MadeUp.Bundle(("Alpha.dll", Encoding.UTF8.GetBytes("tampered with"))), "SHA-256" },
    };

    [Theory]
    [MemberData(nameof(Damaged))]
    public async Task A_bundle_that_is_not_as_recorded_is_refused_and_nothing_is_laid_out(string what, byte[] bundle, string said)
    {
        Assert.NotEmpty(what);
        await File.WriteAllBytesAsync(madeUp.BundlePath, bundle);
        var fault = await Assert.ThrowsAsync<FeedFault>(() => madeUp.Settling.Offline("first", CancellationToken.None));

        Assert.Contains(said, fault.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(madeUp.Place.Packages));
        Assert.False(File.Exists(madeUp.Place.Answer));
    }

    [Fact]
    public async Task A_set_keeps_its_name_until_one_of_its_packages_changes()
    {
        var bundle = Bundle.Open(madeUp.BundlePath);
        Task<string> LayOut(params LaidOut[] packages) =>
            Laying.LayOut(packages, MadeUp.Alternatives.Npm, bundle, madeUp.Place.Packages, CancellationToken.None);
        var (alpha, beta) = (MadeUp.Alternatives.LaidOut[0], MadeUp.Alternatives.LaidOut[1]);

        var both = await LayOut(alpha, beta);
        Assert.Equal(both, await LayOut(beta, alpha));
        Assert.NotEqual(both, await LayOut(alpha, beta with { Licence = "Apache-2.0" }));
        Assert.NotEqual(both, await LayOut(alpha));
        Assert.Equal(["Alpha.1.0.0.nupkg"], Directory.GetFiles(madeUp.Place.Packages).Select(Path.GetFileName));
    }

    [Fact]
    public void A_pinned_version_the_npm_package_does_not_have_is_named_with_the_one_it_has()
    {
        Verdict lacking = new("Alpha", "1.5.0", Has: false, LacksItself: true, "NU1102: not found");
        Assert.Empty(Deciding.ToLayOut(MadeUp.Alternatives, [lacking]));

        var choice = Assert.Single(Deciding.Decide(MadeUp.Alternatives, [lacking], []));
        Assert.Equal(From.Nowhere, choice.From);
        Assert.Contains("made-up-cli 1.2.3 has 1.0.0", choice.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_is_not_installed_is_named_with_what_installs_it()
    {
        var fault = await Assert.ThrowsAsync<FeedFault>(() => Running.Run("no-such-tool", [], madeUp.Place.Root, CancellationToken.None));
        Assert.Contains("'no-such-tool' could not be started", fault.Message, StringComparison.Ordinal);
        Assert.Contains("nodejs and npm", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => madeUp.Dispose();
}
