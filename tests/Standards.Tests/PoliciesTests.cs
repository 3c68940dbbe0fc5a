namespace Housing.Standards.Tests;

public class PoliciesTests
{
    private const string Right = """{ "bands": [ { "key": "fast", "rank": 1 }, { "key": "slow", "rank": 2, "mood": "patient-as-ever" } ], "since": "2026-01-01" }""";

    internal enum Mood
    {
        Brisk,
        PatientAsEver,
    }

    internal sealed record Band
    {
        public required string Key { get; init; }

        public required int Rank { get; init; }

        public Mood Mood { get; init; }
    }

    internal sealed record BandPolicy : IPolicy
    {
        public required IReadOnlyList<Band> Bands { get; init; }

        public DateOnly? Since { get; init; }

        public IReadOnlyDictionary<string, long> Sums { get; init; } = new Dictionary<string, long>();

        public IEnumerable<PolicyFault> Check() =>
            Bands.Select((band, i) => (band, i)).Where(b => b.band.Rank < 1).Select(b => new PolicyFault($"bands[{b.i}].rank", "must be 1 or more"));
    }

    [Fact]
    public void A_services_section_is_read_for_every_landlord()
    {
        var policies = Read(("abc.json", Examples.File("", repairs: Right)), ("def.json", Examples.File("", repairs: Right, landlord: "def")));
        Assert.Equal([Mood.Brisk, Mood.PatientAsEver], policies.For("abc").Bands.Select(band => band.Mood));
        Assert.Equal(new DateOnly(2026, 1, 1), policies.For("def").Since);
        var fault = Assert.Throws<KeyNotFoundException>(() => policies.For("ghi"));
        Assert.Equal("No landlord “ghi” has a standards file; there are abc, def.", fault.Message);
    }

    [Theory]
    [InlineData("""{}""", "abc.json $.repairs: {} has no “bands”")]
    [InlineData("""{"bands":null}""", "abc.json $.repairs.bands: null is not a list")]
    [InlineData("""{"bands":{}}""", "abc.json $.repairs.bands: {} is not a list; write [ … ]")]
    [InlineData("""{"bands":[7]}""", "abc.json $.repairs.bands[0]: 7 is not an object")]
    [InlineData("""{"bands":[null]}""", "abc.json $.repairs.bands[0]: null is not an object")]
    [InlineData("""{"bands":[{"key":"a"}]}""", "abc.json $.repairs.bands[0]: {\"key\":\"a\"} has no “rank”")]
    [InlineData("""{"bands":[{"key":null,"rank":1}]}""", "abc.json $.repairs.bands[0].key: null may not be null")]
    [InlineData("""{"bands":[{"key":"a","rank":"1"}]}""", "abc.json $.repairs.bands[0].rank: \"1\" is not a whole number")]
    [InlineData("""{"bands":[{"key":"a","rank":1,"mood":"sullen"}]}""", "abc.json $.repairs.bands[0].mood: \"sullen\" is not one of brisk, patient-as-ever")]
    [InlineData("""{"bands":[{"key":"a","rank":1,"mood":0}]}""", "abc.json $.repairs.bands[0].mood: 0 is not one of")]
    [InlineData("""{"bands":[{"key":"a","rank":1,"rnk":1}]}""", "abc.json $.repairs.bands[0].rnk: 1 is not read here; the properties are key, rank, mood")]
    [InlineData("""{"bands":[],"since":"31/12/2026"}""", "abc.json $.repairs.since: \"31/12/2026\" is not a date such as “2026-12-24”")]
    [InlineData("""{"bands":[],"sums":{"late":"ten"}}""", "abc.json $.repairs.sums.late: \"ten\" is not a whole number")]
    [InlineData("""{"bands":[{"key":"a","rank":0}]}""", "abc.json $.repairs.bands[0].rank must be 1 or more")]
    [InlineData("[]", "abc.json $.repairs: [] is not an object")]
    public void A_fault_in_a_section_names_file_path_value_and_what_would_be_right(string section, string fault) =>
        Assert.StartsWith(fault, Assert.Single(Faults(("abc.json", Examples.File("", repairs: section)))).ToString(), StringComparison.Ordinal);

    [Fact]
    public void Faults_of_promises_and_sections_are_named_together()
    {
        var faults = Faults(
            ("abc.json", Examples.File(Examples.With(("within", "\"0 days\"")), repairs: """{"bands":[{"key":1},{"rank":1}]}""")),
            ("def.json", """{ "landlord": "def", "name": "D", "standards": [] }"""));
        Assert.Equal(
            [
                "abc.json $.repairs.bands[0]", "abc.json $.repairs.bands[0].key", "abc.json $.repairs.bands[1]", "abc.json $.standards[0].within", "def.json $",
            ],
            faults.Select(f => $"{f.File} {f.Path}").Order(StringComparer.Ordinal));
    }

    private static Policies<BandPolicy> Read(params (string, string)[] files) => Examples.Read(files, folder => Policies<BandPolicy>.Read(folder, "repairs"));

    private static IReadOnlyList<StandardsFault> Faults(params (string, string)[] files) => Assert.Throws<StandardsException>(() => Read(files)).Faults;
}
