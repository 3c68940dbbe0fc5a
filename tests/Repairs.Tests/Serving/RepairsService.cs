using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Housing.Repairs.Contracts.V1;
using Housing.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Wire = Housing.Repairs.Contracts.V1;

namespace Housing.Repairs.Tests.Serving;

/// <summary>The real service on its own database and queues, between neighbours that a test can take away. One for each test class.</summary>
public sealed class RepairsService : IAsyncLifetime
{
    // So long that no test meets it by chance on a busy machine; a test about slowness shortens it.
    private static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(20);

    /// <summary>Where the clock stands: a Tuesday noon in London.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    public Neighbours Neighbours { get; private set; } = null!;

    public ServiceHost<RepairsDb> Host { get; private set; } = null!;

    public TimeSpan Patience
    {
        set => Host.Services.GetRequiredService<IOptions<RepairSettings>>().Value.HouseholdPatience = value;
    }

    public async Task InitializeAsync()
    {
        Neighbours = await Neighbours.StartAsync();
        Host = await ServiceHost<RepairsDb>.StartAsync(Noon, settings: new Dictionary<string, string?>
        {
            ["services:estates:http:0"] = Neighbours.Address,
            ["services:tenancy:http:0"] = Neighbours.Address,
            ["Repairs:WatchPoll"] = "00:00:00.100",
            // Longer than that patience: who does not answer is asked again by a clock that stands here, so never.
            ["Calls:DeadlineSeconds"] = "60",
        });
        Reset();
    }

    /// <summary>As it was at first: the neighbours answer, and it is noon.</summary>
    public void Reset()
    {
        (Neighbours.Estates, Neighbours.Tenancy) = (Neighbours.Mood.Answers, Neighbours.Mood.Answers);
        Patience = LongPatience;
        Host.Clock.Now = Noon;
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await Neighbours.DisposeAsync();
    }

    public Wire.Repairs.RepairsClient As(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    /// <summary>A fault reported by an officer of the home's landlord.</summary>
    public async Task<Wire.Repair> Report(Guid home, string landlord = "havering", string fault = "stuck-tap", DateTimeOffset? at = null) =>
        (await As($"officer@{landlord}").ReportRepairAsync(Reported(home, fault, at))).Repair;

    public static ReportRepairRequest Reported(Guid home, string fault = "stuck-tap", DateTimeOffset? at = null) => new()
    {
        RequestId = NewId(), HomeId = home.ToString(), Fault = fault, Description = "It does not work.", ReportedAt = at?.ToTimestamp(),
    };

    public static string NewId() => Guid.CreateVersion7().ToString();

    public Task<long> Count(string table, Guid home) => Host.Database.Scalar<long>(table == "repair"
        ? $"select count(*) from repair where home_id = '{home}'"
        : $"select count(*) from {table} t join repair r on r.id = t.repair_id where r.home_id = '{home}'");

    /// <summary>The status a call ends with, every field its details call wrong, and the reason for programs.</summary>
    public static async Task<(StatusCode Status, string Sentence, IReadOnlyList<string> Fields, string Reason)> Refusal<T>(Func<AsyncUnaryCall<T>> call)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await call());
        var details = fault.Trailers.GetValueBytes("grpc-status-details-bin") is { } bytes ? Google.Rpc.Status.Parser.ParseFrom(bytes).Details : [];
        var violations = details.Where(d => d.Is(BadRequest.Descriptor)).SelectMany(d => d.Unpack<BadRequest>().FieldViolations);
        var reason = details.FirstOrDefault(d => d.Is(ErrorInfo.Descriptor))?.Unpack<ErrorInfo>().Type ?? "";
        return (fault.StatusCode, fault.Status.Detail, [.. violations.Select(v => v.Field)], reason);
    }
}
