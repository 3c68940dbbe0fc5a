using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Housing.Issuer;
using Housing.Testing.Contracts.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Housing.Tests.Edge;

/// <summary>The development issuer, as people and services use it.</summary>
public sealed class IssuerTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("housing-issuer-test-").FullName;
    private WebApplication _issuer = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        _issuer = IssuerApp.Build(["--environment", "Development", "--urls", "http://127.0.0.1:0", "--Issuer:Folder", _folder, "--Issuer:Services:repairs", "s3cret+/=&"]);
        await _issuer.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(Address) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _issuer.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Address => _issuer.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    [Fact]
    public async Task A_token_printed_by_the_command_is_accepted_by_a_service_of_that_stack_and_by_no_other()
    {
        var (exit, token, _) = await Command("token", "--as", "officer@havering");
        Assert.Equal(0, exit);
        await using var ours = await EchoHost.Start(configure: null, new KeyValuePair<string, string?>("Identity:Authority", Address));
        var metadata = new Metadata { { "authorization", $"Bearer {token.Trim()}" } };
        Assert.Equal("hello", (await ours.Client.SayAsync(new Words { Text = "hello" }, metadata)).Text);
        await using var another = await EchoHost.Start();
        Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(async () => await another.Client.SayAsync(new Words(), metadata))).StatusCode);
    }

    [Fact]
    public void The_key_is_kept_where_it_is_told_else_in_the_stacks_data_folder_wherever_that_is()
    {
        Assert.Equal("/elsewhere/keys", Folder(("Issuer:Folder", "/elsewhere/keys"), ("HOUSING_DATA", "/elsewhere")));
        Assert.Equal("/elsewhere/issuer", Folder(("HOUSING_DATA", "/elsewhere")));
        Assert.Equal(Path.GetFullPath("here/issuer"), Folder(("HOUSING_DATA", "here")));
        Assert.EndsWith("/.data/issuer", Folder(("HOUSING_DATA", "")), StringComparison.Ordinal);

        static string Folder(params (string Key, string Value)[] settings) => IssuerSettings
            .Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value))).Build()).Folder;
    }

    [Theory]
    [InlineData("'king@havering' is nobody", "--as", "king@havering")]
    [InlineData("'officer' is nobody", "--as", "officer")]
    [InlineData("'administrator@havering' is nobody", "--as", "administrator@havering")]
    [InlineData("administrator looks after the system", "--as", "administrator", "--household", "0198f3a1-7c2e-7b54-9d3a-5e6f708192a3")]
    [InlineData("'contractor-@havering' is nobody", "--as", "contractor-@havering")]
    [InlineData("'contractor-Team@havering' is nobody", "--as", "contractor-Team@havering")]
    [InlineData("Only a resident has a household", "--as", "contractor-team@havering", "--household", "0198f3a1-7c2e-7b54-9d3a-5e6f708192a3")]
    [InlineData("A resident belongs to a household", "--as", "resident@havering")]
    [InlineData("is not a UUID", "--as", "resident@havering", "--household", "17")]
    [InlineData("Only a resident has a household", "--as", "officer@havering", "--household", "0198f3a1-7c2e-7b54-9d3a-5e6f708192a3")]
    [InlineData("is not a number of hours from 1 to 168", "--as", "officer@havering", "--hours", "1000")]
    [InlineData("--as is missing", "--hours", "8")]
    [InlineData("There is no option --who", "--who", "officer@havering")]
    [InlineData("--as needs a value", "--as")]
    public async Task A_command_that_is_wrong_says_what_would_be_right(string says, params string[] arguments)
    {
        var (exit, output, error) = await Command(["token", .. arguments]);
        Assert.Equal(1, exit);
        Assert.Equal("", output);
        Assert.Contains(says, error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_is_its_owners_alone_and_stays_the_same()
    {
        var file = Path.Combine(_folder, "key.pem");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        using var again = IssuerKey.In(_folder);
        Assert.Equal(_issuer.Services.GetRequiredService<IssuerKey>().Id, again.Id);
        Assert.Equal([file], Directory.GetFiles(_folder));
    }

    [Fact]
    public async Task Two_that_start_together_have_one_key()
    {
        var folder = Path.Combine(_folder, "together");
        var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => IssuerKey.In(folder))));
        Assert.Single(keys.Select(k => k.Id).Distinct(StringComparer.Ordinal));
        Assert.Single(Directory.GetFiles(folder));
        foreach (var key in keys)
        {
            key.Dispose();
        }
    }

    [Fact]
    public async Task A_damaged_key_file_is_named()
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "damaged")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "key.pem"), "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n");
        Assert.Contains(Path.Combine(folder, "key.pem"), Assert.Throws<IssuerException>(() => IssuerKey.In(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_published_key_has_no_private_part()
    {
        var keys = await _http.GetFromJsonAsync<JsonElement>("/.well-known/jwks.json");
        var key = Assert.Single(keys.GetProperty("keys").EnumerateArray());
        Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("repairs", "s3cret+/=&", HttpStatusCode.OK)]
    [InlineData("repairs", "guess", HttpStatusCode.Unauthorized)]
    [InlineData("nobody", "s3cret+/=&", HttpStatusCode.Unauthorized)]
    public async Task A_service_gets_a_token_for_its_secret_only(string id, string secret, HttpStatusCode status)
    {
        using var posted = await Ask(("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret));
        Assert.Equal(status, posted.StatusCode);
        using var basic = new HttpRequestMessage(HttpMethod.Post, "/token") { Content = Form(("grant_type", "client_credentials")) };
        basic.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(id)}:{Uri.EscapeDataString(secret)}")));
        using var answered = await _http.SendAsync(basic);
        Assert.Equal(status, answered.StatusCode);
        Assert.True(answered.Headers.CacheControl?.NoStore);
    }

    [Fact]
    public async Task A_person_says_who_they_are_and_is_believed_in_development()
    {
        using var answer = await Ask(("grant_type", IssuerApp.DevelopmentGrant), ("as", "resident@rosebery"), ("household", "0198f3a1-7c2e-7b54-9d3a-5e6f708192a3"), ("hours", "2"));
        var token = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(7200, token.GetProperty("expires_in").GetInt32());
        var payload = token.GetProperty("access_token").GetString()!.Split('.')[1];
        using var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload));
        Assert.Equal("resident", claims.RootElement.GetProperty("role").GetString());
        Assert.Equal("rosebery", claims.RootElement.GetProperty("landlord").GetString());
        Assert.Equal("0198f3a1-7c2e-7b54-9d3a-5e6f708192a3", claims.RootElement.GetProperty("household").GetString());
        Assert.Equal("housing", claims.RootElement.GetProperty("aud").GetString());
    }

    [Fact]
    public async Task Nonsense_is_answered_in_the_words_of_OAuth()
    {
        using var grant = await Ask(("grant_type", "password"));
        Assert.Equal("unsupported_grant_type", (await grant.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
        using var nobody = await Ask(("grant_type", IssuerApp.DevelopmentGrant));
        Assert.Equal("invalid_request", (await nobody.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("error").GetString());
        using var json = await _http.PostAsJsonAsync("/token", new { grant_type = "client_credentials" });
        Assert.Equal(HttpStatusCode.BadRequest, json.StatusCode);
    }

    [Fact]
    public void It_refuses_to_run_outside_development() =>
        Assert.Contains("Production", Assert.Throws<IssuerException>(() => IssuerApp.Build(["--environment", "Production", "--Issuer:Folder", _folder])).Message, StringComparison.Ordinal);

    private Task<HttpResponseMessage> Ask(params (string Key, string Value)[] fields) => _http.PostAsync("/token", Form(fields));

    private static FormUrlEncodedContent Form(params (string Key, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Key, f.Value)));

    /// <summary>Runs the issuer's own program, as the housing command does.</summary>
    private async Task<(int Exit, string Output, string Error)> Command(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(IssuerApp).Assembly.Location, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["Issuer__Folder"] = _folder;
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output, await error);
    }
}
