using System.Diagnostics;
using Housing.Bench;
using Housing.Stack;

// ./housing bench [--only NAME,…] [--write] [--seconds N]: speed as ratios against a peer or a limit in the same run, in Release.
(string Name, Func<Table, Task> Run)[] alone = [("due", DueBench.Run), ("sweep", SweepBench.Run), ("arrears", ArrearsBench.Run)];
(string Name, Func<HousingStack, Table, TimeSpan, Task> Run)[] onStack =
    [("report", ReportBench.Run), ("mix", MixBench.Run), ("effect", EffectBench.Run), ("memory", (stack, table, _) => MemoryBench.Run(stack, table)),
        ("list", (stack, table, _) => ListBench.Run(stack, table)), ("complaints", (stack, table, _) => ComplaintsBench.Run(stack, table)),
        ("performance", (stack, table, _) => PerformanceBench.Run(stack, table)), ("portal", (stack, table, _) => PortalBench.Run(stack, table))];

var length = TimeSpan.FromSeconds(Option("--seconds") is { } seconds ? int.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture) : 10);
string[] names = [.. alone.Select(b => b.Name), .. onStack.Select(b => b.Name)];
var only = Option("--only")?.Split(',') ?? names;
if (only.Except(names).FirstOrDefault() is { } unknown)
    return Fail($"--only takes {string.Join(", ", names)}, or several with commas; there is no '{unknown}'.");
var write = args.Contains("--write");
if (write && only.Length < names.Length)
    return Fail("--write replaces the whole table, so it needs a whole run: leave out --only.");

var table = new Table();
foreach (var bench in alone.Where(b => only.Contains(b.Name)))
    await bench.Run(table);
if (onStack.Any(b => only.Contains(b.Name)))
{
    var watch = Stopwatch.StartNew();
    await using var stack = await HousingStack.StartAsync();
    table.Add("the stack starts, built, until everything is healthy", watch.Elapsed.TotalSeconds, "s", aim: 30, Better.Lower);
    foreach (var bench in onStack.Where(b => only.Contains(b.Name)))
        await bench.Run(stack, table, length);
}

Console.Write(table.Text());
if (write)
    Console.WriteLine($"Written to {table.WriteTo("docs/performance.md")}.");
return 0;

string? Option(string name) => args.SkipWhile(a => a != name).Skip(1).FirstOrDefault();

static int Fail(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 2;
}
