using System.Text.Json;
using Housing.ServiceDefaults;
using Housing.Standards;

namespace Housing.Portal;

/// <summary>Somebody the sign-in page of the local stack offers: "officer", or "contractor-KEY" with orders; a resident with the household; an administrator, whose landlord is empty.</summary>
public sealed record DemoPerson(string Landlord, string Role, string Name, Guid? Household = null, string? Note = null)
{
    private const string OneContractor = "contractor-";

    /// <summary>As the development issuer would name them.</summary>
    public string Subject => Landlord is "" ? Role : Household is null ? $"{Role}@{Landlord}" : $"{Role}@{Landlord}:{Household}";

    public string? Contractor => Role.StartsWith(OneContractor, StringComparison.Ordinal) ? Role[OneContractor.Length..] : null;

    /// <summary>What they are, or null when nobody can be that.</summary>
    public Role? Is => Contractor is { Length: > 0 } ? ServiceDefaults.Role.Contractor
        : Enum.TryParse<Role>(Role, ignoreCase: true, out var role) && Enum.IsDefined(role) && role != ServiceDefaults.Role.Service && Caller.Name(role) == Role
            && role == ServiceDefaults.Role.Resident == Household is not null && role == ServiceDefaults.Role.Administrator == Landlord is "" ? role
        : null;
}

/// <summary>Whom one can sign in as with one click, in development alone: staff of every role at each landlord, and who is in the file that the demo data comes with.</summary>
public sealed class DevelopmentPeople(StandardsBook book, IConfiguration configuration)
{
    private static readonly (string Role, string Name)[] Staff = [("officer", "Olu Officer"), ("manager", "Mo Manager"), ("income", "Inga Income"), ("auditor", "Ash Auditor")];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<IReadOnlyList<DemoPerson>> Of(string landlord, CancellationToken cancellationToken)
    {
        var written = (await Written(cancellationToken)).Where(person => person.Landlord == landlord && person.Is is not null).ToList();
        var staff = Staff.Where(one => !written.Exists(person => person.Role == one.Role)).Select(one => new DemoPerson(landlord, one.Role, one.Name));
        return [.. staff, .. written.OrderBy(person => person.Is == Role.Resident)];
    }

    /// <summary>Who looks after the system, for no landlord.</summary>
    public static DemoPerson Administrator { get; } = new("", Caller.Name(Role.Administrator), "Addy Administrator");

    public bool Knows(DemoPerson person) => person.Is == Role.Administrator || book.Knows(person.Landlord);

    public IReadOnlyList<Landlord> Landlords => [.. book.Landlords.Select(book.For).OrderBy(landlord => landlord.Name, StringComparer.Ordinal)];

    /// <summary>The file may not be there yet, or just be in the writing; the page offers the others then.</summary>
    private async Task<IReadOnlyList<DemoPerson>> Written(CancellationToken cancellationToken)
    {
        if (configuration["Portal:DemoPeople"] is not { Length: > 0 } file || !File.Exists(file))
            return [];
        try
        {
            await using var stream = File.OpenRead(file);
            return await JsonSerializer.DeserializeAsync<List<DemoPerson>>(stream, Json, cancellationToken) ?? [];
        }
        catch (Exception fault) when (fault is JsonException or IOException)
        {
            return [];
        }
    }
}
