using System.Globalization;
using Housing.Stack;

namespace Housing.Bench;

/// <summary>What each service holds resident after the runs above, and what of it is its own.</summary>
public static class MemoryBench
{
    public static async Task Run(HousingStack stack, Table table)
    {
        foreach (var service in (string[])["estates", "tenancy", "repairs", "income"])
        {
            var maps = await File.ReadAllLinesAsync($"/proc/{await stack.ProcessId(service)}/smaps_rollup");
            double Megabytes(string what) =>
                double.Parse(maps.First(line => line.StartsWith(what, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
            table.Add($"resident memory of {service}", Megabytes("Rss:"), "MB", aim: 150, Better.Lower);
            table.Add($"of it its own, what it shares divided among those who share it, {service}", Megabytes("Pss:"), "MB");
        }
    }
}
