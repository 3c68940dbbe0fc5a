using System.Diagnostics;
using Housing.Stack;

namespace Housing.Bench;

/// <summary>Processor time, which noise from other programs changes less than it changes rates: where a report's cost is.</summary>
public static class Cpu
{
    public static async Task<Dictionary<string, TimeSpan>> Of(HousingStack stack)
    {
        var spent = new Dictionary<string, TimeSpan>(StringComparer.Ordinal) { ["this client"] = Environment.CpuUsage.TotalTime };
        foreach (var service in (string[])["estates", "tenancy", "repairs", "income"])
        {
            using var process = Process.GetProcessById(await stack.ProcessId(service));
            spent[service] = process.TotalProcessorTime;
        }

        return spent;
    }
}
