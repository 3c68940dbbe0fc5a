using System.Text.RegularExpressions;

namespace Housing.Stack.Tests;

/// <summary>./housing clock, beside a running stack. One minute is all it moves: the other tests share the stack.</summary>
[Collection(nameof(OneStack))]
public sealed partial class ClockCommandTests(ObservedStack observed)
{
    private static readonly string[] Services = ["complaints", "estates", "income", "performance", "repairs", "tenancy"];

    [Fact]
    public async Task Every_service_of_the_stack_moves_and_says_so()
    {
        var before = await Clock();
        Assert.Equal((0, ""), (before.ExitCode, before.Errors));
        Assert.Equal(Services, Still().Matches(before.Output).Select(m => m.Groups["service"].Value));
        var wrong = await Clock("1m");
        Assert.Equal((1, ""), (wrong.ExitCode, wrong.Output));
        Assert.Contains("'1m' is no move of the clock. Write +3wd", wrong.Errors, StringComparison.Ordinal);

        var after = await Clock("+1m");
        Assert.Equal((0, ""), (after.ExitCode, after.Errors));
        var moved = Moved().Matches(after.Output);
        Assert.Equal(Services, moved.Select(m => m.Groups["service"].Value));
        Assert.Single(moved.Select(m => m.Groups["offset"].Value).Distinct(StringComparer.Ordinal));
    }

    private Task<Said> Clock(params string[] arguments) => HousingCommand.Run(observed.Stack.Folder, ["clock", .. arguments]);

    [GeneratedRegex("^  (?<service>[a-z]+) .*Z, (?<offset>[0-9:]+) ahead of the machine$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Moved();

    [GeneratedRegex("^  (?<service>[a-z]+) .*Z, the machine's time$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Still();
}
