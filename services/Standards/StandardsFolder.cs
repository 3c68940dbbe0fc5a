using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Housing.Standards;

/// <summary>
/// The folder of standards files, read whole: either everything in it is right, or <see cref="StandardsException"/> names
/// every fault. The bank holidays are in the <c>calendar</c> folder beside the assemblies.
/// </summary>
public sealed class StandardsFolder(string folder)
{
    internal static readonly JsonSerializerOptions SectionFormat = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Where the files are copied to with every service.</summary>
    public static string BesideAssemblies => Path.Combine(AppContext.BaseDirectory, "standards");

    public StandardsBook ReadBook()
    {
        var faults = new Faults();
        var book = ReadBook(OpenFiles(faults), faults);
        faults.ThrowIfAny();
        return book;
    }

    /// <summary>A landlord's promises that are in no folder, such as an edited draft of its file, with the law's beside them. What is wrong is named as in every other file; its name is that of its landlord.</summary>
    public static (StandardsBook Book, Landlord Landlord) ReadDraft(string text, Landlord? law)
    {
        var faults = new Faults();
        var landlord = JsonFile.Read("draft.json", text, faults) is { } root && Named(root, faults) is { } named ? StandardsFile.Read(named, BankHolidaysBesideAssemblies(faults)) : null;
        faults.ThrowIfAny();
        return (new StandardsBook([landlord!], law), landlord!);

        // What it is called is said in it; a file of laws is no landlord's.
        static Place? Named(Place root, Faults faults)
        {
            if (root.Text("landlord", required: true) is not { } key)
                return null;
            return new Place(root.Element, $"{key}.json", "$", faults);
        }
    }

    /// <summary>The book and one service's section of every file, with the faults of both in one go.</summary>
    public (StandardsBook Book, Policies<TPolicy> Policies) Read<TPolicy>(string section)
        where TPolicy : class, IPolicy
    {
        var faults = new Faults();
        var files = OpenFiles(faults);
        var book = ReadBook(files, faults);
        var policies = new Dictionary<string, TPolicy>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => !StandardsFile.IsStatute(file)))
        {
            if (ReadSection<TPolicy>(file, section) is { } policy)
                policies[Path.GetFileNameWithoutExtension(file.File)] = policy;
        }

        faults.ThrowIfAny();
        return (book, new Policies<TPolicy>(policies));
    }

    /// <summary>A service's section of the file of laws; what is wrong with it is named as in every other file.</summary>
    public TPolicy ReadLaw<TPolicy>(string section)
        where TPolicy : class, IPolicy
    {
        var faults = new Faults();
        var law = OpenFiles(faults).Find(StandardsFile.IsStatute);
        if (law is null)
            faults.Add(folder, "$", null, "holds no file of laws, in which this service finds its section; its name begins with statute-");
        var policy = law is null ? null : ReadSection<TPolicy>(law, section);
        faults.ThrowIfAny();
        return policy!;
    }

    private static StandardsBook ReadBook(List<Place> files, Faults faults)
    {
        var bankHolidays = BankHolidaysBesideAssemblies(faults);
        var landlords = files.Select(file => StandardsFile.Read(file, bankHolidays)).OfType<Landlord>().DistinctBy(l => l.Key).ToList();
        foreach (var twice in landlords.SelectMany(l => Ids(l).Select(id => (l.Key, Id: id))).Distinct().GroupBy(s => s.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            var owners = twice.Select(s => s.Key).ToList();
            faults.Add($"{owners[1]}.json", "$.standards", $"\"{twice.Key}\"", $"is a promise of {owners[0]}.json already; every promise has an id of its own");
        }

        foreach (var other in landlords.Where(IsLaw).Skip(1))
            faults.Add($"{other.Key}.json", "$.statute", null, $"is a second file of laws beside {landlords.Find(IsLaw)!.Key}.json; only one can run on every landlord's cases");
        return new StandardsBook([.. landlords.Where(l => !IsLaw(l))], landlords.Find(IsLaw));
    }

    private static BankHolidays BankHolidaysBesideAssemblies(Faults faults) =>
        BankHolidays.Read(Path.Combine(AppContext.BaseDirectory, "calendar", "bank-holidays.json"), faults) ?? new BankHolidays(London.FirstDay.Year, []);

    private static bool HoldsPromises(string file) => !file.EndsWith(".schema.json", StringComparison.Ordinal) && Path.GetFileName(file) != Subjects.File;

    private static bool IsLaw(Landlord landlord) => landlord.Key.StartsWith("statute-", StringComparison.Ordinal);

    private static IEnumerable<string> Ids(Landlord landlord) =>
        [.. landlord.Standards.Select(s => s.Id), .. landlord.Account.Rules.Select(r => r.Id), .. landlord.Account.Measures.Select(m => m.Id), .. landlord.Account.Conduct.Select(c => c.Id)];

    private static TPolicy? ReadSection<TPolicy>(Place file, string section)
        where TPolicy : class, IPolicy
    {
        if (file.Child(section) is not { } node)
        {
            file.Fault(section, "is the section in which this service finds the landlord's rules");
            return null;
        }

        if (!SectionShape.Check(node, SectionFormat.GetTypeInfo(typeof(TPolicy))))
            return null;
        var policy = node.Element.Deserialize<TPolicy>(SectionFormat)!;
        foreach (var fault in policy.Check())
            file.Faults.Add(file.File, $"{node.Path}.{fault.Path}", null, fault.Fault);
        return policy;
    }

    private List<Place> OpenFiles(Faults faults)
    {
        var files = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.json").Where(HoldsPromises).Order(StringComparer.Ordinal).ToList()
            : [];
        if (files.Count == 0)
            faults.Add(folder, "$", null, "holds no landlord's standards file; set Standards:Folder to a copy of seeds/standards");
        return [.. files.Select(file => JsonFile.Open(file, faults)).OfType<Place>()];
    }
}
