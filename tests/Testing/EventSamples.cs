using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Housing.Testing;

/// <summary>
/// What was once published stays readable: every event of a Contracts assembly has a sample, which is added with it and never changed.
/// <typeparamref name="TEvent"/> is any event of the version; the test project copies the samples beside its assembly.
/// </summary>
public abstract class EventSamples<TEvent>
    where TEvent : class
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    // Records are the events, or parts of them; what else the assembly exports is made from its protos.
    public static TheoryData<string> Events
    {
        get
        {
            var records = typeof(TEvent).Assembly.GetExportedTypes().Where(t => t.Namespace == typeof(TEvent).Namespace && t.GetMethod("<Clone>$") is not null).ToList();
            var parts = records.SelectMany(t => t.GetProperties()).SelectMany(p => p.PropertyType.GenericTypeArguments.Append(p.PropertyType)).ToHashSet();
            return [.. records.Where(t => !parts.Contains(t)).Select(t => t.Name)];
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_event_has_a_sample_that_is_read_without_loss(string name)
    {
        var sample = Sample(name);
        var written = JsonSerializer.SerializeToNode(sample.Deserialize(TypeOf(name), Json), TypeOf(name), Json)!.AsObject();

        // A property added later is not in the sample; what is in it is still there, and says the same.
        foreach (var (property, value) in sample)
            Assert.True(written.ContainsKey(property) && Plain(value) == Plain(written[property]), $"{name} no longer says {property} as {value}; it has {written[property]}.");
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Every_required_property_of_an_event_is_in_its_sample(string name)
    {
        var sample = Sample(name);
        var required = TypeOf(name).GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(p => p.IsDefined(typeof(RequiredMemberAttribute)));
        Assert.All(required, p => Assert.True(sample.ContainsKey(JsonNamingPolicy.CamelCase.ConvertName(p.Name)), $"{name}.json lacks {p.Name}."));
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void A_property_that_a_later_version_adds_is_passed_over(string name)
    {
        var sample = Sample(name);
        var before = Again();
        sample["addedLater"] = "yes";
        Assert.Equal(before, Again());

        string Again() => JsonSerializer.Serialize(sample.Deserialize(TypeOf(name), Json), TypeOf(name), Json);
    }

    /// <summary>The event as its sample says it, without these properties.</summary>
    protected static T Read<T>(params string[] without)
        where T : class
    {
        var sample = Sample(typeof(T).Name);
        foreach (var property in without)
            Assert.True(sample.Remove(property), $"{typeof(T).Name}.json has no {property} to leave out.");
        return sample.Deserialize<T>(Json)!;
    }

    private static JsonObject Sample(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "v1", $"{name}.json")))!.AsObject();

    private static Type TypeOf(string name) => typeof(TEvent).Assembly.GetType($"{typeof(TEvent).Namespace}.{name}", throwOnError: true)!;

    // The same instant may be written with fewer noughts.
    private static string? Plain(JsonNode? value) =>
        value is JsonValue text && text.TryGetValue<DateTimeOffset>(out var instant) ? instant.UtcTicks.ToString(CultureInfo.InvariantCulture) : value?.ToJsonString();
}
