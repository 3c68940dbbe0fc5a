using Housing.Stack;

namespace Housing.Bench;

/// <summary>
/// Durable reports a second (repair, timeline, commitments, outbox and answer in one transaction, after asking Estates and Tenancy), beside pgbench
/// doing the same inserts on the same server, pipelined, in the same run.
/// </summary>
public static class ReportBench
{
    private const string Landlord = "havering";
    private const string Fault = "part-electricity";
    private const int Homes = 64;

    /// <summary>Some 50,000 methods are compiled, the busy ones twice, before the rate settles; a service runs for weeks, so that is not what is measured.</summary>
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(60);

    public static async Task Run(HousingStack stack, Table table, TimeSpan length)
    {
        var officer = await stack.As($"officer@{Landlord}");
        var homes = await Task.WhenAll(Enumerable.Range(0, Homes).Select(_ => stack.LetHome(Landlord)));
        async Task Report(int n) => await stack.Repairs.ReportRepairAsync(
            new() { RequestId = HousingStack.NewId(), HomeId = homes[n % Homes].HomeId, Fault = Fault, Description = "The lights downstairs have gone." }, officer);

        await Load.Run(32, Warm, Report);
        await using var peer = await Pgbench.Prepare(stack);
        var script = await peer.Report();
        foreach (var clients in (int[])[1, 8, 32])
        {
            var theirs = await peer.Rate(clients, length, script);
            var before = await Cpu.Of(stack);
            var ours = await Load.Run(clients, length, Report);
            var after = await Cpu.Of(stack);
            table.Add($"reports a second, {clients} clients", ours, "/s");
            table.Add($"pgbench, the same inserts, {clients} clients", theirs, "/s");
            table.Add($"reports ÷ pgbench, {clients} clients", ours / theirs, "×", aim: 0.4);
            if (clients != 32)
                continue;
            foreach (var (process, spent) in after)
                table.Add($"processor time of {process} in a report, {clients} clients", (spent - before[process]).TotalMilliseconds / (ours * length.TotalSeconds), "ms");
        }
    }
}
