using System.Reflection;
using Microsoft.Extensions.Configuration;
using IOPath = System.IO.Path;

namespace Aspire.Hosting.Dashboard;

/// <summary>
/// Where the dashboard's program is: <c>aspire-managed</c>, which the Aspire CLI of npm carries and starts for <c>aspire dashboard run</c>.
/// Started directly it is one process instead of two, up in half the time, with the same settings.
/// </summary>
/// <param name="Path">The program, or null when there is none.</param>
/// <param name="WhyNot">One sentence for the console when there is none.</param>
internal sealed record DashboardProgram(string? Path, string? WhyNot)
{
    /// <summary>Names the program, or the Aspire CLI that unpacked it; empty: no dashboard is wanted.</summary>
    public const string Setting = "HOUSING_DASHBOARD";

    private const string FileName = "aspire-managed";

    public static DashboardProgram Find(IConfiguration configuration)
    {
        if (configuration[Setting] is { } chosen)
            return chosen is "" ? new(null, $"{Setting} is empty: no dashboard was wanted") : At(chosen, $"{Setting} names {chosen}, and no {FileName} is there");
        // The build wrote down where set-up laid the Aspire CLI (offline/README.md).
        var cli = typeof(DashboardProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(m => m.Key == "HousingAspireCli")?.Value;
        return string.IsNullOrEmpty(cli)
            ? new(null, "set-up did not lay out the Aspire CLI of npm; './housing feed redo' tries again")
            : At(cli, $"the Aspire CLI that set-up laid out is gone from {cli}; './housing feed redo' lays it out again");
    }

    private static DashboardProgram At(string place, string whyNot)
    {
        // As the CLI unpacks itself: .aspire/bin/aspire, and .aspire/bundle, a link to its current version.
        var program = IOPath.GetFileName(place) == FileName ? place : IOPath.Combine(IOPath.GetDirectoryName(place) ?? "/", "..", "bundle", "managed", FileName);
        return File.Exists(program) ? new(IOPath.GetFullPath(program), null) : new(null, whyNot);
    }
}
