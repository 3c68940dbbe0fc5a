using System.Text.Encodings.Web;
using System.Text.Json;
using Housing.Complaints.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using RepairsClient = Housing.Repairs.Contracts.V1.Repairs.RepairsClient;

namespace Housing.Demo;

/// <summary>Somebody to sign in as.</summary>
/// <param name="Household">A resident's; null for staff.</param>
internal sealed record DemoPerson(string Landlord, string Role, string Name, string? Household, string Note);

/// <summary>Writes down whom it is worth being: of each landlord its staff, and residents of whom the services say right now that something is going on.</summary>
internal static class PeopleFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string In(string data) => Path.Combine(data, "demo", "people.json");

    public static async Task Write(string data, Teller teller, IReadOnlyList<Resident> residents, CancellationToken cancellationToken)
    {
        var people = new List<DemoPerson>();
        foreach (var landlord in teller.Made.Landlords.Select(l => l.Landlord))
        {
            var own = residents.Where(r => r.Landlord == landlord && !r.Moves).ToList();
            var byHousehold = own.ToDictionary(r => r.HouseholdId, StringComparer.Ordinal);
            var chosen = new HashSet<string>(StringComparer.Ordinal);
            Choose("in arrears", await InArrears(teller, landlord, cancellationToken));
            Choose("an open complaint", await Complaining(teller, landlord, cancellationToken));
            Choose("a repair under way", await Waiting(teller, landlord, cancellationToken));
            Choose("a missed visit in the past year", own.Where(r => r.WasLeftWaiting).Select(r => r.HouseholdId));
            Choose("a leaseholder", own.Where(r => r.IsOwner).Select(r => r.HouseholdId));
            Choose("nothing much going on", own.Where(r => r is { IsOwner: false, Payer: Payer.InTime, HasCases: false }).Select(r => r.HouseholdId));
            var names = teller.Made.Names.Staff;
            people.AddRange(
            [
                new(landlord, "officer", names.StageOne[0], null, "repairs and complaints"),
                new(landlord, "manager", names.StageTwo[0], null, "approves, and answers stage two"),
                new(landlord, "income", names.StageOne[1], null, "rents and arrears"),
                new(landlord, "auditor", names.StageTwo[1], null, "reads everything, changes nothing"),
                .. (await Contractors(teller, landlord, cancellationToken)).Select(c => new DemoPerson(landlord, $"contractor-{c.Key}", c.Value, null, "its own orders")),
            ]);

            void Choose(string note, IEnumerable<string> households)
            {
                if (households.FirstOrDefault(h => byHousehold.ContainsKey(h) && !chosen.Contains(h)) is not { } found)
                    return;
                chosen.Add(found);
                people.Add(new(landlord, "resident", byHousehold[found].Name, found, note));
            }
        }

        await File.WriteAllTextAsync(In(data) + ".new", JsonSerializer.Serialize(people, Json) + "\n", cancellationToken);
        File.Move(In(data) + ".new", In(data), overwrite: true);
    }

    private static async Task<IEnumerable<string>> InArrears(Teller teller, string landlord, CancellationToken cancellationToken) =>
        (await new Arrears.ArrearsClient(await teller.Callers.As($"income@{landlord}", "income")).ListArrearsCasesAsync(new() { Landlord = landlord, PageSize = 200 }, cancellationToken: cancellationToken))
        .Cases.Where(c => c.Kind == "tenancy").OrderByDescending(c => c.RealPence).Select(c => c.HouseholdId);

    private static async Task<IEnumerable<string>> Complaining(Teller teller, string landlord, CancellationToken cancellationToken) =>
        (await new ComplaintsClient(await teller.Callers.As($"officer@{landlord}", "complaints")).ListComplaintsAsync(
            new() { Landlord = landlord, Stages = { Complaints.Contracts.V1.Stage.One, Complaints.Contracts.V1.Stage.Two }, PageSize = 50 }, cancellationToken: cancellationToken))
        .Complaints.Select(c => c.HouseholdId);

    private static async Task<IEnumerable<string>> Waiting(Teller teller, string landlord, CancellationToken cancellationToken) =>
        (await Repairs(teller, landlord, new() { Landlord = landlord, Stages = { Housing.Repairs.Contracts.V1.Stage.Appointed }, PageSize = 50 }, cancellationToken)).Select(r => r.HouseholdId);

    private static async Task<IReadOnlyDictionary<string, string>> Contractors(Teller teller, string landlord, CancellationToken cancellationToken) =>
        (await Repairs(teller, landlord, new() { Landlord = landlord, PageSize = 200 }, cancellationToken))
        .Where(r => r.Order is not null).GroupBy(r => r.Order.Contractor, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First().Order.Name, StringComparer.Ordinal);

    private static async Task<IEnumerable<Repair>> Repairs(Teller teller, string landlord, ListRepairsRequest request, CancellationToken cancellationToken) =>
        (await new RepairsClient(await teller.Callers.As($"officer@{landlord}", "repairs")).ListRepairsAsync(request, cancellationToken: cancellationToken)).Repairs;
}
