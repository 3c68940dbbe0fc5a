using System.Text.Json;
using Google.Rpc;
using Grpc.Core;
using Housing.Standards.Contracts.V1;
using Housing.Testing;
using Wire = Housing.Performance.Contracts.V1;

namespace Housing.Performance.Tests.Serving;

/// <summary>The real service on its own database and queues. One for each test class.</summary>
public sealed class PerformanceService : IAsyncLifetime
{
    /// <summary>Where the clock stands: a Tuesday noon in London.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    public ServiceHost<PerformanceDb> Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await ServiceHost<PerformanceDb>.StartAsync(Noon);

    public async Task DisposeAsync() => await Host.DisposeAsync();

    public Wire.Performance.PerformanceClient As(string who, Guid? household = null) => new(Host.ChannelAs(who, household));

    /// <summary>What a service says of one promise.</summary>
    public static CommitmentState State(
        string standard, string change, string outcome, DateTimeOffset due, DateTimeOffset? done = null, DateTimeOffset? original = null, DateTimeOffset? recorded = null, Guid? id = null, string? reason = null) => new()
    {
        CommitmentId = id ?? Guid.CreateVersion7(), Change = change, StandardId = standard, StandardVersion = 1, StartedAt = due.AddDays(-2), DueAt = due, OriginalDueAt = original ?? due, Outcome = outcome, DoneAt = done,
        Reason = reason, RecordedAt = recorded ?? due,
    };

    public static CommitmentsChanged Of(string landlord, params CommitmentState[] changes) => Of(landlord, Guid.CreateVersion7(), changes);

    public static CommitmentsChanged Of(string landlord, Guid caseId, params CommitmentState[] changes) => new() { Service = "repairs", Landlord = landlord, CaseId = caseId, Changes = changes };

    public static MilestoneRecorded Estate(string landlord, Guid caseId, string estate, DateTimeOffset recorded) => new()
    {
        Service = "repairs", Landlord = landlord, CaseId = caseId, Name = "repair.reported", At = Noon.AddDays(-9), RecordedAt = recorded, Facts = JsonSerializer.SerializeToElement(new { estate, priority = "1" }),
    };

    /// <summary>Publishes these and waits until this landlord has as many promises.</summary>
    public async Task Hear(string landlord, int promises, params CommitmentsChanged[] events)
    {
        foreach (var one in events)
            await Host.PublishAsync(one);
        await Eventually.Equal((long)promises, () => Host.Database.Scalar<long>($"select count(*) from kept_promise where landlord = '{landlord}'"));
    }

    public async Task<Wire.Share> Share(string landlord, string standard, string? estate = null, string who = "officer")
    {
        var request = new Wire.GetSharesRequest { Landlord = landlord, StandardId = standard };
        if (estate is not null)
            request.Estate = estate;
        return Assert.Single((await As($"{who}@{landlord}").GetSharesAsync(request)).Shares);
    }

    /// <summary>The status a call ends with, every field its details call wrong, and the reason for programs.</summary>
    public static async Task<(StatusCode Status, IReadOnlyList<string> Fields, string Reason)> Refusal<T>(Func<AsyncUnaryCall<T>> call)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(async () => await call());
        var details = fault.Trailers.GetValueBytes("grpc-status-details-bin") is { } bytes ? Google.Rpc.Status.Parser.ParseFrom(bytes).Details : [];
        var violations = details.Where(d => d.Is(BadRequest.Descriptor)).SelectMany(d => d.Unpack<BadRequest>().FieldViolations);
        return (fault.StatusCode, [.. violations.Select(v => v.Field)], details.FirstOrDefault(d => d.Is(ErrorInfo.Descriptor))?.Unpack<ErrorInfo>().Type ?? "");
    }
}
