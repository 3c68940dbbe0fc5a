using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests;

/// <summary>What was once published stays readable: a sample is added with its event and never changed.</summary>
public class EventSampleTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples", "v1");

    public static TheoryData<string> Events => [.. typeof(RepairReported).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == typeof(RepairReported).Namespace && t.GetMethod("<Clone>$") is not null)
        .Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_sample_that_is_read_without_loss(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, $"{name}.json"));
        var type = typeof(RepairReported).Assembly.GetType($"Housing.Repairs.Contracts.V1.{name}", throwOnError: true)!;
        var read = JsonSerializer.Deserialize(text, type, Json);

        // Each property of the sample arrives as what it says: nothing renamed, nothing dropped, nothing of another kind.
        var written = JsonSerializer.SerializeToNode(read, type, Json)!.AsObject();
        foreach (var (property, value) in JsonNode.Parse(text)!.AsObject())
        {
            Assert.True(written.ContainsKey(property), $"{name} no longer has {property}.");
            Assert.Equal(Plain(value), Plain(written[property]));
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_required_property_of_an_event_is_in_its_sample(string name)
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!.AsObject();
        var properties = typeof(RepairReported).Assembly.GetType($"Housing.Repairs.Contracts.V1.{name}")!
            .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(p => p.IsDefined(typeof(System.Runtime.CompilerServices.RequiredMemberAttribute)));      // later ones are optional, and the sample never changes
        Assert.All(properties, p => Assert.True(sample.ContainsKey(JsonNamingPolicy.CamelCase.ConvertName(p.Name)), $"{name}.json lacks {p.Name}."));
    }

    [Fact]
    public void A_missed_appointment_of_an_unknown_household_is_readable()
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "AppointmentMissed.json")))!.AsObject();
        sample.Remove("householdId");
        Assert.Null(sample.Deserialize<AppointmentMissed>(Json)!.HouseholdId);
    }

    [Fact]
    public void A_property_that_a_later_version_adds_is_passed_over()
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "RepairCompleted.json")))!.AsObject();
        sample["addedLater"] = "yes";
        Assert.Equal("havering", sample.Deserialize<RepairCompleted>(Json)!.Landlord);
    }

    // The same instant may be written with fewer noughts.
    private static string Plain(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue<DateTimeOffset>(out var instant) ? instant.UtcTicks.ToString(System.Globalization.CultureInfo.InvariantCulture) : $"{value}";
}
