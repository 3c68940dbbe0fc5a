using System.Collections.Concurrent;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Housing.Stack;

namespace Housing.Bench;

/// <summary>A day's work at 32 clients: of twenty requests eight report, eight read, three book, one completes; beside pgbench doing what they leave and read in the same shares.</summary>
public static class MixBench
{
    private const string Landlord = "havering";
    private const int Homes = 256;
    private const int Clients = 32;

    // A home reports each of these in turn: the same fault again so soon after the work would be a recall.
    private static readonly string[] Faults =
        ["part-electricity", "part-water", "blocked-sink", "stuck-tap", "loose-banister", "rotten-floor", "door-entry-phone", "worktop", "window-frame", "extractor-fan"];

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(30);

    public static async Task Run(HousingStack stack, Table table, TimeSpan length)
    {
        var day = new Day(stack, await stack.As($"officer@{Landlord}"), await Task.WhenAll(Enumerable.Range(0, Homes).Select(async _ => (await stack.LetHome(Landlord)).HomeId)));
        await Load.Run(Clients, Warm, day.Ask);

        // One of each, which nothing else touches, says what a request leaves.
        await using var peer = await Pgbench.Prepare(stack);
        var (booked, done) = (await day.Report(0), await day.Report(1));
        await day.Book(booked);
        await day.Complete(done);
        var reported = await day.Report(2);
        Pgbench.Script[] scripts =
        [
            await peer.Report(weight: 8), await peer.Read(reported, weight: 8), await peer.Change(booked, ["BookAppointment"], weight: 3),
            await peer.Change(done, ["RecordVisit", "CompleteRepair"], weight: 1),
        ];
        var theirs = await peer.Rate(Clients, length, scripts);
        var ours = await Load.Run(Clients, length, day.Ask);
        table.Add($"requests a second, a day's mix, {Clients} clients", ours, "/s");
        table.Add($"pgbench, what they leave and read, {Clients} clients", theirs, "/s");
        table.Add($"a day's mix ÷ pgbench, {Clients} clients", ours / theirs, "×");
    }

    private sealed class Day(HousingStack stack, Metadata officer, string[] homes)
    {
        private readonly ConcurrentQueue<string> _reported = [];
        private string _last = "";
        private int _reports;

        public async Task Ask(int n)
        {
            switch (n % 20)
            {
                case < 8:
                    _last = await Report(Interlocked.Increment(ref _reports));
                    _reported.Enqueue(_last);
                    break;
                case < 16 when _last is { Length: > 0 } id:
                    await stack.Repairs.GetRepairAsync(new() { RepairId = id }, officer);
                    break;
                case < 19 when _reported.TryDequeue(out var id):
                    await Book(id);
                    break;
                case 19 when _reported.TryDequeue(out var id):
                    await Complete(id);
                    break;
            }
        }

        public async Task<string> Report(int n) => (await stack.Repairs.ReportRepairAsync(
            new() { RequestId = HousingStack.NewId(), HomeId = homes[n % homes.Length], Fault = Faults[n / homes.Length % Faults.Length], Description = "It does not work." }, officer)).Repair.RepairId;

        public async Task Book(string id)
        {
            var start = TimeProvider.System.GetUtcNow().AddDays(1);
            await stack.Repairs.BookAppointmentAsync(
                new() { RequestId = HousingStack.NewId(), RepairId = id, StartsAt = start.ToTimestamp(), EndsAt = start.AddHours(2).ToTimestamp() }, officer);
        }

        public async Task Complete(string id)
        {
            await stack.Repairs.RecordVisitAsync(new() { RequestId = HousingStack.NewId(), RepairId = id }, officer);
            await stack.Repairs.CompleteRepairAsync(new() { RequestId = HousingStack.NewId(), RepairId = id, WorkDone = "Mended." }, officer);
        }
    }
}
