using Housing.Repairs.Contracts.V1;
using Housing.Stack;
using Npgsql;

namespace Housing.Bench;

/// <summary>
/// From the instant Repairs records a missed appointment (just before its commit) to the instant Income posts the credit, at a steady 50 a second,
/// by the two services' own rows; both run on this machine's clock.
/// </summary>
public static class EffectBench
{
    private const string Landlord = "one-housing";
    private const int Pace = 50;
    private const int Households = 25;

    public static async Task Run(HousingStack stack, Table table, TimeSpan length)
    {
        var count = Pace * (int)length.TotalSeconds;
        var officer = await stack.As($"officer@{Landlord}");
        var households = await Task.WhenAll(Enumerable.Range(0, Households).Select(_ => stack.LetHome(Landlord)));
        var repairs = new Repair[count];
        await Parallel.ForAsync(0, count, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (n, _) =>
            repairs[n] = await stack.ReportWithAppointment(households[n % Households]));

        await Load.Steady(Pace, count, async n => await stack.Repairs.RecordMissedAppointmentAsync(
            new() { RequestId = HousingStack.NewId(), RepairId = repairs[n].RepairId, AppointmentId = repairs[n].Appointment.AppointmentId }, officer));

        var recorded = await Instants(
            stack, "repairs-db",
            "select a.id, t.recorded_at from appointment a join timeline t on t.repair_id = a.repair_id and t.name = 'repair.appointment-missed' where a.state = 'Missed'");
        Dictionary<Guid, DateTime> posted;
        do
            posted = await Instants(stack, "income-db", "select cause, posted_at from posting where kind = 'Compensation'");
        while (posted.Count < count);

        var taken = repairs.Select(r => Guid.Parse(r.Appointment.AppointmentId)).Select(id => (posted[id] - recorded[id]).TotalMilliseconds).Order().ToList();
        table.Add($"miss → credit in Income, median at {Pace}/s", taken[count / 2], "ms", aim: 50, Better.Lower);
        table.Add($"miss → credit in Income, p99 at {Pace}/s", taken[count * 99 / 100], "ms", aim: 250, Better.Lower);
    }

    private static async Task<Dictionary<Guid, DateTime>> Instants(HousingStack stack, string database, string sql)
    {
        await using var source = await stack.Database(database);
        await using var command = source.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var found = new Dictionary<Guid, DateTime>();
        while (await rows.ReadAsync())
            found[rows.GetGuid(0)] = rows.GetDateTime(1);
        return found;
    }
}
