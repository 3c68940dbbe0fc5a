using System.Globalization;
using Google.Protobuf;
using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.Income.Storage;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>The one way in which an arrears case is changed: with its account's lock, its history, its promises and what others are told of it.</summary>
internal sealed class ArrearsDesk(IncomeDb db, AccountDesk accounts, Promises promises, ResidentMessages messages, Policies<IncomePolicy> policies)
{
    /// <summary>Locks the account of the case from here to the commit, checks the caller and saves what the work did with the answer to this request_id.</summary>
    public async Task<TResponse> Change<TRequest, TResponse>(
        ServerCallContext call, TRequest request, string requestId, Guid caseId, Func<ArrearsCase, Account, DateTimeOffset, Task<TResponse>> work)
        where TRequest : IMessage
        where TResponse : class, IMessage, new()
    {
        var accountId = await db.ArrearsCases.Where(c => c.Id == caseId).Select(c => (Guid?)c.AccountId).SingleOrDefaultAsync(call.CancellationToken)
            ?? throw ArrearsRefusals.CaseUnknown.ToRpcException();
        return await accounts.Change(call, request, requestId, a => a.Id == accountId, async (account, now) =>
            await work(await db.ArrearsCases.SingleAsync(c => c.Id == caseId, call.CancellationToken), account, now));
    }

    /// <summary>Puts it on the case, says anew what is next, and tells of it. Whoever asks holds the account's lock and saves.</summary>
    public void Apply(ArrearsCase file, ArrearsMilestone milestone, DateTimeOffset now)
    {
        file.Apply(milestone, now);
        file.Plan(LadderOf(file));
        Tell(file, milestone);
    }

    /// <summary>Puts it on the case and into its promises too, under the milestone's name there: "arrears.contacted".</summary>
    public async Task Record(ArrearsCase file, Account account, ArrearsMilestone milestone, string name, Facts facts, Recording by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Apply(file, milestone, now);
        var kept = await promises.Find(file.Id, cancellationToken);
        promises.Record(kept, file.Landlord, file.Id, new Milestone(name, milestone.At, FactsOf(file, account.Tenure).With(facts)), now, by);
    }

    /// <summary>Takes a step that was decided on, with its promise and its message.</summary>
    public async Task Take(ArrearsCase file, Account account, LadderStep step, ArrearsMilestone taken, Recording by, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await Record(file, account, taken, "arrears.step-taken", Facts.Of(("step", step.Step)), by, now, cancellationToken);
        if (step.Template is { } template)
            await Tell(account, file, template, Causes.Of("arrears-step", file.Id.ToString(), step.Step, ResidentMessages.Instant(now)), now, cancellationToken);
    }

    /// <summary>The household is told what the step says, in the template's words.</summary>
    public Task Tell(Account account, ArrearsCase file, string template, Guid cause, DateTimeOffset now, CancellationToken cancellationToken) => messages.Tell(
        account, template, file.Id, cause, Said(file), now, cancellationToken);

    /// <summary>What the words of a message about a case need to say.</summary>
    public static Dictionary<string, string> Said(ArrearsCase file) => new(StringComparer.Ordinal)
    {
        ["owed-pence"] = ResidentMessages.Pence(file.Standing.OwedPence),
        ["real-pence"] = ResidentMessages.Pence(file.Standing.RealPence),
    };

    public IReadOnlyList<LadderStep> LadderOf(ArrearsCase file) => LadderOf(file.Landlord, file.Kind);

    public IReadOnlyList<LadderStep> LadderOf(string landlord, AccountKind kind) => policies.For(landlord).Arrears?.Ladders.Of(kind) ?? [];

    /// <summary>What every milestone of a case says of it.</summary>
    public static Facts FactsOf(ArrearsCase file, string? tenure)
    {
        var facts = Facts.Of(("account", IncomeMessages.Word(file.Kind)));
        if (file.Standing.WeeksOwed is { } weeks)
            facts = facts.With(Facts.Of(("weeks-owed", weeks)));
        return tenure is null ? facts : facts.With(Facts.Of(("tenure", tenure)));
    }

    public static string Weeks(decimal weeks) => decimal.Round(weeks, 4, MidpointRounding.ToZero).ToString("0.####", CultureInfo.InvariantCulture);

    internal void Tell(ArrearsCase file, ArrearsMilestone milestone) => db.Tell(new ArrearsCaseChanged
    {
        CaseId = file.Id,
        AccountId = file.AccountId,
        HouseholdId = file.HouseholdId,
        Landlord = file.Landlord,
        What = IncomeMessages.Word(milestone.Act),
        Step = file.Step,
        Open = file.ClosedAt is null,
        ChangedAt = milestone.At,
    });
}
