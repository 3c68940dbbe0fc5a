using Grpc.Core;
using Housing.Income.Contracts.V1;
using Housing.ServiceDefaults;
using Housing.Standards;
using Microsoft.EntityFrameworkCore;

namespace Housing.Income;

/// <summary>What a homeowner who cannot keep up was told can be done, and who gives advice, as it was then (OHO-LSE-27, OHO-LSE-28).</summary>
public sealed class OptionsTold
{
    private OptionsTold() { }

    public Guid Id { get; private set; }
    public Guid AccountId { get; private set; }
    public IReadOnlyList<HomeownerOption> Options { get; private set; } = [];
    public IReadOnlyList<string> Agencies { get; private set; } = [];
    public DateTimeOffset ToldAt { get; private set; }
    public string ToldBy { get; private set; } = "";

    internal static OptionsTold Tell(Account account, IReadOnlyList<HomeownerOption> options, IReadOnlyList<string> agencies, string by, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(), AccountId = account.Id, Options = options, Agencies = agencies, ToldBy = by, ToldAt = now };
}

/// <summary>Says what a homeowner who cannot keep up is told: everything that the landlord offers, and everybody who advises.</summary>
public static class TellOptionsDecision
{
    public static Decision<OptionsTold> Decide(Account account, HardshipPolicy? hardship, SupportPolicy? support, string by, DateTimeOffset now)
    {
        if (!IsHomeowners(account))
            return HomeownerRefusals.NoHomeowner;
        if (hardship is null || hardship.Options.Count == 0)
            return HomeownerRefusals.OptionsNotSet;
        var advisers = (support ?? SupportPolicy.OwnStaff).Agencies.Where(agency => agency.Helps.Contains(SupportKind.DebtAdvice)).Select(agency => agency.Name);
        return OptionsTold.Tell(account, hardship.Options, [.. hardship.Agencies.Concat(advisers).Distinct(StringComparer.Ordinal)], by, now);
    }

    /// <summary>Whether an account is a leaseholder's or shared owner's; also of one who has left.</summary>
    public static bool IsHomeowners(Account account) => account.Kind == AccountKind.Lease || account.Tenure is "leasehold" or "shared-ownership";
}

internal sealed partial class HomeownerHelpGrpc
{
    public override Task<TellOptionsResponse> TellOptions(TellOptionsRequest request, ServerCallContext call)
    {
        var accountId = Ids.Parse(request.AccountId, "account_id");
        return desk.Change(call, request, request.RequestId, a => a.Id == accountId, async (account, now) =>
        {
            var policy = policies.For(account.Landlord);
            var told = AccountDesk.Accepted(TellOptionsDecision.Decide(account, policy.Homeowners?.Hardship, policy.Support, call.Caller().Subject, now)).Single();
            db.OptionsTold.Add(told);
            await cases.Record(account, new Milestone("homeowner-options.told", now, Facts.None), now, By(call), call.CancellationToken);
            await messages.Tell(account, "homeowner-options.told", account.Id, told.Id, FactsOf(told), now, call.CancellationToken);
            return new TellOptionsResponse { Told = told.ToMessage() };
        });
    }

    public override async Task<ListOptionsToldResponse> ListOptionsTold(ListOptionsToldRequest request, ServerCallContext call)
    {
        var account = await Read(request.AccountId, call);
        var page = Paging.Read(request.PageSize, request.PageToken);
        var after = page.AfterId ?? Guid.Empty;
        var found = await db.OptionsTold.AsNoTracking().Where(t => t.AccountId == account.Id && t.Id > after).OrderBy(t => t.Id).Take(page.Size + 1).ToListAsync(call.CancellationToken);
        return new() { Told = { found.Take(page.Size).Select(t => t.ToMessage()) }, NextPageToken = Paging.Token(found.Count > page.Size ? found[page.Size - 1].Id : null) };
    }

    private static Dictionary<string, string> FactsOf(OptionsTold told) => new(StringComparer.Ordinal)
    {
        ["options"] = string.Join(' ', told.Options.Select(option => option.Says)),
        ["agencies"] = string.Join("; ", told.Agencies),
    };
}
