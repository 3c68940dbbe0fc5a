using System.Text.Json;
using Housing.Issuer;
using Housing.Testing;
using Microsoft.Extensions.Configuration;

namespace Housing.Tests.Edge;

/// <summary>Runs tests/peers/client.mjs once against a service of ours and keeps what it reported.</summary>
public sealed class ForeignClient : IAsyncLifetime
{
    private readonly Dictionary<string, JsonElement> _facts = new(StringComparer.Ordinal);
    private EchoHost? _host;

    public JsonElement this[string fact] => _facts.TryGetValue(fact, out var told) ? told : throw new KeyNotFoundException($"The client told nothing of '{fact}'.");

    public IEnumerable<string> ServerLog => _host!.Log;

    public async Task InitializeAsync()
    {
        _host = await EchoHost.Start();
        using var http = new HttpClient();
        var keys = await http.GetStringAsync($"{TestTokens.Authority}/.well-known/jwks.json");
        var output = await NodePeer.Output("client.mjs", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ADDRESS"] = _host.Address.Authority,
            ["OFFICER"] = TestTokens.For("officer@havering"),
            ["MANAGER"] = TestTokens.For("manager@havering"),
            ["EXPIRED"] = TestTokens.Expired("officer@havering"),
            ["FOREIGN"] = ForeignToken(),
            ["PUBLIC_KEY"] = keys,
        });
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fact = JsonDocument.Parse(line).RootElement;
            _facts[fact.GetProperty("name").GetString()!] = fact;
        }

        Assert.Contains("end", _facts.Keys);
    }

    public async Task DisposeAsync() => await _host!.DisposeAsync();

    /// <summary>All as it should be, but signed with another issuer's key.</summary>
    private static string ForeignToken()
    {
        var folder = Directory.CreateTempSubdirectory("housing-foreign-issuer-");
        try
        {
            using var key = IssuerKey.In(folder.FullName);
            var settings = IssuerSettings.Read(new ConfigurationBuilder().AddInMemoryCollection([new("Issuer:Folder", folder.FullName)]).Build());
            return new Tokens(key, settings, TimeProvider.System).For(Person.Parse("officer@havering", household: null), TimeSpan.FromHours(1));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
