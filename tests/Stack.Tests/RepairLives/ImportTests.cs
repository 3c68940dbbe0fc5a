using System.Globalization;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;

namespace Housing.Stack.Tests.RepairLives;

[Collection(nameof(OneStack))]
public sealed class ImportTests(ObservedStack observed) : RepairLife(observed.Stack)
{
    [Fact]
    public async Task Orders_of_another_system_come_in_with_their_past_are_worked_on_in_order_and_watched()
    {
        var household = await Stack.LetHome("rosebery");
        var (resident, officer, manager) = (await Resident(household), await Officer(household), await As("manager@rosebery"));
        var home = (await Stack.Estates.GetHomeAsync(new() { HomeId = household.HomeId }, await Stack.As("officer@rosebery"))).Home.Reference;
        var file = new ImportRepairsRequest
        {
            RequestId = NewId(), Landlord = "rosebery", Source = "old books",
            Csv = $"""
                order,home,fault,description,reported_at,completed_at,work_done
                A-{home},{home},dripping-tap,It drips,{Text(Now.AddDays(-2))},,
                B-{home},{home},blocked-sink,It is blocked,{Text(Now.AddDays(-1))},{Text(Now.AddHours(-3))},Cleared

                """,
        };
        var imported = await manager.Repairs.ImportRepairsAsync(file);
        Assert.Empty(imported.Refused);
        Assert.Equal(imported, await manager.Repairs.ImportRepairsAsync(file));
        var (open, finished) = (imported.Imported[0].RepairId, imported.Imported[1].RepairId);
        foreach (var id in new[] { open, finished })
            await Eventually.Equal(household.HouseholdId, async () => (await officer.Read(id)).HouseholdId);

        var past = await resident.Read(finished);
        Assert.Equal((Stage.Completed, "old books", "ROS-REP-04 Met, ROS-REP-09 Met"), (past.Stage, past.OrderSource, Promises(past)));
        var urgent = (await resident.Repairs.ReportRepairAsync(Report(household, Now, "whole-home", "power", "power-what: all"))).Repair.RepairId;
        // What is owed first: the emergency of just now, then what has been waiting; nothing is owed on what is done.
        var owed = await officer.Repairs.ListRepairsAsync(new() { Landlord = "rosebery", HomeId = household.HomeId, Order = ListOrder.Due });
        Assert.Equal([urgent, open], owed.Repairs.Select(r => r.RepairId));

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var watching = resident.Repairs.WatchRepair(new() { RepairId = open }, cancellationToken: patience.Token);
        Assert.Equal(Stage.Reported, (await Next()).Stage);
        var contractor = await Contractor(await officer.Read(open));
        await contractor.Repairs.RecordVisitAsync(new() { RequestId = NewId(), RepairId = open, Fixed = true });
        while ((await Next()).Stage != Stage.InProgress)
        {
        }

        var done = await contractor.Complete(await officer.Read(open));
        var last = await Next();
        while (last.Stage != Stage.Completed)
            last = await Next();
        Assert.Equal(done, last);
        Assert.Equal("reported imported household-known visited completed", Timeline(done));
        Assert.Equal("ROS-REP-05 Met, ROS-REP-09 Met", Promises(done));
        await Told(observed, household, open, "visited completed");      // what came in from the old books is no news to them
        Assert.Empty(observed.Post.To(household.HouseholdId, finished));

        async Task<Repair> Next() => await watching.ResponseStream.MoveNext(patience.Token) ? watching.ResponseStream.Current.Repair : throw new InvalidOperationException("The watch has ended.");
    }

    private static string Text(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
