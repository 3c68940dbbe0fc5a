using Grpc.Core;
using Housing.Estates.Contracts.V1;
using Housing.Income.Contracts.V1;
using Housing.Repairs.Contracts.V1;
using Housing.Standards;
using Housing.Tenancy.Contracts.V1;
using Microsoft.Extensions.Options;

namespace Housing.Complaints;

/// <summary>What another service said. Not answered: it was down, slow or late; nothing found: it has no such thing.</summary>
internal sealed record Said<T>(bool Answered, T? What)
    where T : class
{
    public static Said<T> Nothing { get; } = new(Answered: false, null);
}

/// <summary>A home as Estates knows it.</summary>
/// <param name="Estate">The estate that its block is on; null where it is on none.</param>
internal sealed record Site(string Landlord, string? Estate = null)
{
    /// <summary>The lines of its address, then the postcode.</summary>
    public IReadOnlyList<string> Address { get; init; } = [];
}

/// <summary>How many homes a landlord has, and on each estate.</summary>
internal sealed record Stock(long Homes, IReadOnlyDictionary<string, long> Estates);

/// <summary>A household as Tenancy knows it.</summary>
/// <param name="LeadName">The lead tenant's or leaseholder's name.</param>
/// <param name="Tenure">On what terms it holds the home: "shared-ownership"; null where Tenancy does not say.</param>
internal sealed record Residence(Guid HouseholdId, Guid HomeId, string Landlord, string LeadName = "", string? Tenure = null)
{
    /// <summary>How it asked to be written to.</summary>
    public Reading Reading { get; init; } = Reading.AsAll;
}

/// <summary>A repair as far as a complaint about it needs to know.</summary>
/// <param name="InTime">It is not done, and nothing that was promised on it has been missed (HAV-CMP-02, E10).</param>
/// <param name="People">The subjects of those who recorded what happened to it, other than residents.</param>
internal sealed record RepairInQuestion(string Landlord, Guid? HomeId, bool InTime, IReadOnlyList<string> People);

/// <summary>An account as far as a complaint about it needs to know.</summary>
internal sealed record AccountInQuestion(string Landlord, Guid HouseholdId);

/// <summary>An account as Income shows it.</summary>
internal sealed record WholeAccount(Income.Contracts.V1.Account Account, long WeeklyRentPence);

/// <summary>What a household pays for its home.</summary>
internal sealed record Rent(long WeeklyPence);

/// <summary>Asks Estates, Tenancy, Repairs and Income, and waits no longer than somebody on the telephone would: a complaint is taken without.</summary>
internal sealed class NeighbourQuestions(
    Estates.Contracts.V1.Estates.EstatesClient estates, Tenancies.TenanciesClient tenancies, Repairs.Contracts.V1.Repairs.RepairsClient repairs, Accounts.AccountsClient accounts,
    Charges.ChargesClient charges, IOptions<ComplaintSettings> settings,
    TimeProvider clock, ILogger<NeighbourQuestions> log)
{
    public Task<Said<Site>> Home(Guid homeId, CancellationToken cancellationToken) => Ask("home", homeId.ToString(), cancellationToken, async patience =>
        Read((await estates.GetHomeAsync(new GetHomeRequest { HomeId = homeId.ToString() }, cancellationToken: patience)).Home));

    /// <summary>Those of these references, 200 at most.</summary>
    public Task<Said<List<(string Reference, Guid Id, Site Site)>>> Homes(string landlord, IReadOnlyList<string> references, CancellationToken cancellationToken) =>
        Ask("homes by reference of", landlord, cancellationToken, async patience =>
        {
            var listed = await estates.ListHomesAsync(new ListHomesRequest { Landlord = landlord, References = { references }, PageSize = 200 }, cancellationToken: patience);
            return listed.Homes.Select(h => (h.Reference, Guid.Parse(h.HomeId), Read(h))).ToList();
        });

    /// <summary>Those with this as their reference or in their address; the first 200 of many.</summary>
    public Task<Said<List<Guid>>> HomesNear(string landlord, string text, CancellationToken cancellationToken) => Ask("homes like that of", landlord, cancellationToken, async patience =>
    {
        var named = estates.ListHomesAsync(new ListHomesRequest { Landlord = landlord, References = { text } }, cancellationToken: patience);
        var near = text.Length is < 3 or > 60 ? null : estates.ListHomesAsync(new ListHomesRequest { Landlord = landlord, Address = text, PageSize = 200 }, cancellationToken: patience);
        return (await named).Homes.Concat(near is null ? [] : (await near).Homes).Select(h => Guid.Parse(h.HomeId)).Distinct().ToList();
    });

    /// <summary>Households of this name, former ones too; the first 200 of many.</summary>
    public Task<Said<List<Guid>>> HouseholdsNamed(string landlord, string text, CancellationToken cancellationToken) => Ask("households named so of", landlord, cancellationToken, async patience =>
        (await tenancies.FindHouseholdsAsync(new FindHouseholdsRequest { Landlord = landlord, Text = text, PageSize = 200, Former = true, NamesOnly = true }, cancellationToken: patience))
            .Found.Select(h => Guid.Parse(h.HouseholdId)).Distinct().ToList());

    public Task<Said<Stock>> Stock(string landlord, CancellationToken cancellationToken) => Ask("the homes of", landlord, cancellationToken, async patience =>
    {
        var counted = await estates.CountHomesAsync(new CountHomesRequest { Landlord = landlord }, cancellationToken: patience);
        return new Stock(counted.Homes, counted.Estates.ToDictionary(e => e.Estate, e => e.Homes, StringComparer.Ordinal));
    });

    /// <summary>Works can be at another home than the complaint's, but not at another landlord's; null where they can.</summary>
    public async Task<Refusal?> Elsewhere(Complaint complaint, Guid? homeId, CancellationToken cancellationToken) =>
        homeId is not { } other || other == complaint.HomeId ? null : await Home(other, cancellationToken) switch
        {
            { What: { } site } => site.Landlord == complaint.Landlord ? null : ComplaintRefusals.HomeOfAnother,
            { Answered: true } => ComplaintRefusals.HomeUnknown,
            _ => ComplaintRefusals.EstatesAway,
        };

    /// <summary>A fault that Repairs would not take for works; null where it would, and while it does not answer: then it says so once the works are promised.</summary>
    public async Task<Refusal?> Unmendable(string landlord, string fault, string field, CancellationToken cancellationToken) =>
        (await Ask("the faults of", landlord, cancellationToken, async patience =>
            (await repairs.GetCatalogueAsync(new GetCatalogueRequest { Landlord = landlord }, cancellationToken: patience)).Catalogue)).What is { } catalogue && catalogue.Faults.All(f => f.Key != fault.Trim())
            ? ComplaintRefusals.FaultUnknown(field, [.. catalogue.Faults.Select(f => f.Key)])
            : null;

    public Task<Said<Residence>> HouseholdOf(Guid homeId, CancellationToken cancellationToken) => Ask("the household of home", homeId.ToString(), cancellationToken, async patience =>
        Read((await tenancies.GetHouseholdAsync(new GetHouseholdRequest { HomeId = homeId.ToString() }, cancellationToken: patience)).Household));

    public Task<Said<Residence>> Household(Guid householdId, CancellationToken cancellationToken) => Ask("household", householdId.ToString(), cancellationToken, async patience =>
        Read((await tenancies.GetHouseholdAsync(new GetHouseholdRequest { HouseholdId = householdId.ToString() }, cancellationToken: patience)).Household));

    public Task<Said<RepairInQuestion>> Repair(Guid repairId, CancellationToken cancellationToken) => Ask("repair", repairId.ToString(), cancellationToken, async patience =>
        Read((await repairs.GetRepairAsync(new GetRepairRequest { RepairId = repairId.ToString() }, cancellationToken: patience)).Repair));

    public Task<Said<AccountInQuestion>> Account(Guid accountId, CancellationToken cancellationToken) => Ask("account", accountId.ToString(), cancellationToken, async patience =>
        Read((await accounts.GetAccountAsync(new() { AccountId = accountId.ToString() }, cancellationToken: patience)).Account));

    /// <summary>What Income knows of a household's rent; nothing found where it pays none.</summary>
    public async Task<Said<Rent>> Rent(Guid householdId, CancellationToken cancellationToken)
    {
        var said = await Ask("the rent of household", householdId.ToString(), cancellationToken, async patience =>
        {
            var account = (await accounts.GetAccountAsync(new() { HouseholdId = householdId.ToString() }, cancellationToken: patience)).Account;
            return new Rent((await charges.GetRentAsync(new() { AccountId = account.AccountId }, cancellationToken: patience)).WeeklyPence);
        });
        return said.What?.WeeklyPence == 0 ? new(Answered: true, null) : said;
    }

    /// <summary>All that Repairs says of a repair, to show.</summary>
    public Task<Said<Repair>> WholeRepair(Guid repairId, CancellationToken cancellationToken) => Ask("repair", repairId.ToString(), cancellationToken, async patience =>
        (await repairs.GetRepairAsync(new GetRepairRequest { RepairId = repairId.ToString() }, cancellationToken: patience)).Repair);

    /// <summary>All that Income says of an account, to show, and its rent.</summary>
    public Task<Said<WholeAccount>> WholeAccount(Guid accountId, CancellationToken cancellationToken) => Ask("account", accountId.ToString(), cancellationToken, async patience => new WholeAccount(
        (await accounts.GetAccountAsync(new() { AccountId = accountId.ToString() }, cancellationToken: patience)).Account,
        (await charges.GetRentAsync(new() { AccountId = accountId.ToString() }, cancellationToken: patience)).WeeklyPence));

    private static AccountInQuestion Read(Income.Contracts.V1.Account account) => new(account.Landlord, Guid.Parse(account.HouseholdId));

    private RepairInQuestion Read(Repair repair) => new(
        repair.Landlord, repair.HomeId is "" ? null : Guid.Parse(repair.HomeId),
        repair.Stage is not (Housing.Repairs.Contracts.V1.Stage.Completed or Housing.Repairs.Contracts.V1.Stage.Closed)
            && repair.NextDueAt?.ToDateTimeOffset() > clock.GetUtcNow()
            && repair.Commitments.All(c => c.Outcome != Housing.Repairs.Contracts.V1.Outcome.Missed),
        [.. repair.Timeline.Where(m => m.By is not ("resident" or "service") && m.BySubject is not "").Select(m => m.BySubject).Distinct(StringComparer.Ordinal)]);

    private static Site Read(Home home) => new(home.Landlord, home.Block?.Estate is { Length: > 0 } estate ? estate : null)
    {
        Address = home.Address is { } address ? [.. address.Lines, address.Postcode] : [],
    };

    private static Residence Read(Household household) => new(
        Guid.Parse(household.HouseholdId), Guid.Parse(household.HomeId), household.Landlord, household.LeadName, household.Tenure is Tenure.Unspecified ? null : Keys.Of(household.Tenure))
    {
        Reading = household.Preferences is { } said
            ? new(
                said.Format switch
                {
                    Tenancy.Contracts.V1.Format.LargePrint => LetterForm.LargePrint,
                    Tenancy.Contracts.V1.Format.Braille => LetterForm.Braille,
                    Tenancy.Contracts.V1.Format.Audio => LetterForm.Audio,
                    Tenancy.Contracts.V1.Format.EasyRead => LetterForm.EasyRead,
                    _ => LetterForm.Print,
                },
                said.Language is { Length: > 0 } language ? language : null,
                said.ContactBy == ContactBy.Letter)
            : Reading.AsAll,
    };

    private async Task<Said<T>> Ask<T>(string what, string id, CancellationToken cancellationToken, Func<CancellationToken, Task<T>> ask)
        where T : class
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(settings.Value.Patience);
        try
        {
            return new(Answered: true, await ask(patience.Token));
        }
        catch (RpcException unknown) when (unknown.StatusCode == StatusCode.NotFound)
        {
            return new(Answered: true, null);
        }
        catch (Exception fault) when (fault is RpcException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            log.LogWarning("Nobody answered for {What} {Id} ({Status})", what, id, fault is RpcException rpc ? rpc.StatusCode : StatusCode.DeadlineExceeded);
            return Said<T>.Nothing;
        }
    }
}
