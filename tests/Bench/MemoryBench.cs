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
            var kilobytes = status.First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
            table.Add($"resident memory of {service}", double.Parse(kilobytes, CultureInfo.InvariantCulture) / 1024, "MB", aim: 150, Better.Lower);
        }
    }
}
