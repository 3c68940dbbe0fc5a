using System.Text.RegularExpressions;

namespace Housing.Repairs.Tests;

public partial class ResidentMessageDecisionTests
{
    [Fact]
    public void Every_landlord_tells_its_residents_of_everything_there_is_a_message_of() =>
        Assert.All(["one-housing", "havering", "housing-plus", "rosebery"], landlord =>
            Assert.Equal(ResidentMessages.Milestones.Order(), Examples.Policy(landlord).Messages.On.Order()));

    /// <summary>A milestone that is added is either told or named here: nobody is left unheard by oversight.</summary>
    [Fact]
    public void What_a_resident_is_not_told_of_is_the_landlords_own_business()
    {
        string[] untold =
        [
            "repair.household-known", "repair.home-known", "repair.order-withdrawn", "repair.imported", "repair.coded", "repair.arrived", "repair.varied", "repair.confirmed", "repair.visit-checked",
            "repair.post-inspected", "defect.chased", "hazard.attempted", "defect.period-agreed", "defect.checked",
            "repair.promised", "repair.promise-dropped",      // Complaints tells them, and where the repair ends with it repair.closed does
            "repair.extended", "repair.contacted",      // they were spoken to
        ];
        var names = Directory.EnumerateFiles(Path.Combine(Repository(), "services", "Repairs", "Service"), "*Milestone*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)).Distinct().ToList();
        Assert.Empty(names.Except(ResidentMessages.Milestones).Except(untold));
        Assert.Empty(ResidentMessages.Milestones.Except(names));
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Housing.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("\"(?<name>(repair|defect|hazard)\\.[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
