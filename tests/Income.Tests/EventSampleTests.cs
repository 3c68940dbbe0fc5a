using System.Text.Json;
using System.Text.Json.Nodes;
using Housing.Income.Contracts.V1;

namespace Housing.Income.Tests;

/// <summary>What was once published stays readable: a sample is added with its event and never changed.</summary>
public class EventSampleTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "samples", "v1");

    public static TheoryData<string> Events => [.. typeof(CompensationCredited).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == typeof(CompensationCredited).Namespace && t.GetMethod("<Clone>$") is not null)
        .Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_sample_that_is_read_without_loss(string name)
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!.AsObject();
        var type = typeof(CompensationCredited).Assembly.GetType($"{typeof(CompensationCredited).Namespace}.{name}", throwOnError: true)!;

        var written = JsonSerializer.SerializeToNode(sample.Deserialize(type, Json), type, Json)!.AsObject();

        // A property added later is not in the sample, which never changes; what is in it is still there, and says the same.
        Assert.All(sample, p => Assert.True(written.ContainsKey(p.Key), $"{name} no longer has {p.Key}."));
        Assert.All(sample, p => Assert.Equal(p.Value?.ToJsonString(), written[p.Key]?.ToJsonString()));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_property_that_a_later_version_adds_is_passed_over(string name)
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, $"{name}.json")))!.AsObject();
        var type = typeof(CompensationCredited).Assembly.GetType($"{typeof(CompensationCredited).Namespace}.{name}", throwOnError: true)!;
        var before = sample.Deserialize(type, Json);
        sample["addedLater"] = "yes";

        Assert.Equal(before, sample.Deserialize(type, Json));
    }
}
