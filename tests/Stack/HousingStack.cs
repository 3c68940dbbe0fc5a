using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Housing.Estates.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Tenancy.Contracts.V1;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Housing.Stack;

/// <summary>The whole stack as the AppHost composes it, on real servers and in processes of its own, driven as its clients would.</summary>
public sealed class HousingStack : IAsyncDisposable
{
    /// <summary>Long enough for a cold machine with two busy cores; nothing waits for it when all is well.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Services = ["issuer", "estates", "tenancy", "repairs", "income", "complaints", "performance", "portal"];

    /// <summary>Those that answer gRPC.</summary>
    public static IReadOnlyList<string> GrpcServices => [.. Services.Except(["issuer", "portal"], StringComparer.Ordinal)];

    private static readonly ServiceConfig AgainWhenAborted = new()
    {
        MethodConfigs =
        {
            new MethodConfig
            {
                Names = { MethodName.Default },
                RetryPolicy = new()
                {
                    MaxAttempts = 5,
                    InitialBackoff = TimeSpan.FromMilliseconds(20),
                    MaxBackoff = TimeSpan.FromSeconds(1),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Aborted },
                },
            },
        },
    };

    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    private HousingStack(DistributedApplication app, string folder) => (App, Folder) = (app, folder);

    public DistributedApplication App { get; }

    /// <summary>What ./housing reads of a running stack, when HOUSING_DATA names this: addresses, the issuer's key, the broker's password.</summary>
    public string Folder { get; }

    /// <inheritdoc cref="StartAsync(IReadOnlyDictionary{string, string}, string[])"/>
    public static Task<HousingStack> StartAsync(params string[] arguments) => StartAsync(new Dictionary<string, string>(StringComparer.Ordinal), arguments);

    /// <summary>Starts everything and waits until all of it is healthy.</summary>
    /// <param name="repairs">Settings of Repairs that are not its defaults, as environment variables.</param>
    /// <param name="arguments">Options of the AppHost, as on its command line.</param>
    public static async Task<HousingStack> StartAsync(IReadOnlyDictionary<string, string> repairs, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(Patience);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments, patience.Token);
        var folder = Directory.CreateTempSubdirectory("housing-stack-").FullName;
        Service("issuer").WithEnvironment("Issuer__Folder", Path.Combine(folder, "issuer"));
        // A person before a busy machine waits rather than being told that a service is away.
        Service("portal").WithEnvironment("Calls__DeadlineSeconds", "60");
        foreach (var (name, value) in repairs)
            Service("repairs").WithEnvironment(name, value);
        var stack = new HousingStack(await builder.BuildAsync(patience.Token), folder);
        try
        {
            await stack.App.StartAsync(patience.Token);
            foreach (var service in Services)
                await stack.Healthy(service);
            await stack.WriteDown(patience.Token);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }

        IResourceBuilder<ProjectResource> Service(string name) => builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(r => r.Name == name));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels.Values)
            channel.Dispose();
        await App.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>As the AppHost does when it was started by a person.</summary>
    private async Task WriteDown(CancellationToken cancellationToken)
    {
        var broker = new Uri(await ConnectionString("rabbitmq"));
        var addresses = Services.Select(name => $"{name} {App.GetEndpoint(name, "http")}")
            .Concat(Services.Except(["issuer", "portal"]).Select(name => $"{name}/health {App.GetEndpoint(name, "health")}"))
            .Append($"rabbitmq tcp://{broker.Authority}");
        await File.WriteAllLinesAsync(Path.Combine(Folder, "addresses"), addresses.Select(line => line.TrimEnd('/')), cancellationToken);
        var secrets = Directory.CreateDirectory(Path.Combine(Folder, "secrets"));
        await File.WriteAllTextAsync(Path.Combine(secrets.FullName, "rabbitmq-password"), broker.UserInfo.Split(':')[1], cancellationToken);
    }

    public async Task Healthy(string resource)
    {
        using var patience = new CancellationTokenSource(Patience);
        await App.ResourceNotifications.WaitForResourceHealthyAsync(resource, patience.Token);
    }

    public Estates.Contracts.V1.Estates.EstatesClient Estates => new(Channel("estates"));
    public Tenancies.TenanciesClient Tenancies => new(Channel("tenancy"));
    public Repairs.Contracts.V1.Repairs.RepairsClient Repairs => new(Channel("repairs"));
    public Complaints.Contracts.V1.Complaints.ComplaintsClient Complaints => new(Channel("complaints"));
    public Accounts.AccountsClient Accounts => new(Channel("income"));

    private GrpcChannel Channel(string service) => _channels.GetOrAdd(service, name => GrpcChannel.ForAddress(App.GetEndpoint(name, "http")));

    /// <summary>A service as one person's client calls it: under their token, and again when a call lost a race (ABORTED), as the contracts allow.</summary>
    public async Task<CallInvoker> Calling(string service, string person, string? household = null) => Calling(service, await As(person, household));

    /// <summary>The same with any headers; with none as nobody.</summary>
    public CallInvoker Calling(string service, Metadata headers) => _channels.GetOrAdd($"{service}, again", _ =>
        GrpcChannel.ForAddress(App.GetEndpoint(service, "http"), new() { ServiceConfig = AgainWhenAborted })).Intercept(_ => headers);

    /// <summary>The headers of a person, as role@landlord; the token comes from the stack's own issuer.</summary>
    /// <param name="person">Who calls.</param>
    /// <param name="household">A resident's.</param>
    public async Task<Metadata> As(string person, string? household = null)
    {
        var key = $"{person} {household}";
        if (!_tokens.TryGetValue(key, out var token))
        {
            using var http = App.CreateHttpClient("issuer", "http");
            using var form = new FormUrlEncodedContent(
                [new("grant_type", "urn:housing:grant:development"), new("as", person), .. household is null ? [] : (KeyValuePair<string, string>[])[new("household", household)]]);
            using var answer = await http.PostAsync(new Uri("/token", UriKind.Relative), form);
            answer.EnsureSuccessStatusCode();
            token = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString()!;
            _tokens[key] = token;
        }

        return new Metadata { { "authorization", $"Bearer {token}" } };
    }

    /// <summary>The connection string of a database or of the whole server.</summary>
    public async Task<string> ConnectionString(string name) =>
        await App.GetConnectionStringAsync(name) ?? throw new InvalidOperationException($"The AppHost has no database {name}.");

    public async Task<NpgsqlDataSource> Database(string name) => NpgsqlDataSource.Create(await ConnectionString(name));

    public async Task<long> Count(string database, string sql)
    {
        await using var source = await Database(database);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    /// <summary>A home of the landlord's with a household in it.</summary>
    /// <param name="landlord">The landlord's key.</param>
    /// <param name="tenure">On what terms they live there.</param>
    /// <param name="home">What is different about the home.</param>
    public async Task<Household> LetHome(string landlord, Tenure tenure = Tenure.Assured, Action<RegisterHomeRequest>? home = null)
    {
        var officer = await As($"officer@{landlord}");
        var register = new RegisterHomeRequest
        {
            RequestId = NewId(),
            Landlord = landlord,
            Reference = $"T-{NewId()[^12..]}",
            Address = new() { Lines = { "1 Test Street", "Testham" }, Postcode = "RM1 3BB" },
            HasGas = true,
        };
        home?.Invoke(register);
        var registered = await Estates.RegisterHomeAsync(register, officer);
        var tenancy = await Tenancies.StartTenancyAsync(
            new()
            {
                RequestId = NewId(),
                HomeId = registered.Home.HomeId,
                Tenure = tenure,
                LeadName = "Robin Sample",
                StartsOn = new() { Year = 2020, Month = 4, Day = 6 },
            },
            officer);
        return tenancy.Household;
    }

    /// <summary>A repair of the household's reported yesterday, with an appointment that has ended.</summary>
    public async Task<Repair> ReportWithAppointment(Household household, string fault = "other")
    {
        // Who lives there is asked at the same time: whoever loses that race asks again.
        var repairs = new Repairs.Contracts.V1.Repairs.RepairsClient(await Calling("repairs", $"officer@{household.Landlord}"));
        var yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);
        var reported = await repairs.ReportRepairAsync(
            new() { RequestId = NewId(), HomeId = household.HomeId, Fault = fault, Description = "It broke.", ReportedAt = yesterday.ToTimestamp() });
        var booked = await repairs.BookAppointmentAsync(
            new()
            {
                RequestId = NewId(),
                RepairId = reported.Repair.RepairId,
                StartsAt = yesterday.AddHours(1).ToTimestamp(),
                EndsAt = yesterday.AddHours(3).ToTimestamp(),
            });
        return booked.Repair;
    }

    /// <summary>Kills a resource's process as the kernel would: no warning, no shutdown.</summary>
    public async Task Kill(string resource)
    {
        var id = await ProcessId(resource);
        using var process = Process.GetProcessById(id);
        process.Kill();
        using var patience = new CancellationTokenSource(Patience);
        await App.ResourceNotifications.WaitForResourceAsync(resource, KnownResourceStates.TerminalStates, patience.Token);
    }

    /// <summary>Starts a resource again and waits until it is healthy.</summary>
    public async Task StartAgain(string resource)
    {
        using var patience = new CancellationTokenSource(Patience);
        var result = await App.ResourceCommands.ExecuteCommandAsync(resource, KnownResourceCommands.StartCommand, patience.Token);
        if (!result.Success)
            throw new InvalidOperationException($"{resource} did not start again.");
        await Healthy(resource);
    }

    /// <summary>The id of a resource's process, once it runs.</summary>
    public async Task<int> ProcessId(string resource)
    {
        using var patience = new CancellationTokenSource(Patience);
        var state = await App.ResourceNotifications.WaitForResourceAsync(resource, e => Pid(e) is not null, patience.Token);
        return Pid(state)!.Value;

        static int? Pid(ResourceEvent e) =>
            e.Snapshot.Properties.FirstOrDefault(p => p.Name == "executable.pid")?.Value is { } value
                ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
                : null;
    }

    public static string NewId() => Guid.CreateVersion7().ToString();
}
