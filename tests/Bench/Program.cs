using System.Diagnostics;
using Housing.Bench;
using Housing.Stack;

// ./housing bench [--write] [--seconds N]: speed as ratios against a peer or a limit in the same run, on the whole stack in Release.
var write = args.Contains("--write");
var length = TimeSpan.FromSeconds(args.SkipWhile(a => a != "--seconds").Skip(1).Select(int.Parse).FirstOrDefault(10));

var watch = Stopwatch.StartNew();
await using var stack = await HousingStack.StartAsync();
var table = new Table();
table.Add("the stack starts, built, until everything is healthy", watch.Elapsed.TotalSeconds, "s", aim: 30, Better.Lower);

await ReportBench.Run(stack, table, length);
await EffectBench.Run(stack, table, length);
await MemoryBench.Run(stack, table);

Console.Write(table.Text());
if (write)
    Console.WriteLine($"Written to {table.WriteTo("docs/performance.md")}.");
