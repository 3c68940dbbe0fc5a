using System.Globalization;
using Housing.Stack;

namespace Housing.Bench;

/// <summary>What each service holds resident after the runs above.</summary>
public static class MemoryBench
{
    public static async Task Run(HousingStack stack, Table table)
    {
        foreach (var service in (string[])["estates", "tenancy", "repairs", "income"])
        {
            var status = await File.ReadAllLinesAsync($"/proc/{await stack.ProcessId(service)}/status");
            double Megabytes(string what) =>
                double.Parse(status.First(line => line.StartsWith(what, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
            table.Add($"resident memory of {service}", Megabytes("VmRSS:"), "MB", aim: 150, Better.Lower);
            table.Add($"of it program files, which every service maps, {service}", Megabytes("RssFile:"), "MB");
        }
    }
}
