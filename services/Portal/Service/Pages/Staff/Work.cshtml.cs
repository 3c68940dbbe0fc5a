using Grpc.Core;
using Housing.Performance.Contracts.V1;
using Housing.ServiceDefaults;
using Microsoft.AspNetCore.Mvc;
using AccountsClient = Housing.Income.Contracts.V1.Accounts.AccountsClient;
using CaseAccount = Housing.Income.Contracts.V1.CaseAccount;
using Complaint = Housing.Complaints.Contracts.V1.Complaint;
using ComplaintsClient = Housing.Complaints.Contracts.V1.Complaints.ComplaintsClient;
using EstatesClient = Housing.Estates.Contracts.V1.Estates.EstatesClient;
using PerformanceClient = Housing.Performance.Contracts.V1.Performance.PerformanceClient;
using Repair = Housing.Repairs.Contracts.V1.Repair;
using RepairsClient = Housing.Repairs.Contracts.V1.Repairs.RepairsClient;

namespace Housing.Portal.Pages.Staff;

/// <summary>One promise that is due, and the case it is about.</summary>
public sealed record WorkRow(CasePromise Promise, string Case, string Where, string? Href)
{
    public bool IsLate => Promise.Outcome == "missed";
}

/// <summary>What is due today, at risk and overdue, across services, what breaks first on top.</summary>
public sealed class WorkModel(PerformanceClient performance, RepairsClient repairs, ComplaintsClient complaints, AccountsClient accounts, EstatesClient estates) : PortalPage
{
    private const int PageSize = 25;

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public long Overdue { get; private set; }
    public long Today { get; private set; }
    public long AtRisk { get; private set; }
    public IReadOnlyList<string> Services { get; private set; } = [];
    public IReadOnlyList<WorkRow> Rows { get; private set; } = [];
    public NextPage Next { get; private set; } = null!;

    /// <summary>An income officer's work is accounts, unless they ask for something else.</summary>
    public string Chosen => Service ?? (Person.Role == Role.Income ? "income" : "");

    protected override async Task Load()
    {
        var counting = performance.CountDueAsync(new() { Landlord = Person.Landlord }, cancellationToken: Stop).ResponseAsync;
        var due = await performance.ListDueAsync(
            new() { Landlord = Person.Landlord, Service = Chosen, State = StateOf(State), PageSize = PageSize, PageToken = After ?? "" }, cancellationToken: Stop);
        var counts = (await counting).Counts;
        Services = [.. counts.Select(c => c.Service)];
        var shown = counts.Where(c => Chosen is "" || c.Service == Chosen).ToList();
        (Overdue, Today, AtRisk) = (shown.Sum(c => c.Overdue), shown.Sum(c => c.Today), shown.Sum(c => c.AtRisk));
        Next = new(due.NextPageToken, Request);
        Rows = await Named(due.Promises);
    }

    public static IReadOnlyList<(string Key, string Text)> States { get; } = [("", "Everything"), ("overdue", "Overdue"), ("today", "Due today"), ("at-risk", "At risk")];

    public string Href(string service, string state) => Microsoft.AspNetCore.WebUtilities.QueryHelpers.AddQueryString(
        "/work", new Dictionary<string, string?>(StringComparer.Ordinal) { ["service"] = service, ["state"] = state is "" ? null : state });

    private static DueState StateOf(string? state) => state switch
    {
        "overdue" => DueState.Overdue,
        "today" => DueState.Today,
        "at-risk" => DueState.AtRisk,
        _ => DueState.Unspecified,
    };

    /// <summary>Each with what its case is called and where it is, asked for all of them at once.</summary>
    private async Task<IReadOnlyList<WorkRow>> Named(IReadOnlyCollection<CasePromise> promises)
    {
        var sees = Person.Role is Role.Officer or Role.Manager or Role.Auditor;
        var repairIds = sees ? Cases(promises, "repairs") : [];
        var complaintIds = sees ? Cases(promises, "complaints") : [];
        // What a case is called is left out while its service is away; that it is due is known all the same.
        var askedRepairs = Of(repairIds, ids => repairs.ListRepairsAsync(new() { Landlord = Person.Landlord, RepairIds = { ids }, PageSize = PageSize }, cancellationToken: Stop));
        var askedComplaints = Of(complaintIds, ids => complaints.ListComplaintsAsync(new() { Landlord = Person.Landlord, ComplaintIds = { ids }, PageSize = PageSize }, cancellationToken: Stop));
        var askedAccounts = Of(Cases(promises, "income"), ids => accounts.ListCaseAccountsAsync(new() { Landlord = Person.Landlord, CaseIds = { ids } }, cancellationToken: Stop));
        var byRepair = ((await askedRepairs)?.Repairs.ToList() ?? []).ToDictionary(r => r.RepairId);
        var byComplaint = ((await askedComplaints)?.Complaints.ToList() ?? []).ToDictionary(c => c.ComplaintId);
        var byMoney = ((await askedAccounts)?.Accounts.ToList() ?? []).ToDictionary(a => a.CaseId);

        var homeIds = byRepair.Values.Select(r => r.HomeId).Concat(byComplaint.Values.Select(c => c.HomeId)).Concat(byMoney.Values.Select(a => a.HomeId)).Where(id => id is not "").Distinct().ToList();
        var homes = ((await Of(homeIds, ids => estates.ListHomesAsync(new() { Landlord = Person.Landlord, HomeIds = { ids }, PageSize = ids.Count }, cancellationToken: Stop)))?.Homes.ToList() ?? [])
            .ToDictionary(h => h.HomeId, Said.Address);
        return [.. promises.Select(promise => promise.Service == "income"
            ? Row(promise, byMoney.GetValueOrDefault(promise.CaseId), homes)
            : Row(promise, byRepair.GetValueOrDefault(promise.CaseId), byComplaint.GetValueOrDefault(promise.CaseId), homes))];
    }

    private static async Task<T?> Of<T>(List<string> ids, Func<List<string>, AsyncUnaryCall<T>> ask)
        where T : class => ids.Count == 0 ? null : (await ask(ids).Part()).Answer;

    private static WorkRow Row(CasePromise promise, Repair? repair, Complaint? complaint, Dictionary<string, string> homes) => new(
        promise,
        repair is not null ? Said.Plainly(repair.Fault) : complaint is not null ? $"Complaint {complaint.Reference}" : Said.Service(promise.Service),
        homes.GetValueOrDefault(repair?.HomeId ?? complaint?.HomeId ?? "") ?? repair?.Estate ?? "",
        Said.Page(promise.Service, promise.CaseId));

    /// <summary>Whatever of an account's it is about, its page is the account's; a cost of a whole scheme has none.</summary>
    private static WorkRow Row(CasePromise promise, CaseAccount? about, Dictionary<string, string> homes) => new(
        promise,
        about is null ? Said.Service(promise.Service) : about.Kind == "account" ? $"Account {about.PaymentReference}" : Said.Plainly(about.Kind),
        homes.GetValueOrDefault(about?.HomeId ?? "") ?? (about is { Kind: not "account", PaymentReference.Length: > 0 } ? $"Account {about.PaymentReference}" : ""),
        about is { AccountId.Length: > 0 } ? $"/cases/income/{about.AccountId}" : null);

    private static List<string> Cases(IEnumerable<CasePromise> promises, string service) => [.. promises.Where(p => p.Service == service).Select(p => p.CaseId).Distinct()];
}
