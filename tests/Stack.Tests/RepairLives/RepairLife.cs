using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Housing.Testing;

namespace Housing.Stack.Tests.RepairLives;

/// <summary>What every story of a repair needs: people who call, and what can be asked at the end. Each story has homes of its own.</summary>
public abstract class RepairLife(HousingStack stack)
{
    private protected HousingStack Stack { get; } = stack;

    private protected static DateTimeOffset Now => TimeProvider.System.Now();

    /// <summary>Three in the morning of yesterday, in London: no office is open, and the whole day after it has passed.</summary>
    private protected static DateTimeOffset LastNight => London.At(London.DayOf(Now).AddDays(-1), new TimeOnly(3, 0));

    private protected static string NewId() => HousingStack.NewId();

    private protected async Task<Caller> As(string person, Household? household = null) => new(await Stack.Calling("repairs", person, household?.HouseholdId));

    private protected Task<Caller> Resident(Household household) => As($"resident@{household.Landlord}", household);

    private protected Task<Caller> Officer(Household household) => As($"officer@{household.Landlord}");

    /// <summary>Whoever was sent.</summary>
    private protected Task<Caller> Contractor(Repair repair) => As($"contractor-{repair.Order.Contractor}@{repair.Landlord}");

    /// <summary>A report of something in the catalogue: where, what, and the answers to its questions, as "question: answer".</summary>
    private protected static ReportRepairRequest Report(Household household, DateTimeOffset at, string room, string item, params string[] answers) => new()
    {
        RequestId = NewId(),
        HomeId = household.HomeId,
        Room = room,
        Item = item,
        Description = "As it was said.",
        ReportedAt = at.ToTimestamp(),
        Answers = { answers.Select(a => a.Split(": ")).Select(a => new Answer { Question = a[0], Answer_ = a[1] }) },
    };

    private protected static RecordVisitRequest Visit(Repair repair, DateTimeOffset from, DateTimeOffset to, bool mended) => new()
    {
        RequestId = NewId(),
        RepairId = repair.RepairId,
        VisitedAt = from.ToTimestamp(),
        EndedAt = to.ToTimestamp(),
        Fixed = mended,
    };

    /// <summary>The timeline in the order in which it was written down.</summary>
    private protected static string Timeline(Repair repair) =>
        string.Join(' ', repair.Timeline.OrderBy(t => t.RecordedAt.ToDateTimeOffset()).Select(t => t.Name.Replace("repair.", "", StringComparison.Ordinal)));

    /// <summary>Every promise and what became of it.</summary>
    private protected static string Promises(Repair repair) => string.Join(", ", repair.Commitments.Select(c => $"{c.StandardId} {c.Outcome}").Order(StringComparer.Ordinal));

    /// <summary>That this household was told of these changes of the case, of each once and of nothing else.</summary>
    private protected static Task Told(ObservedStack observed, Household household, string caseId, string templates) => Eventually.Equal(
        string.Join(' ', templates.Split(' ').Order(StringComparer.Ordinal)),
        () => Task.FromResult(string.Join(
            ' ', observed.Post.To(household.HouseholdId, caseId).Select(m => m.Template.Replace("repair.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal))));

    /// <summary>What is on the household's account, oldest first, once there is as much as that.</summary>
    private protected async Task<IReadOnlyList<Posting>> Postings(Household household, int count)
    {
        var accounts = new Accounts.AccountsClient(await Stack.Calling("income", $"officer@{household.Landlord}"));
        IReadOnlyList<Posting> postings = [];
        await Eventually.Holds(async () =>
        {
            var account = (await accounts.GetAccountAsync(new() { HouseholdId = household.HouseholdId })).Account;
            postings = [.. (await accounts.ListPostingsAsync(new() { AccountId = account.AccountId })).Postings.Reverse()];
            Assert.Equal(count, postings.Count);
            Assert.Equal(account.BalancePence, postings.Sum(p => p.AmountPence));
        });
        return postings;
    }

    /// <summary>The reason, for programs, for which a call is refused.</summary>
    private protected static async Task<string> Refused<T>(AsyncUnaryCall<T> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await call);
        var details = Google.Rpc.Status.Parser.ParseFrom(refusal.Trailers.GetValueBytes("grpc-status-details-bin")).Details;
        return Assert.Single(details, d => d.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>().Type;
    }
}

/// <summary>Repairs as one person calls it.</summary>
internal sealed class Caller(CallInvoker calls)
{
    public Repairs.Contracts.V1.Repairs.RepairsClient Repairs { get; } = new(calls);
    public Recharges.RechargesClient Recharges { get; } = new(calls);
    public Defects.DefectsClient Defects { get; } = new(calls);
    public Adaptations.AdaptationsClient Adaptations { get; } = new(calls);
    public Hazards.HazardsClient Hazards { get; } = new(calls);

    public async Task<Repair> Read(string repairId) => (await Repairs.GetRepairAsync(new() { RepairId = repairId })).Repair;

    public async Task<Repair> Read(Repair repair) => await Read(repair.RepairId);

    /// <summary>The work is done, said twice as by a client that lost the answer.</summary>
    public async Task<Repair> Complete(Repair repair, DateTimeOffset? at = null, bool? tidy = null)
    {
        var request = new CompleteRepairRequest { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, WorkDone = "Mended.", CompletedAt = at?.ToTimestamp() };
        if (tidy is { } said)
            request.LeftCleanAndTidy = said;
        var first = await Repairs.CompleteRepairAsync(request);
        Assert.Equal(first, await Repairs.CompleteRepairAsync(request));
        return first.Repair;
    }

    public async Task<Repair> Confirm(Repair repair) =>
        (await Repairs.ConfirmRepairAsync(new() { RequestId = HousingStack.NewId(), RepairId = repair.RepairId, Satisfied = true })).Repair;
}
