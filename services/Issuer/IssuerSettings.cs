using Microsoft.Extensions.Configuration;

namespace Housing.Issuer;

/// <summary>The <c>Issuer</c> section of the configuration.</summary>
/// <param name="Name">The iss claim. A name and not an address: the local stack's ports change, and a token should outlive a restart.</param>
/// <param name="Folder">Where the key is kept.</param>
/// <param name="Services">Each service that may call others, with its secret.</param>
public sealed record IssuerSettings(string Name, string Audience, string Folder, IReadOnlyDictionary<string, string> Services)
{
    public static IssuerSettings Read(IConfiguration configuration) => new(
        configuration["Issuer:Name"] ?? "https://issuer.housing.local",
        configuration["Issuer:Audience"] ?? "housing",
        configuration["Issuer:Folder"] ?? Path.Combine(Data(configuration), "issuer"),
        configuration.GetSection("Issuer:Services").GetChildren()
            .Where(s => !string.IsNullOrEmpty(s.Value))
            .ToDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal));

    /// <summary>The stack's data folder: where HOUSING_DATA says, as for everything else of it, or in the repository.</summary>
    private static string Data(IConfiguration configuration) =>
        configuration["HOUSING_DATA"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : Path.Combine(Repository(), ".data");

    private static string Repository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Housing.sln")))
            {
                return folder.FullName;
            }
        }

        throw new IssuerException("Neither Issuer:Folder nor HOUSING_DATA is set, and this is not inside the repository whose .data/issuer would be used (environment variable Issuer__Folder).");
    }
}
